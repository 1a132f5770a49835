import LessonCore
import LessonDocument

/// Spaces at which no line ends: before percent signs, and in some Slavic languages after words of one letter.
package struct BoundSpaces {
  /// The words of one letter that must not end a line.
  private let letters: Set<Character>

  private static let known = ["pl": "aiouwz", "cs": "aikosuvz", "sk": "aikosuvz"]

  package init(_ language: Language) {
    let letters = language.choice(from: Self.known) ?? ""
    self.letters = Set(letters + letters.uppercased())
  }

  /// The inlines of a block, with no-break spaces at these places.
  func bound(_ nodes: [MarkdownNode]) -> [MarkdownNode] {
    var isAfterShortWord = false
    var isInWord = false
    return nodes.enumerated().map { index, node in
      switch node.kind {
      case .text(let text):
        var bound = ""
        for character in text {
          let isBound = character == " " && isAfterShortWord
          bound.append(isBound ? "\u{A0}" : character)
          isAfterShortWord = !isInWord && letters.contains(character)
          isInWord = character.isLetter || character.isNumber
        }
        return MarkdownNode(.text(bound.replacing(" %", with: "\u{A0}%")))
      case .softBreak:
        let isBound = isAfterShortWord || nodes.dropFirst(index + 1).first?.beginsWithPercent == true
        (isAfterShortWord, isInWord) = (false, false)
        return isBound ? MarkdownNode(.text("\u{A0}")) : node
      default:
        // The next node may begin with letters of the same word.
        (isAfterShortWord, isInWord) = (false, node.kind != .lineBreak)
        return node
      }
    }
  }
}

extension MarkdownNode {
  fileprivate var beginsWithPercent: Bool {
    if case .text(let text) = kind { text.hasPrefix("%") } else { false }
  }
}
