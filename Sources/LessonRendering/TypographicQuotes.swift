import LessonCore
import LessonDocument
import LessonMarkup
import LessonWords

/// Replaces straight quotes in prose by those of the page's language.
///
/// A quotation may begin and end in different elements of a block. A mark whose counterpart is missing stays straight, as do
/// inches and minutes after a number; code, formulas and HTML are only neighbours.
package struct TypographicQuotes {
  private let style: QuoteStyle

  /// The quotes of a language; `nil` if we do not know them.
  package init?(_ language: Language) {
    guard let style = QuoteStyle(language) else { return nil }
    self.style = style
  }

  /// The inlines of one block with the quotes of the language.
  func applied(to nodes: [MarkdownNode]) -> [MarkdownNode] {
    var text = FlatText()
    for node in nodes { text.add(node) }
    guard text.hasQuotes else { return nodes }
    var marks = QuoteMarks(text.characters, style).replacements.makeIterator()
    return nodes.map { Self.rebuilt($0, &marks) }
  }

  private static func rebuilt(
    _ node: MarkdownNode, _ marks: inout IndexingIterator<[String?]>
  ) -> MarkdownNode {
    if case .text(let text) = node.kind {
      let characters = text.map { character in (marks.next() ?? nil) ?? String(character) }
      return MarkdownNode(.text(characters.joined()), range: node.range)
    }
    if FlatText.sign(of: node) != nil {
      _ = marks.next()
      return node
    }
    return MarkdownNode(
      node.kind, children: node.children.map { rebuilt($0, &marks) }, range: node.range)
  }
}

/// The characters of a block's inlines, with a sign for each part that is no text.
private struct FlatText {
  /// `isCode` is true of text between tags such as `<kbd>`.
  private(set) var characters: [(character: Character, isCode: Bool)] = []
  private var openCode = 0

  var hasQuotes: Bool { characters.contains { $0.character == "\"" || $0.character == "'" } }

  mutating func add(_ node: MarkdownNode) {
    if case .text(let text) = node.kind {
      characters += text.map { ($0, openCode > 0) }
    } else if let sign = Self.sign(of: node) {
      if case .inlineHTML(let tag) = node.kind { openCode = max(0, openCode + Self.codeDepth(tag)) }
      characters.append((sign, true))
    } else {
      for child in node.children { add(child) }
    }
  }

  /// What stands for a part that is no text; `nil` for elements with text in them.
  static func sign(of node: MarkdownNode) -> Character? {
    switch node.kind {
    case .softBreak, .lineBreak: " "
    // Tags have no width: what matters is before or after them.
    case .inlineHTML: "\u{200B}"
    case .codeSpan, .lessonExpression, .formula, .image, .footnoteReference: "\u{FFFC}"
    default: nil
    }
  }

  private static let codeTags = ["code", "kbd", "samp", "tt", "pre", "var"]

  private static func codeDepth(_ tag: String) -> Int {
    let isClosing = tag.hasPrefix("</")
    let name = tag.dropFirst(isClosing ? 2 : 1).prefix(while: \.isLetter).lowercased()
    return codeTags.contains(name) ? isClosing ? -1 : 1 : 0
  }
}

/// Decides what each straight quote of a text is.
private struct QuoteMarks {
  /// For each character, its replacement; `nil` where it stays.
  private(set) var replacements: [String?]
  private let characters: [(character: Character, isCode: Bool)]
  private let style: QuoteStyle
  /// The quotes that are open, outermost first.
  private var open: [Int] = []

  init(_ characters: [(character: Character, isCode: Bool)], _ style: QuoteStyle) {
    self.characters = characters
    self.style = style
    replacements = Array(repeating: nil, count: characters.count)
    for index in characters.indices where !characters[index].isCode {
      switch characters[index].character {
      case "\"": double(index)
      case "'": single(index)
      default: break
      }
    }
    for index in open where characters[index].character == "'" { replacements[index] = style.apostrophe }
  }

  private mutating func double(_ index: Int) {
    if isInWord(index) { return }
    if isOpen("\"") && before(index)?.isWhitespace == false {
      close(index, style.outer)
    } else if canOpen(index) {
      open.append(index)
    }
  }

  private mutating func single(_ index: Int) {
    if isInWord(index) || (before(index) == Self.part && after(index)?.isLetter == true) {
      replacements[index] = style.apostrophe
    } else if isOpen("'") && before(index)?.isWhitespace == false {
      close(index, style.inner)
    } else if canOpen(index), after(index)?.isNumber == false {
      open.append(index)
    } else if before(index)?.isLetter == true || (canOpen(index) && after(index)?.isNumber == true) {
      replacements[index] = style.apostrophe
    }
  }

  /// Closes the innermost quotation of this kind. Whatever was opened inside of it and not closed was no quotation.
  private mutating func close(_ index: Int, _ pair: QuoteStyle.Pair) {
    let mark = characters[index].character
    guard let start = open.lastIndex(where: { characters[$0].character == mark }) else { return }
    for inner in open[(start + 1)...] where characters[inner].character == "'" {
      replacements[inner] = style.apostrophe
    }
    let isNested = open[..<start].contains { characters[$0].character == mark }
    let pair = isNested ? (mark == "\"" ? style.inner : style.outer) : pair
    replacements[open[start]] = pair.opening
    replacements[index] = pair.closing
    open.removeSubrange(start...)
  }

  // MARK: Neighbours

  /// Stands for code or a formula.
  private static let part: Character = "\u{FFFC}"

  private func isOpen(_ mark: Character) -> Bool { open.contains { characters[$0].character == mark } }

  private func before(_ index: Int) -> Character? {
    characters[..<index].last { $0.character != "\u{200B}" }?.character
  }

  private func after(_ index: Int) -> Character? {
    characters[(index + 1)...].first { $0.character != "\u{200B}" }?.character
  }

  /// Whether letters of one word are on both sides. Chinese and Japanese have no spaces between words.
  private func isInWord(_ index: Int) -> Bool {
    guard let before = before(index), let after = after(index) else { return false }
    return before.isWordLetter && after.isWordLetter
  }

  private func canOpen(_ index: Int) -> Bool {
    guard let after = after(index), !after.isWhitespace else { return false }
    guard let before = before(index) else { return true }
    return before.isWhitespace || before.isIdeographic || "([{–—-/¿¡\"'«„“‘‚、。：（".contains(before)
  }
}

extension Character {
  fileprivate var isIdeographic: Bool {
    unicodeScalars.contains { (0x2E80...0x9FFF).contains($0.value) || (0xF900...0xFAFF).contains($0.value) }
  }

  fileprivate var isWordLetter: Bool { (isLetter || isNumber) && !isIdeographic }
}
