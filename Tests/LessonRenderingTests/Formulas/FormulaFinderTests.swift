import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering

/// Expects that a text has these formulas and no others; displayed ones begin with `$`.
private func check(
  _ markdown: String, formulas expected: [String], sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var found: [String] = []
  try MarkdownReader.read(SourceText(markdown)).forEach { node in
    if case .formula(let formula) = node.kind { found.append((formula.isDisplay ? "$" : "") + formula.tex) }
  }
  #expect(found == expected, sourceLocation: sourceLocation)
}

@Suite("Formulas in Markdown")
struct FormulaFinderTests {
  @Test("stand between dollar signs that touch them and no letter or digit")
  func dollars() throws {
    try check("a $x_1$, ($y$) **$z$** $k$-th", formulas: ["x_1", "y", "z", "k"])
    try check("$5 and $10, $ x$, $x $, US$5 to US$6, $x$y, 5$x$", formulas: [])
    try check("\\$x$ $\\$$ \\\\$y$ $", formulas: ["\\$", "y"])
    try check("$a\nb$\n\n$a\n\nb$", formulas: ["a\nb"])
  }

  @Test(
    "are told from money as GitHub's documentation and its users say",
    arguments: [
      ("To split <span>$</span>100 in half, we calculate $100/2$", ["100/2"]),
      ("<span>$</span>5 is ($x$), <SPAN class=\"m\">$</SPAN>6 too", ["x"]),
      ("$a<span>$</span>b$ <span>$x$</span>", ["a<span>$</span>b", "x"]),
      ("between $5 and $10, US$5, 5$, $5-$10, $5/$6", []), ("$1,000.50 (or $2)", []),
      ("\\$5 and $x$ and \\$6", ["x"]),
      ("a$x$ 1$x$ $x$a $x$1 a$`x`$", []),
      ("-$x$ '$x$ \"$x$ ($x$ [$x$ {$x$ /$x$", ["x", "x", "x", "x", "x", "x", "x"]),
      ("$x$. $x$, $x$: $x$) $x$-", ["x", "x", "x", "x", "x"]), ("$ x$ $x $", []), ("$a\n$ $\na$", []),
      ("[$a$](b) *$c$* **$d$** ~~$e$~~ _$`f`$_", ["a", "c", "d", "e", "f"]), ("&#36;x&#36; `$x$`", []),
    ] as [(String, [String])])
  func money(_ markdown: String, _ expected: [String]) throws { try check(markdown, formulas: expected) }

  @Test("are displayed between two dollar signs, but in cells of tables")
  func displayed() throws {
    try check("$$\na \\\\\n  $b$\n$$ c $$ d $$", formulas: ["$\na \\\\\n$b$\n", "$ d "])
    try check("- $$a$$\n  > $$b\n  > c$$", formulas: ["$a", "$b\nc"])
    try check("| $$a$$ |\n|---|\n| $$b$$ |", formulas: ["a", "b"])
    for none in ["a $$b", "$$$d$$$", "a $$ $$", "$$"] { try check(none, formulas: none == "$$" ? ["$"] : []) }
  }

  @Test("stand between dollar signs and backquotes, and in fences of math")
  func codeForms() throws {
    try check("$`a_b`$ $``$ `$x$` $`c`", formulas: ["a_b"])
    try check(
      "```math\na\n\nb\n```\n\n~~~ math x\nc\n~~~\n\n```maths\nd\n```\n", formulas: ["$a\n\nb", "$c"])
    try check("> ```math\n> a\n> b\n> ```", formulas: ["$a\nb"])
  }

  @Test("do not stand in code, HTML, addresses, nor where these begin within them")
  func otherPlaces() throws {
    try check("`$a$` <b title='$b$'> [c](d$e$f) <https://a.b/$c$> https://a.b/$d$", formulas: [])
    try check("    $a$\n\n```\n$b$\n```\n\n<div>\n$c$\n</div>\n\n<!-- $d$ -->", formulas: [])
    try check("from $5 the `$HOME` of $x$", formulas: ["x"])
    try check(
      "[$a$](b) ![$c$](d) # $e$\n\n# $f$ #\n\na[^1]\n\n[^1]: $g$", formulas: ["a", "c", "e", "f", "g"])
  }

  @Test("mean nothing to Markdown")
  func opaque() throws {
    try check(
      "*a $*b*$ c* $_x_$ $a [b](c)$ $a<b>c$ $\\{x\\}$ $\\\\$ $~~a~~$ $&amp;$ $https://a.b$",
      formulas: ["*b*", "_x_", "a [b](c)", "a<b>c", "\\{x\\}", "\\\\", "~~a~~", "&amp;", "https://a.b"])
  }

  @Test("keep bars in tables only behind a backslash, which GitHub takes away")
  func tables() throws {
    try check("| $\\|a\\|$ | $\\\\|b\\\\|$ |\n|---|---|\n| $c|d$ |", formulas: ["|a|", "\\|b\\|"])
  }

  @Test("are in headings, titles and summaries what they read as, and in anchors what is written")
  func plainText() throws {
    let lesson = try lesson(
      "# The $x_1^2$ of $\\mathbf{w}$\n\nOne line: $\\mathbf{w} \\leftarrow \\frac{\\eta}{2} L'(w)$, $\\sqrt{1-d}$."
    )
    let text = LessonText(lesson, transcript([]))
    #expect(text.title == "The x_1^2 of 𝐰")
    #expect(text.anchors == ["the-x_12-of-mathbfw"])
    #expect(text.summary == "One line: 𝐰 ← η/2L′(w), √(1 − d).")
  }

  @Test("stay on one line with the punctuation that touches them")
  func whole() {
    let x =
      "<math><semantics><mrow><mi>x</mi></mrow>"
      + "<annotation encoding=\"application/x-tex\">x</annotation></semantics></math>"
    check(
      "a ($x$), *$x$* $x$: b",
      html: "<p>a <span class=\"whole\">(\(x)),</span> <em>\(x)</em> <span class=\"whole\">\(x):</span> b</p>"
    )
  }

  @Test("stay as they are written on Markdown pages")
  func markdownPages() throws {
    let text = "$a_b$ $$\\frac{a}{b}$$ and `{swift-dt} y` $`c`$ `{swift-dt} z`\n"
    try check(text, transcript([], ["1", "2"]), markdown: "$a_b$ $$\\frac{a}{b}$$ and 1 $`c`$ 2\n")
  }

  @Test("that are printed and wrong stay as they are printed")
  func printed() throws {
    let lesson = try lesson("```swift-dt passthrough\n```")
    let page = PageRenderer().html(lesson, transcript([[.printed("$\\foo$ and $x$")]]))
    #expect(page.contains("<p>$\\foo$ and <math>"))
  }
}
