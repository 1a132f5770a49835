import LessonTestSupport
import Testing

@testable import Formulas
@testable import LessonCore
@testable import LessonDocument

@Suite("A formula that is wrong")
struct FormulaErrorTests {
  /// Expects that reading a formula reports exactly this, at columns from 1 for its first character.
  private func check(_ tex: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let found = Lesson.parse(path: "x.md", text: "$$\(tex)$$", language: "en", name: "x").diagnostics
    let reports = found.map { diagnostic in
      let range = diagnostic.range ?? .start..<(.start)
      return "\(range.lowerBound.column - 2)-\(range.upperBound.column - 3): \(diagnostic.message)"
    }
    #expect(reports == [expected], sourceLocation: sourceLocation)
  }

  @Test("is told at its column, with the nearest word")
  func words() {
    check("a + \\gama", "5-9: formulas have no command '\\gama'; did you mean '\\gamma'?")
    check("\\xyzzyx", "1-7: formulas have no command '\\xyzzyx'")
    check(
      "\\begin{alinged}x\\end{alinged}",
      "8-14: formulas have no environment 'alinged'; did you mean 'aligned'?")
  }

  @Test("is told where a brace, bracket or delimiter that lacks its other one stands")
  func pairs() {
    check("\\frac{a}{b", "9-9: this '{' is never closed by '}'")
    check("a}", "2-2: this '}' closes no '{'")
    check("\\sqrt[3 x", "6-6: this '[' is never closed by ']'")
    check("a \\left( b", "3-7: this '\\left' has no '\\right' after it")
    check("a \\right)", "3-8: this '\\right' has no '\\left' before it")
    check("{\\left( b}", "10-10: this '}' closes no '{'")
    check(
      "\\left x \\right)",
      "7-7: a delimiter such as '(', '|' or '\\lVert' follows '\\left', and '.' for none; found 'x'")
    check("\\text{a", "6-6: this '{' is never closed by '}'")
    check("\\begin{cases} a", "1-6: this environment is never closed by '\\end{cases}'")
    check("\\begin{cases} a\\end{matrix}", "21-26: '\\end{cases}' was expected here; found '\\end{matrix}'")
    check("\\end{cases}", "1-4: this '\\end' has no '\\begin' before it")
    check("\\begin x", "1-6: the name of an environment in braces follows '\\begin'")
    check(
      "\\begin{array}{lx}\\end{array}",
      "16-16: the columns of an array are 'l', 'c' and 'r', with '|' between them; found 'x'")
  }

  @Test("is told which argument is missing")
  func arguments() {
    check("\\frac{a}", "1-5: '\\frac' lacks its second argument; found the formula's end")
    check("{\\sqrt}", "2-6: '\\sqrt' lacks its argument; found '}'")
    check("x^", "2-2: '^' lacks its argument; found the formula's end")
    check("x_^2", "2-2: '_' lacks its argument; found '^'")
    check("\\text x", "1-5: '\\text' takes its words in braces; found 'x'")
    let error = #expect(throws: TeXError.self) { try TeXParser.parse("a \\") }
    #expect(error?.message == "no command follows this backslash" && error?.range == 2..<3)
  }

  @Test("is told what stands where it cannot")
  func places() {
    check(
      "a & b", "3-3: '&' stands between the columns of an environment such as 'aligned' or 'cases', not here")
    check("a \\\\ b", "3-4: lines end within an environment such as 'aligned', not here")
    check(
      "a^b^c", "4-4: a second superscript of the same part; braces say which belongs to what, as in '{a^b}^c'"
    )
    check(
      "a_b_c", "4-4: a second subscript of the same part; braces say which belongs to what, as in '{a_b}_c'")
    check("5%", "2-2: '%' has a meaning of its own in TeX; the character itself is '\\%'")
    check("a 🙂", "3-3: '🙂' has no meaning in a formula; words stand in '\\text{…}'")
    check(
      "a = `{swift-dt} b`",
      "5-5: code and values of expressions cannot stand in a formula; end the formula before this")
    check("\\text{a \\b}", "9-10: '\\b' cannot stand among words; end them before it")
    check("\\limits x", "1-7: '\\limits' stands after a sum, a limit or the like, not here")
    check("\\not x", "1-4: '\\not' stands before a relation such as '=' or '\\in'")
  }

  @Test("is refused when its parts stand too deep in one another, whatever they are")
  func depth() {
    for part in ["{", "\\hat", "x^{", "\\left(", "\\begin{cases}", "\\frac1", "\\sqrt[", "\\displaystyle"] {
      let tex = String(repeating: part, count: 20_000)
      #expect(throws: TeXError.self) { try TeXParser.parse(tex) }
    }
    let deep = String(repeating: "\\sqrt{", count: 24) + "x" + String(repeating: "}", count: 24)
    #expect(throws: Never.self) { try TeXParser.parse(deep) }
  }

  @Test("is told for the whole document at once, unless it has hundreds of them in its way")
  func many() {
    func reports(_ count: Int) -> Int {
      let text = String(repeating: "$\\a$ ", count: count)
      return Lesson.parse(path: "x.md", text: text, language: "en", name: "x").diagnostics.count
    }
    #expect(reports(100) == 100)
    #expect((100..<500).contains(reports(1_000)))
  }

  @Test("is told when its '$$' is not closed in the paragraph that it opens")
  func unclosed() {
    LessonTestSupport.check(
      "ż\n\n> $$\n> a\n> - b\n> $$",
      reports: [
        "3:3: error: this formula is not closed by '$$' in its paragraph; an empty line ends a paragraph, and so does "
          + "one that Markdown takes for the beginning of a list, a quote or a heading"
      ])
    LessonTestSupport.check("$$ in a shell", reports: [])
  }
}

@Suite("The place of what is wrong with a formula")
struct FormulaPlaceTests {
  private static let around = [
    "@", "ą 👩‍👩‍👧 e\u{301} @ b", "a\n  ż\t@\n c", "# ż @", "## @ ## #", "ż @\n===", "a\nb @\n---",
    "- a\n  1. ż @", "-\t@",
    "> a\n>> b\n> @ c", "> a\nb @", "1. a\nb @", "[a]: b\n[c]: d\nż @", "*a **ż @***", "[@](b)", "![ż @](b)",
    "`$\\qqx$` @", "<b>\\qqx</b> $\\|$ @", "a[^1]\n\n[^1]: b\n    ż @", "- [ ] ż @", "~~@~~ `` ` ``",
    "a  \n@\\\nb",
    "| a | ż @ |\n|---|---|", "| a |\n|---|\n| \\| @ | \\| |", "a | b\n--|--\nż \\|@ | x\nx | ż @",
    "> - ż | @\n>   --|--\n",
    "ż @\n| a | ż |\n|--|--|\n| x | y |", "a\nb\n| ż | x @ |\n|--|--|\n| x | y |",
    "> @ | ż\n> ---|---\n> a | b",
    "\0 @", "|ż|@|\n|-|-|", "- a\n\n  @\n- b", "x\n\n      a\n\n@",
  ]
  private static let formulas = [
    "$\\qqx$", "$ż + \\frac{1}{\\qqx}$", "$`\\qqx`$", "$$ a_b \\qqx $$", "$*a* \\qqx$",
  ]

  /// Expects that the only diagnostic is where the unknown command is.
  private func check(_ text: String, last: Bool = true) throws {
    let source = SourceText(text)
    let found = Lesson.parse(path: "x.md", text: text, language: "en", name: "x").diagnostics
    let command = try #require(text.ranges(of: "\\qqx").last)
    let offset = text.utf8.distance(from: text.startIndex, to: command.lowerBound)
    let start = source.position(ofOffset: offset - (source.hasByteOrderMark ? 3 : 0))
    let expected = start..<SourcePosition(line: start.line, column: start.column + 4)
    #expect(found.last?.range == expected, "\(text)")
  }

  @Test("is exact wherever Markdown lets a formula stand", arguments: around)
  func everywhere(_ around: String) throws {
    for formula in Self.formulas {
      let text = around.replacing("@", with: formula)
      try check(text)
      try check("\u{FEFF}---\ntitle: ż\n---\n\n" + text)
      try check(text.replacing("\n", with: "\r\n"))
      try check("Ż\n\n" + text + "\n\nz\n")
    }
  }

  @Test("is exact on every line of a formula that has several")
  func lines() throws {
    try check("> - ż $$\n>   a\n>  \\qqx ż\n> $$")
    try check("- $a +\n\tż \\qqx$")
    try check("a\n$$\r\nż\r\n ż \\qqx\r\n$$\r\n")
    try check("- ż\n\n  ```math\n  a\n\n    ż \\qqx\n  ```\n")
    try check("> ~~~ math\n> \\qqx")
  }

  @Test("is exact behind bars of a table that a backslash keeps")
  func bars() throws {
    try check("| ż | $\\|\\|a \\qqx \\|$ |\n|---|---|")
    try check("ż\\| $\\|a\\| \\qqx$ | b\n---|---\n")
  }
}
