import LessonCore

/// The names in a field of BibTeX: `Last, First and First Last and others`.
struct BibTeXNames {
  private(set) var names: [BibliographyEntry.Name] = []
  /// Whether `others` ends the list.
  private(set) var hasMore = false

  /// The maximum number of names that are read; a work of particle physics may have three thousand authors.
  private static let most = 200

  init(_ field: String) {
    let people = Self.people(Self.words(field))
    hasMore = people.count > Self.most
    for person in people.prefix(Self.most) {
      if person == ["others"] { hasMore = true } else if let name = Self.name(person) { names.append(name) }
    }
  }

  /// The words of a field, with commas as words of their own. What stands in braces is one word.
  private static func words(_ field: String) -> [String] {
    var words: [String] = []
    var word = ""
    var depth = 0
    func end() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for character in field {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      switch character {
      case _ where depth <= 0 && (character.isWhitespace || character == "~"): end()
      case "," where depth <= 0:
        end()
        words.append(",")
      default: word.append(character)
      }
    }
    end()
    return words
  }

  private static func people(_ words: [String]) -> [[String]] {
    words.split { $0.lowercased() == "and" }.map(Array.init)
  }

  private static func name(_ words: [String]) -> BibliographyEntry.Name? {
    let parts = words.split(separator: ",").map(Array.init)
    guard let first = parts.first, let last = first.last else { return nil }
    switch parts.count {
    case 1:
      if words.contains(",") || first.count == 1 { return .init(family: text(first)) }
      let start = first.dropLast().firstIndex(where: isParticle) ?? first.count - 1
      return start == 0
        ? .init(family: text(first)) : .init(family: text(first[start...]), given: text(first[..<start]))
    case 2: return .init(family: text(first), given: text(parts[1]))
    // 'von Last, Jr, First'.
    default: return last.isEmpty ? nil : .init(family: text(first + parts[1]), given: text(parts[2]))
    }
  }

  /// Whether a word such as `van` begins the family's name.
  private static func isParticle(_ word: String) -> Bool {
    !word.hasPrefix("{") && TeXText.plain(word).first?.isLowercase == true
  }

  private static func text(_ words: some Sequence<String>) -> String {
    TeXText.plain(words.joined(separator: " "))
  }
}
