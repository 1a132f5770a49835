import LessonCore
import LessonDocument

/// Words of one letter, which must not end a line in the typography of some Slavic languages.
package struct ShortWords {
  private let letters: Set<Character>

  private static let known = ["pl": "aiouwz", "cs": "aikosuvz", "sk": "aikosuvz"]

  /// The short words of a language; `nil` if it has none that matter.
  package init?(_ language: Language) {
    guard let letters = language.choice(from: Self.known) else { return nil }
    self.letters = Set(letters + letters.uppercased())
  }

  /// The inlines of a block, with no-break spaces after these words.
  func bound(_ nodes: [MarkdownNode]) -> [MarkdownNode] {
    var isAfterShortWord = false
    var isInWord = false
    return nodes.map { node in
      switch node.kind {
      case .text(let text):
        var bound = ""
        for character in text {
          let isBound = character == " " && isAfterShortWord
          bound.append(isBound ? "\u{A0}" : character)
          isAfterShortWord = !isInWord && letters.contains(character)
          isInWord = character.isLetter || character.isNumber
        }
        return MarkdownNode(.text(bound))
      case .softBreak:
        let isBound = isAfterShortWord
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
