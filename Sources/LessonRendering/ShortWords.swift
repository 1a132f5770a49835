import LessonCore
import LessonDocument

/// Words of one letter, after which good typesetting in some Slavic languages ends no line.
package struct ShortWords {
  private let letters: Set<Character>

  private static let known = ["pl": "aiouwz", "cs": "aikosuvz", "sk": "aikosuvz"]

  /// Those of a language; `nil` where there are none to care for.
  package init?(_ language: Language) {
    guard let letters = language.choice(from: Self.known) else { return nil }
    self.letters = Set(letters + letters.uppercased())
  }

  /// The inlines of a block, with spaces after these words that end no line.
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
        // Of what comes next on the page, the first letters may belong to this.
        (isAfterShortWord, isInWord) = (false, node.kind != .lineBreak)
        return node
      }
    }
  }
}
