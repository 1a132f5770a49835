import Testing

@testable import Formulas
@testable import LessonCore
@testable import LessonDocument

@Suite("Any formula at all")
struct FormulaLawTests {
  private struct Dice {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 11 }

    mutating func pick(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: (state >> 33) % UInt64(count))
    }

    mutating func soup(of tokens: [String], _ most: Int) -> String {
      (0..<(1 + pick(most))).map { _ in tokens[pick(tokens.count)] }.joined()
    }
  }

  /// TeX in which a command has what it needs; commands that only stand in others are given those.
  private static func example(_ name: String) -> String {
    switch TeXCommand.named(name) {
    case .left, .right, .middle: "\\left(a\\middle|b\\right)"
    case .begin, .end, .newLine: "\\begin{matrix}a\\\\b\\end{matrix}"
    case .limits: "\\sum\\\(name)_a"
    case .not: "\\not="
    case .sized: "\\\(name)("
    case .color, .colored: "\\\(name){red}{b}"
    case .length: "\\\(name){1em}a"
    case .rule: "\\begin{array}{c}\\\(name) a\\end{array}"
    case .infix: "a\\\(name) b"
    default: "\\\(name){a}{b}"
    }
  }

  @Test("has only commands that can be shown", arguments: TeXCommand.names.sorted())
  func everyCommand(_ name: String) throws {
    if case .refused? = TeXCommand.named(name) {
      #expect(throws: TeXError.self) { try TeXParser.parse(Self.example(name)) }
      return
    }
    let math = try TeXParser.parse(Self.example(name))
    expectClosed(MathML.element(math, tex: "", isDisplay: true).markup)
  }

  @Test("has only environments that can be shown", arguments: TeXEnvironment.names)
  func everyEnvironment(_ name: String) throws {
    let columns =
      name.hasSuffix("array") ? "{l c}" : name.hasPrefix("aligna") || name == "alignedat" ? "{2}" : ""
    let math = try TeXParser.parse("\\begin{\(name)}\(columns)a & b \\\\ c\\end{\(name)}")
    expectClosed(MathML.element(math, tex: "", isDisplay: true).markup)
  }

  private static let tex = [
    "{", "}", "\\left(", "\\right)", "\\left.", "\\middle|", "^", "_", "'", "&", "\\\\", "\\", " ", "\n", "a",
    "η", "1",
    ".", "+", "=", "<", "\\frac", "\\sqrt", "[", "]", "\\text{", "\\mathbf", "\\operatorname*",
    "\\begin{cases}",
    "\\end{cases}", "\\begin{array}{l}", "\\end{array}", "\\sum", "\\limits", "\\hat", "\\overline", "\\not",
    "\\big",
    "\\displaystyle", "\\foo", "\\,", "\\max", "\\|", "|", "~", "#", "%", "`", "👩‍👧", "\u{301}", "\0", "\\pmod",
    "\\binom", "\\hline", "\\begin{array}{c|@{}c}", "\\tag{", "\\label{x}", "\\eqref{x}", "\\boxed",
    "\\substack{",
    "\\textcolor{red}", "\\color{red}", "\\over", "\\bf", "\\xrightarrow", "\\phantom", "\\hspace{1em}", "$",
  ]

  @Test("is shown with every element closed, or refused at a place within it", arguments: 0..<40)
  func soup(_ seed: Int) {
    var dice = Dice(seed)
    for _ in 0..<50 {
      let tex = dice.soup(of: Self.tex, 14)
      do {
        let math = try TeXParser.parse(tex)
        expectClosed(MathML.element(math, tex: tex, isDisplay: false).markup)
        _ = math.plainText
      } catch {
        let places = 0...tex.unicodeScalars.count
        #expect(places.contains(error.range.lowerBound) && !error.range.isEmpty, "\(tex)")
        #expect(!error.message.isEmpty)
      }
    }
  }

  private func expectClosed(_ markup: String) {
    var open: [Substring] = []
    for tag in markup.matches(of: /<(\/?)([a-z]+)[^<>]*?(\/?)>/) {
      if !tag.1.isEmpty {
        #expect(open.popLast() == tag.2, "\(markup)")
      } else if tag.3.isEmpty {
        open.append(tag.2)
      }
    }
    #expect(open.isEmpty, "\(markup)")
  }

  private static let markdown = [
    "$", "$$", "$", "`", "``", "```", "~~~", "```math", "\n", "\n\n", "\r\n", "> ", "\n- ", "    ", "\\", " ",
    "x", "5",
    "*", "**", "_", "~~", "<b>", "</b>", "<a title='", "'", ">", "<!--", "-->", "[a](", "[", "](b)", ")",
    "[^1]", "\n[^1]: ",
    "|", "\n|a|b|\n|-|-|\n", "\n===\n", "# ", "https://a.b", "www.a.b", "&amp;", "ą", "\0", "`{swift-dt} x`",
    "\\frac",
  ]

  /// A percent sign is as much a punctuation mark as a dollar sign, and means nothing to anybody.
  @Test("leaves a text without formulas as it is without dollar signs", arguments: 0..<40)
  func noFormula(_ seed: Int) throws {
    var dice = Dice(seed)
    for _ in 0..<30 {
      // A footnote that only a formula in itself refers to is gone with that formula.
      let text = dice.soup(of: Self.markdown.filter { $0 != "\n[^1]: " }, 40)
      var hasFormula = false
      try MarkdownReader.read(SourceText(text)).forEach { node in
        if case .formula = node.kind { hasFormula = true }
      }
      guard !hasFormula else { continue }
      let plain = renderFragment(path: "x.md", bytes: Array(text.replacing("$", with: "%").utf8)).html
      let found = renderFragment(path: "x.md", bytes: Array(text.utf8)).html
      #expect(found?.replacing("$", with: "%") == plain, "\(text)")
    }
  }

  @Test("in any text gives a page, or an error in a line of that text", arguments: 0..<40)
  func anyText(_ seed: Int) {
    var dice = Dice(seed)
    for _ in 0..<30 {
      let text = dice.soup(of: Self.markdown + Self.tex, 40)
      let (html, diagnostics) = renderFragment(path: "x.md", bytes: Array(text.utf8))
      #expect((html == nil) == !diagnostics.isEmpty, "\(text)")
      let lines = SourceText(text).lines
      for range in diagnostics.compactMap(\.range) {
        let line = lines[range.lowerBound.line - 1].unicodeScalars
        #expect(
          line.dropFirst(range.lowerBound.column - 1).first.map { _ in true } != nil || line.isEmpty,
          "\(text)")
      }
    }
  }
}
