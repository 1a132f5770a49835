import TestSupport
import Testing

@testable import Formulas
@testable import LessonCore
@testable import LessonDocument

@Suite("Any formula at all")
struct FormulaLawTests {
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
    try demandClosed(MathML.element(math, tex: "", isDisplay: true).markup)
  }

  @Test("has only environments that can be shown", arguments: TeXEnvironment.names)
  func everyEnvironment(_ name: String) throws {
    let columns =
      name.hasSuffix("array") ? "{l c}" : name.hasPrefix("aligna") || name == "alignedat" ? "{2}" : ""
    let math = try TeXParser.parse("\\begin{\(name)}\(columns)a & b \\\\ c\\end{\(name)}")
    try demandClosed(MathML.element(math, tex: "", isDisplay: true).markup)
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

  @Test("is shown with every element closed, or refused at a place within it", arguments: 0..<4)
  func soup(_ part: Int) {
    expectLaw(
      seeds: (part * 500)..<(part * 500 + 500), of: { $0.text(of: Self.tex, 1, 14) }
    ) { tex in
      do {
        let math = try TeXParser.parse(tex)
        try demandClosed(MathML.element(math, tex: tex, isDisplay: false).markup)
        _ = math.plainText
      } catch let error as TeXError {
        let places = 0...tex.unicodeScalars.count
        try demand(places.contains(error.range.lowerBound) && !error.range.isEmpty, "\(error.range)")
        try demand(!error.message.isEmpty)
      }
    }
  }

  private func demandClosed(_ markup: String) throws {
    var open: [Substring] = []
    for tag in markup.matches(of: /<(\/?)([a-z]+)[^<>]*?(\/?)>/) {
      if !tag.1.isEmpty {
        try demand(open.popLast() == tag.2, "\(markup)")
      } else if tag.3.isEmpty {
        open.append(tag.2)
      }
    }
    try demand(open.isEmpty, "\(markup)")
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
  @Test("leaves a text without formulas as it is without dollar signs", arguments: 0..<4)
  func noFormula(_ part: Int) {
    // A footnote that only a formula in itself refers to is gone with that formula.
    let words = Self.markdown.filter { $0 != "\n[^1]: " }
    expectLaw(seeds: (part * 300)..<(part * 300 + 300), of: { $0.text(of: words, 1, 40) }) { text in
      var hasFormula = false
      try MarkdownReader.read(SourceText(text)).forEach { node in
        if case .formula = node.kind { hasFormula = true }
      }
      guard !hasFormula else { return }
      let plain = renderFragment(path: "x.md", bytes: Array(text.replacing("$", with: "%").utf8)).html
      let found = renderFragment(path: "x.md", bytes: Array(text.utf8)).html
      try demand(found?.replacing("$", with: "%") == plain)
    }
  }

  @Test("in any text gives a page, or an error in a line of that text", arguments: 0..<4)
  func anyText(_ part: Int) {
    expectLaw(
      seeds: (part * 300)..<(part * 300 + 300), of: { $0.text(of: Self.markdown + Self.tex, 1, 40) }
    ) { text in
      let (html, diagnostics) = renderFragment(path: "x.md", bytes: Array(text.utf8))
      try demand((html == nil) == !diagnostics.isEmpty)
      let lines = SourceText(text).lines
      for range in diagnostics.compactMap(\.range) {
        let line = lines[range.lowerBound.line - 1].unicodeScalars
        try demand(line.isEmpty || range.lowerBound.column <= line.count, "\(range.lowerBound)")
      }
    }
  }
}
