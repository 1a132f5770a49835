import LessonCore
import LessonDocument
import LessonMarkup
import LessonStorage

/// The context of inlines in a cell.
struct InlineContext {
  var beginsLine: Bool
  /// Whether everything must be on one line.
  var isOneLine = false
  var isInTable = false
  /// Whether the inlines are inside emphasis, where asterisks could mean something else.
  var isEmphasised = false
  /// Whether the block contains other dollar signs that could form a formula with one of these.
  let isolatesDollars: Bool

  /// - Parameter nodes: All inlines of the block.
  init(_ nodes: [MarkdownNode], beginsLine: Bool = false) {
    self.beginsLine = beginsLine
    isolatesDollars = nodes.dollars > 1
  }
}

extension CellMarkdown {
  /// Writes inlines. HTML elements that they leave open are closed at the end.
  mutating func inlines(_ nodes: [MarkdownNode], _ context: InlineContext) -> String {
    var html = RawHTML()
    var text = ""
    // When HTML between two code spans is left out, their backquotes would join into one delimiter.
    var endsInCode = false
    let nodes = nodes.joiningText(expression)
    for (index, node) in nodes.enumerated() {
      var context = context
      context.beginsLine = text.isEmpty ? context.beginsLine : text.hasSuffix("\n")
      let next = index + 1 < nodes.count ? nodes[index + 1] : nil
      if node.isCode, endsInCode { text += "<span></span>" }
      let length = text.utf8.count
      switch node.kind {
      case .softBreak, .lineBreak:
        while text.last == " " { text.removeLast() }
        text += lineEnd(node, context)
      case .inlineHTML(let tag):
        let cleaned = HTMLDollars.shielded(html.clean(links.changed(inHTML: tag)))
        text += cleaned.inline(beginsLine: context.beginsLine, endsLine: next?.isLineEnd ?? true)
      case .formula(let formula): text += self.formula(formula, after: text, context)
      case .emphasis: text += emphasis("*", "em", node, after: text.last, before: next, context)
      case .strong: text += emphasis("**", "strong", node, after: text.last, before: next, context)
      case .strikethrough: text += emphasis("~~", "del", node, after: text.last, before: next, context)
      default: text += inline(node, before: next, context)
      }
      endsInCode = node.isCode || (endsInCode && text.utf8.count == length)
    }
    return text + html.closeAll()
  }

  private mutating func inline(_ node: MarkdownNode, before next: MarkdownNode?, _ context: InlineContext)
    -> String
  {
    switch node.kind {
    case .text(let text):
      let cell = CellText(
        text, beginsLine: context.beginsLine, isInTable: context.isInTable,
        isolatesDollars: context.isolatesDollars)
      return cell.inline(before: (next.map { !$0.isLineEnd } ?? false, next?.isLink ?? false))
    case .codeSpan(let code): return self.code(code, context)
    case .link(let url, let title): return link(node, url, title, context)
    case .image(let url, let title): return image(node, url, title, context)
    case .footnoteReference(let number): return reference(number)
    default: return inner(node, context)
    }
  }

  private mutating func inner(_ node: MarkdownNode, _ context: InlineContext) -> String {
    var context = context
    context.beginsLine = false
    return inlines(node.children, context)
  }

  private func lineEnd(_ node: MarkdownNode, _ context: InlineContext) -> String {
    if case .softBreak = node.kind { return context.isOneLine ? " " : "\n" }
    return context.isOneLine ? "<br>" : "\\\n"
  }

  // MARK: Emphasis

  /// Markdown delimiters if they are certain to be recognized, otherwise a tag.
  private mutating func emphasis(
    _ mark: String, _ name: String, _ node: MarkdownNode, after before: Character?,
    before next: MarkdownNode?, _ context: InlineContext
  ) -> String {
    var inside = context
    inside.isEmphasised = true
    let text = inner(node, inside)
    guard let first = text.first, let last = text.last else { return "" }
    let opens = before.map {
      !$0.isEmphasisMark && $0 != "\\" && (!first.isMark || $0.isWhitespace || $0.isMark)
    }
    let closes = next.map { !$0.isEmphasis && (!last.isMark || $0.beginsApart) }
    let isClear =
      !context.isEmphasised && opens ?? true && closes ?? true
      && ![first, last].contains { $0.isWhitespace || $0.isEmphasisMark }
    return isClear ? mark + text + mark : "<\(name)>\(text)</\(name)>"
  }

  // MARK: Code and formulas

  private func code(_ code: String, _ context: InlineContext) -> String {
    // Jupyter would see a formula from one code span to the next, and nbconvert shows escapes in tables.
    if code.contains("$$") || (context.isInTable && code.contains("|")) || code.allSatisfy(\.isWhitespace) {
      let text = Element.text(code).markup.replacing("$", with: "&#36;").replacing("|", with: "&#124;")
      return "<code>\(text)</code>"
    }
    let mark = String(repeating: "`", count: code.longestRun(of: "`") + 1)
    let isPadded = code.hasPrefix("`") || code.hasSuffix("`") || (code.hasPrefix(" ") && code.hasSuffix(" "))
    let text = isPadded ? " \(code) " : code
    return mark + text + mark
  }

  private func formula(_ formula: Formula, after before: String, _ context: InlineContext) -> String {
    guard formula.problem == nil else {
      return CellText(formula.written, isInTable: context.isInTable, isolatesDollars: true).inline()
    }
    let text = CellFormula(formula).inline(isInTable: context.isInTable)
    // A backslash before it would escape the dollar sign, and two backslashes differ in meaning from one.
    return ["$", "\\", "&#92;"].contains(where: before.hasSuffix) ? "<span>\(text)</span>" : text
  }

  // MARK: Links

  private mutating func link(
    _ node: MarkdownNode, _ url: String, _ title: String, _ context: InlineContext
  ) -> String {
    let text = node.children.isEmpty ? figureName(url) ?? "" : inner(node, context)
    guard let address = SafeURL.checked(url, for: .link) else { return text }
    if title.isEmpty, node.children == [MarkdownNode(.text(url))], url.isPlainAddress { return "<\(url)>" }
    return "[\(text)](\(links.written(address))\(written(title, context)))"
  }

  private func image(_ node: MarkdownNode, _ url: String, _ title: String, _ context: InlineContext) -> String
  {
    let words = PrintedText.lines(plainText(of: node), isProse: true).joined(separator: " ")
    let text = CellText(words, isInTable: context.isInTable).inline(before: (true, false))
    guard let address = SafeURL.checked(url, for: .image) else { return "![\(text)]()" }
    return
      "![\(text)](\(SafeURL.encodedForMarkdown(address).replacing("$", with: "%24"))\(written(title, context)))"
  }

  private func written(_ title: String, _ context: InlineContext) -> String {
    guard !title.isEmpty else { return "" }
    let text = PrintedText.lines(title, isProse: true).joined(separator: " ").replacing("\\", with: "\\\\")
      .replacing("\"", with: "\\\"").replacing("&", with: "&amp;").replacing("$", with: "&#36;")
    return " \"\(context.isInTable ? text.replacing("|", with: "\\|") : text)\""
  }

  // MARK: Footnotes

  private mutating func reference(_ number: Int) -> String {
    references[number, default: 0] += 1
    let anchor = referenceID(number, references[number] ?? 1)
    return "<sup id=\"\(anchor)\">[\(number)](#\(id("fn", number)))</sup>"
  }
}

extension [MarkdownNode] {
  /// The same inlines with values as text, and adjacent texts joined into one node.
  fileprivate func joiningText(_ expression: (Int) -> String) -> [MarkdownNode] {
    var joined: [MarkdownNode] = []
    for node in self {
      guard let text = node.text(expression) else {
        joined.append(node)
        continue
      }
      if case .text(let before)? = joined.last?.kind {
        joined[joined.count - 1] = MarkdownNode(.text(before + text))
      } else {
        joined.append(MarkdownNode(.text(text)))
      }
    }
    return joined.filter { $0.kind != .text("") }
  }

  /// The number of dollar signs outside of code; values may contain some.
  fileprivate var dollars: Int { reduce(0) { $0 + $1.dollars } }
}

extension MarkdownNode {
  fileprivate func text(_ expression: (Int) -> String) -> String? {
    switch kind {
    case .text(let text): text
    case .lessonExpression(let index): PrintedText.lines(expression(index)).joined(separator: " ")
    case .citation(let citation): PrintedText.lines(citation.written).joined(separator: " ")
    default: nil
    }
  }

  fileprivate var dollars: Int {
    switch kind {
    case .text(let text): text.dollars
    // The value is not known here, and is seldom an amount of money.
    case .lessonExpression: 1
    case .formula: 2
    default: children.dollars
    }
  }

  fileprivate var isLink: Bool { if case .link = kind { true } else { false } }

  fileprivate var isLineEnd: Bool { kind == .softBreak || kind == .lineBreak }

  fileprivate var isEmphasis: Bool { [.emphasis, .strong, .strikethrough].contains(kind) }

  /// Whether Markdown recognizes a closing delimiter before this node, whatever it closes.
  fileprivate var beginsApart: Bool {
    switch kind {
    case .text(let text): text.first.map { $0.isWhitespace || $0.isMark } ?? true
    default: true
    }
  }
}

extension Character {
  /// Whether Markdown counts the character as punctuation.
  fileprivate var isMark: Bool { isPunctuation || isSymbol }

  fileprivate var isEmphasisMark: Bool { self == "*" || self == "~" }
}

extension String {
  /// The length of the longest run of a character.
  func longestRun(of wanted: Unicode.Scalar) -> Int {
    var longest = 0
    var run = 0
    for scalar in unicodeScalars {
      run = scalar == wanted ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// Cleaned HTML in a line of text, written so that Markdown does not treat the whole line as HTML.
  fileprivate func inline(beginsLine: Bool, endsLine: Bool) -> String {
    beginsLine && hasPrefix("<") && (endsLine || HTMLParts.beginsBlock(self)) ? "<span></span>" + self : self
  }

  /// The number of dollar signs.
  var dollars: Int { utf8.count { $0 == UInt8(ascii: "$") } }

  /// Whether the address can be written between `<` and `>`.
  fileprivate var isPlainAddress: Bool {
    (hasPrefix("https://") || hasPrefix("http://"))
      && unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && !"<>$&\\".unicodeScalars.contains($0) }
  }
}
