import LessonTestSupport
import Testing

@testable import Formulas
@testable import LessonDocument

@Suite("TeX that courses use")
struct CourseTeXTests {
  @Test("has lines between the columns and rows of arrays")
  func arrays() throws {
    try check(
      #"\begin{array}{c|r} a & b \\ \hline c & d \end{array}"#,
      mathML:
        #"<mtable><mtr><mtd><mi>a</mi></mtd><mtd style="text-align:right;border-left:.06em solid"><mi>b</mi></mtd></mtr>"#
        + #"<mtr><mtd style="border-top:.06em solid"><mi>c</mi></mtd>"#
        + #"<mtd style="text-align:right;border-left:.06em solid;border-top:.06em solid"><mi>d</mi></mtd></mtr></mtable>"#
    )
    try check(
      #"\begin{array}{@{}|*{2}{l}||@{}} \hline\hline a & b \\ \hline \end{array}"#,
      mathML: #"<mtable><mtr><mtd style="text-align:left;border-left:.06em solid;padding-left:0;"#
        + #"border-top:.2em double;border-bottom:.06em solid"><mi>a</mi></mtd>"#
        + #"<mtd style="text-align:left;border-right:.2em double;padding-right:0;"#
        + #"border-top:.2em double;border-bottom:.06em solid"><mi>b</mi></mtd></mtr></mtable>"#)
  }

  @Test("has frames, colours, room that is not seen, and strokes")
  func parts() throws {
    try check(#"\boxed{x}"#, mathML: #"<mrow style="border:.06em solid;padding:.25em"><mi>x</mi></mrow>"#)
    try check(#"\textcolor{red}{x}y"#, mathML: #"<mrow mathcolor="red"><mi>x</mi></mrow><mi>y</mi>"#)
    try check(
      #"a{\color{#0A7} b c}d"#,
      mathML: ##"<mi>a</mi><mrow mathcolor="#0a7"><mi>b</mi><mi>c</mi></mrow><mi>d</mi>"##)
    try check(#"\textcolor[RGB]{255,0,10}{x}"#, mathML: ##"<mrow mathcolor="#ff000a"><mi>x</mi></mrow>"##)
    try check(#"\textcolor{ForestGreen}x"#, mathML: ##"<mrow mathcolor="#009b55"><mi>x</mi></mrow>"##)
    try check(#"\phantom{x}"#, mathML: "<mphantom><mi>x</mi></mphantom>")
    try check(#"\smash{x}"#, mathML: #"<mpadded height="0" depth="0"><mi>x</mi></mpadded>"#)
    #expect(try TeXParser.parse(#"\cancel{x}"#).plainText == "x")
  }

  @Test("has lines below sums, arrows with words, old fractions, lengths")
  func constructs() throws {
    try check(
      #"\sum_{\substack{i\\j}} x"#,
      mathML:
        #"<munder><mo>∑</mo><mtable style="font-size:.85em"><mtr><mtd style="padding:.1em .25em"><mi>i</mi></mtd></mtr>"#
        + #"<mtr><mtd style="padding:.1em .25em"><mi>j</mi></mtd></mtr></mtable></munder><mi>x</mi>"#)
    try check(
      #"a \xrightarrow[b]{c} d"#,
      mathML: #"<mi>a</mi><munderover><mo lspace="0.278em" rspace="0.278em" stretchy="true">→</mo>"#
        + #"<mrow><mspace width="0.5em"/><mi>b</mi><mspace width="0.5em"/></mrow>"#
        + #"<mrow><mspace width="0.5em"/><mi>c</mi><mspace width="0.5em"/></mrow></munderover><mi>d</mi>"#)
    try check(
      #"x = {-b \over 2a}"#,
      mathML: #"<mi>x</mi><mo>=</mo><mfrac><mrow><mo lspace="0" rspace="0">−</mo><mi>b</mi></mrow>"#
        + #"<mrow><mn>2</mn><mi>a</mi></mrow></mfrac>"#)
    try check(
      #"a\hspace{18mu}b\kern.5em c"#,
      mathML: #"<mi>a</mi><mspace width="1em"/><mi>b</mi><mspace width="0.5em"/><mi>c</mi>"#)
    try check(#"{\bf w}x"#, mathML: "<mi>𝐰</mi><mi>x</mi>")
    try check(
      #"\operatorname{Var}\mathop{arg}_x"#,
      mathML: "<mi>Var</mi><mo>\u{2061}</mo><mspace width=\"0.167em\"/><munder>"
        + #"<mo movablelimits="true" lspace="0" rspace="0">arg</mo><mi>x</mi></munder>"#)
  }

  @Test("has formulas and styles among words")
  func words() throws {
    try check(
      #"\text{if $x_1$ is \textbf{b}\ldots}"#,
      mathML: "<mtext>if\u{A0}</mtext><msub><mi>x</mi><mn>1</mn></msub>"
        + "<mtext>\u{A0}is\u{A0}</mtext><mtext>𝐛</mtext><mtext>…</mtext>")
  }

  private func reports(_ tex: String) -> [String] {
    Lesson.parse(path: "x.md", text: "$$\(tex)$$", language: "en", name: "x").diagnostics.map { diagnostic in
      let range = diagnostic.range ?? .start..<(.start)
      return "\(range.lowerBound.column - 2)-\(range.upperBound.column - 3): \(diagnostic.message)"
    }
  }

  @Test("is refused at its column where it cannot be meant")
  func errors() {
    #expect(
      reports(#"\textcolor{rde}{x}"#) == [
        "12-14: a colour is a name such as 'red' or 'ForestGreen', or '#0a7'; found 'rde'"
      ])
    #expect(
      reports(#"\newcommand{\a}{b}"#) == [
        "1-11: GitHub does not show '\\newcommand': write out what it would stand for"
      ])
    #expect(
      reports(#"a \hline"#) == ["3-8: '\\hline' stands at the beginning of a row of an 'array', not here"])
    #expect(
      reports(#"\hspace{1}"#) == ["1-7: a length as in '1em' or '3mu' follows '\\hspace'"])
    #expect(
      reports(#"{a \tag{1}}"#) == [
        "4-7: '\\tag' stands in a displayed formula or a row of 'align' or 'gather', not within its parts"
      ])
    #expect(reports(#"a \tag{1} \tag{2}"#) == ["11-14: this formula has a second '\\tag'"])
    #expect(reports(#"\text{a $b}"#) == ["11-11: this '}' closes no '{'"])
    #expect(
      reports(#"\begin{array}{c@{x}}a\end{array}"#) == [
        "16-16: what stands between columns is not shown; write '@{}', or a column of its own"
      ])
    check(
      "a $x\\tag{1}$",
      reports: ["1:5: error: '\\tag' stands in a formula between '$$', not in a sentence"])
  }
}

@Suite("Numbers of formulas")
struct FormulaNumberTests {
  private func html(_ markdown: String) -> String {
    renderFragment(path: "x.md", bytes: Array(markdown.utf8)).html ?? ""
  }

  @Test("are those that tags give")
  func tags() {
    #expect(html("$$ x \\tag{1a} $$").contains(#"</math><span class="number">(1a)</span></span>"#))
    #expect(html("$$ x \\tag*{[A]} $$").contains(#"<span class="number">[A]</span>"#))
    #expect(html("$$ x $$").contains("number") == false)
    #expect(
      html("```math\n\\begin{align} a &= b \\tag{7} \\\\ &= c \\end{align}\n```").contains(
        #"<mtd style="padding-left:2em;text-align:right"><mtext>(7)</mtext></mtd></mtr>"#))
  }

  @Test("count the formulas that have labels, through the page, and stand where formulas refer to them")
  func labels() {
    let page = html(
      """
      By $\\eqref{b}$, $\\ref{t}$ and $\\eqref{r}$:

      $$ x \\label{a} $$

      $$ y \\tag{T} \\label{t} $$

      ```math
      \\begin{align}
      a &= b \\label{b} \\\\
      &= c \\notag \\\\
      &= d \\label{r}
      \\end{align}
      ```

      $\\eqref{a}$
      """)
    let shown = page.matches(of: /<mtext>([^<]*)<\/mtext>/).map { String($0.1) }
    #expect(shown == ["(2)", "(3)"])
    let links = [
      "<a href=\"#formula.3\">(2)</a>", "<a href=\"#formula.2\">T</a>", "<a href=\"#formula.3\">(3)</a>",
    ]
    let sentence = page.replacing(/<.?span[^>]*>/, with: "")
    #expect(sentence.contains("By \(links[0]), \(links[1]) and \(links[2]):"))
    #expect(page.contains("<p><a href=\"#formula.1\">(1)</a></p>"))
    for anchor in 1...3 { #expect(page.ranges(of: " id=\"formula.\(anchor)\"").count == 1) }
    #expect(page.contains("<span class=\"formula numbered\" id=\"formula.1\"><math"))
    #expect(page.matches(of: /<span class="number">([^<]*)</).map { String($0.1) } == ["(1)", "(T)"])
  }

  @Test("that nothing has, or that two have, are errors at their columns")
  func undefined() {
    check(
      "a $\\eqref{lsos}$\n\n$$ x \\label{loss} $$\n",
      reports: ["1:11: error: no formula is labelled 'lsos', as by '\\label{lsos}'; did you mean 'loss'?"])
    check(
      "$$ x \\label{a} $$\n\n$$ y \\label{a} $$\n",
      reports: [
        "1:13: error: more than one formula is labelled 'a'",
        "3:13: error: more than one formula is labelled 'a'",
      ])
    check("$$ x \\label{} $$", reports: ["1:6: error: the name of a formula in braces follows '\\label'"])
  }

  @Test("are not in Markdown pages, which keep the TeX")
  func markdownPages() throws {
    let text = "$$ x \\label{a} $$\n\n$\\eqref{a}$\n"
    try check(text, transcript([]), markdown: text)
  }
}
