import LessonTestSupport
import Testing

@testable import Formulas

/// Expects that TeX becomes exactly this MathML, written without the elements that are around every formula.
func check(
  _ tex: String, mathML expected: String, isDisplay: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let markup = MathML.element(try TeXParser.parse(tex), tex: "", isDisplay: isDisplay).markup
  let opening = "<semantics><mrow>"
  let start = try #require(markup.firstRange(of: opening)?.upperBound, sourceLocation: sourceLocation)
  let end = try #require(
    markup.firstRange(of: "</mrow><annotation")?.lowerBound, sourceLocation: sourceLocation)
  #expect(markup[start..<end] == expected, sourceLocation: sourceLocation)
}

@Suite("A formula in MathML")
struct MathMLTests {
  @Test("has letters slanted, but for capital Greek ones and names; digits are one number")
  func letters() throws {
    try check("x \\eta 3.14", mathML: "<mi>x</mi><mi>η</mi><mn>3.14</mn>")
    try check("\\Delta\\infty", mathML: #"<mi mathvariant="normal">Δ</mi><mi>∞</mi>"#)
    try check(
      #"\mathrm{d}\mathrm{Var}\mathit{ab}"#,
      mathML: #"<mi mathvariant="normal">d</mi><mi>Var</mi><mi>ab</mi>"#)
    try check("żη", mathML: "<mi>ż</mi><mi>η</mi>")
  }

  @Test("has letters of other styles by their own characters")
  func alphabets() throws {
    try check(#"\mathbf{w}\mathbf{1}"#, mathML: "<mi>𝐰</mi><mn>𝟏</mn>")
    try check(#"\boldsymbol{\theta}\boldsymbol\nabla"#, mathML: "<mi>𝜽</mi><mi>𝜵</mi>")
    try check(
      #"\mathcal{L}\mathcal N\mathbb{R}\mathbb E"#, mathML: "<mi>ℒ</mi><mi>𝒩</mi><mi>ℝ</mi><mi>𝔼</mi>")
    try check(#"\mathfrak{g}\mathsf{T}\mathtt{x}"#, mathML: "<mi>𝔤</mi><mi>𝖳</mi><mi>𝚡</mi>")
  }

  @Test("has scripts beside their base, and primes before them")
  func scripts() throws {
    try check("x_1^2", mathML: "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>")
    try check("x^2_1", mathML: "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>")
    try check("x^10", mathML: "<msup><mi>x</mi><mn>1</mn></msup><mn>0</mn>")
    try check(
      "{}_a", mathML: "<msub><mrow/><mi>a</mi></msub>")
    let mark = #"<mo lspace="0" rspace="0">′</mo>"#
    let prime = "<mrow><mi>f</mi>\(mark)\(mark)</mrow>"
    try check("f^{\\prime\\prime}", mathML: "<mi>f</mi>\(mark)\(mark)")
    try check("f''^2", mathML: "<msup>\(prime)<mn>2</mn></msup>")
    try check(
      "w_{t+1}",
      mathML: #"<msub><mi>w</mi><mrow><mi>t</mi><mo lspace="0" rspace="0">+</mo><mn>1</mn></mrow></msub>"#)
  }

  @Test("has bounds below and above sums and limits")
  func limits() throws {
    try check(
      #"\sum_{i}^n"#, mathML: "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>")
    try check(
      #"\max_j s"#,
      mathML: #"<munder><mo movablelimits="true" lspace="0" rspace="0">max</mo><mi>j</mi></munder>"#
        + #"<mo>⁡</mo><mspace width="0.167em"/><mi>s</mi>"#)
    try check(#"\int_0^1"#, mathML: "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>")
    try check(
      #"\sum\limits_i \sum\nolimits_i"#,
      mathML: #"<munder><mo movablelimits="false">∑</mo><mi>i</mi></munder><msub><mo>∑</mo><mi>i</mi></msub>"#
    )
    try check(
      #"\operatorname*{arg\,max}_w"#,
      mathML: #"<munder><mo movablelimits="true" lspace="0" rspace="0">arg max</mo><mi>w</mi></munder>"#)
  }

  @Test("has gaps around functions, none before their parentheses")
  func functions() throws {
    try check(
      #"2\log x"#,
      mathML: #"<mn>2</mn><mspace width="0.167em"/><mi>log</mi><mo>⁡</mo><mspace width="0.167em"/><mi>x</mi>"#
    )
    try check(
      #"\tanh(x)"#,
      mathML: #"<mi>tanh</mi><mo>⁡</mo><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo>"#)
    try check(#"\exp"#, mathML: "<mi>exp</mi>")
  }

  @Test("has signs between two parts apart from them, and signs before a part close to it")
  func signs() throws {
    try check("a-b", mathML: "<mi>a</mi><mo>−</mo><mi>b</mi>")
    let minus = #"<mo lspace="0" rspace="0">−</mo><mi>b</mi>"#
    try check("-b", mathML: minus)
    try check("a=-b", mathML: "<mi>a</mi><mo>=</mo>" + minus)
    try check("(-b", mathML: #"<mo stretchy="false">(</mo>"# + minus)
    try check("0{,}5", mathML: #"<mn>0</mn><mo lspace="0" rspace="0">,</mo><mn>5</mn>"#)
    try check(#"a \odot b \in c"#, mathML: "<mi>a</mi><mo>⊙</mo><mi>b</mi><mo>∈</mo><mi>c</mi>")
    try check(#"a \not= b"#, mathML: "<mi>a</mi><mo>=\u{338}</mo><mi>b</mi>")
  }

  @Test("has fractions and roots")
  func fractions() throws {
    try check(#"\frac12"#, mathML: "<mfrac><mn>1</mn><mn>2</mn></mfrac>")
    try check(
      #"\sqrt{\frac{a}{b c}}"#,
      mathML: "<msqrt><mfrac><mi>a</mi><mrow><mi>b</mi><mi>c</mi></mrow></mfrac></msqrt>")
    try check(#"\sqrt[3]x"#, mathML: "<mroot><mi>x</mi><mn>3</mn></mroot>")
    try check(
      #"\dfrac ab"#,
      mathML: #"<mstyle displaystyle="true" scriptlevel="0"><mfrac><mi>a</mi><mi>b</mi></mfrac></mstyle>"#)
    try check(
      #"\binom nk"#,
      mathML: #"<mrow><mo form="prefix" fence="true" stretchy="true">(</mo>"#
        + #"<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>"#
        + #"<mo form="postfix" fence="true" stretchy="true">)</mo></mrow>"#)
  }

  @Test("has delimiters that grow only where they are asked to")
  func delimiters() throws {
    try check(
      #"\left( x \right."#,
      mathML: #"<mrow><mo form="prefix" fence="true" stretchy="true">(</mo><mi>x</mi></mrow>"#)
    try check(
      #"\lVert w \rVert"#,
      mathML:
        #"<mo form="prefix" stretchy="false">‖</mo><mi>w</mi><mo form="postfix" stretchy="false">‖</mo>"#)
    let bar = #"<mo lspace="0" rspace="0" stretchy="false">‖</mo>"#
    try check(#"\|w\|"#, mathML: "\(bar)<mi>w</mi>\(bar)")
    try check(
      #"\bigl["#,
      mathML:
        #"<mo lspace="0" rspace="0" stretchy="true" symmetric="true" minsize="1.2em" maxsize="1.2em">[</mo>"#)
  }

  @Test("has accents above their part, and lines as wide as it")
  func accents() throws {
    try check(#"\hat m"#, mathML: #"<mover accent="true"><mi>m</mi><mo stretchy="false">^</mo></mover>"#)
    try check(
      #"\overline{z}"#, mathML: #"<mrow style="border-top:.06em solid;padding-top:.12em"><mi>z</mi></mrow>"#)
    try check(
      #"\underbrace{x}_n"#,
      mathML:
        #"<munder><munder accentunder="true"><mi>x</mi><mo stretchy="true">⏟</mo></munder><mi>n</mi></munder>"#
    )
    try check(#"\overset{a}{=}"#, mathML: "<mover><mo>=</mo><mi>a</mi></mover>")
  }

  @Test("has words with their blanks, and gaps")
  func words() throws {
    try check(#"\text{if {a} 5\% }x"#, mathML: "<mtext>if\u{A0}a\u{A0}5%\u{A0}</mtext><mi>x</mi>")
    try check(
      #"a\,\quad~b"#,
      mathML: #"<mi>a</mi><mspace width="0.167em"/><mspace width="1em"/><mspace width="0.25em"/><mi>b</mi>"#)
  }

  @Test("has tables: cases, matrices and lines that meet at a sign")
  func tables() throws {
    try check(
      #"\begin{cases} 0 & a \\ 1 \\ \end{cases}"#,
      mathML: #"<mrow><mo form="prefix" fence="true" stretchy="true">{</mo><mtable>"#
        + #"<mtr><mtd style="text-align:left"><mn>0</mn></mtd><mtd style="text-align:left"><mi>a</mi></mtd></mtr>"#
        + #"<mtr><mtd style="text-align:left"><mn>1</mn></mtd></mtr></mtable></mrow>"#)
    try check(
      #"\begin{aligned} a &= b \\[2pt] &- c \end{aligned}"#,
      mathML: #"<mtable displaystyle="true">"#
        + #"<mtr><mtd style="text-align:right;padding-right:0;padding-left:0"><mi>a</mi></mtd>"#
        + #"<mtd style="text-align:left;padding-left:0"><mo>=</mo><mi>b</mi></mtd></mtr>"#
        + #"<mtr><mtd style="text-align:right;padding-right:0;padding-left:0"/>"#
        + #"<mtd style="text-align:left;padding-left:0"><mo form="infix">−</mo><mi>c</mi></mtd></mtr></mtable>"#
    )
    try check(
      #"\begin{bmatrix}1\end{bmatrix}"#,
      mathML:
        #"<mrow><mo form="prefix" fence="true" stretchy="true">[</mo><mtable><mtr><mtd><mn>1</mn></mtd></mtr>"#
        + #"</mtable><mo form="postfix" fence="true" stretchy="true">]</mo></mrow>"#)
    try check(
      #"\begin{array}{rc}1&2\end{array}"#,
      mathML:
        #"<mtable><mtr><mtd style="text-align:right"><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>"#)
  }

  @Test("takes signs for the commands that they are")
  func signsAsCommands() throws {
    for (sign, tex) in ["≤": "\\le", "η": "\\eta", "∇": "\\nabla", "→": "\\to", "×": "\\times", "∑": "\\sum"]
    {
      #expect(try TeXParser.parse(sign) == TeXParser.parse(tex))
    }
  }

  @Test("carries its TeX, and is a block when it is displayed")
  func wholes() {
    check(
      "$a<b$",
      html: "<p><math><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"
        + "<annotation encoding=\"application/x-tex\">a&lt;b</annotation></semantics></math></p>")
    check(
      "$$a$$",
      html: "<p><span class=\"formula\"><math display=\"block\"><semantics><mrow><mi>a</mi></mrow>"
        + "<annotation encoding=\"application/x-tex\">a</annotation></semantics></math></span></p>")
  }
}
