import Foundation

/// Cuts text into the words by which it is searched. The script of pages, `search.js`, cuts queries in the same way.
///
/// Words have lower-case letters without accents. Languages that write no spaces between words are cut into pairs of
/// characters.
struct SearchWords {
  private var seen: Set<String> = []
  private var words: [String] = []

  /// All words, each once, in the order of the text.
  var joined: String { words.joined(separator: " ") }

  /// Longer words are unlikely to be searched for.
  private static let longest = 40

  /// Adds the words of prose.
  mutating func add(_ text: String) {
    for word in Self.folded(text).split(whereSeparator: { !Self.isPartOfWord($0) }) {
      for run in Self.runs(of: word) {
        if run.isOfPairs { addPairs(of: run.scalars) } else { addWord(run.scalars) }
      }
    }
  }

  /// Adds the names in code, whole and by their parts: `fitNetwork`, `fit` and `network`.
  mutating func add(namesIn code: String) {
    for word in code.unicodeScalars.split(whereSeparator: { !Self.isPartOfWord($0) && !$0.isMark }) {
      let name = word.drop { !Self.beginsName($0) }
      guard name.count >= Self.shortestName else { continue }
      add(String(name))
      add(Self.parts(of: name))
    }
  }

  private static let shortestName = 3

  private static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.generalCategory.isLetter
  }

  /// The parts of a name with blanks between them: a part begins with a capital, or behind an underscore.
  private static func parts(of name: Substring.UnicodeScalarView) -> String {
    var parts = String.UnicodeScalarView()
    var isBehindSmall = false
    for scalar in name {
      let category = scalar.properties.generalCategory
      if isBehindSmall, category == .uppercaseLetter { parts.append(" ") }
      isBehindSmall = category == .lowercaseLetter || category.isNumber
      parts.append(scalar == "_" ? " " : scalar)
    }
    return String(parts)
  }

  private mutating func addWord(_ word: Substring.UnicodeScalarView) {
    guard word.count > 1, word.count <= Self.longest else { return }
    insert(String(word))
  }

  private mutating func addPairs(of run: Substring.UnicodeScalarView) {
    guard run.count > 1 else { return insert(String(run)) }
    for (first, second) in zip(run, run.dropFirst()) { insert(String(first) + String(second)) }
  }

  private mutating func insert(_ word: String) {
    if seen.insert(word).inserted { words.append(word) }
  }

  // MARK: Characters

  /// The text in lower case, decomposed, without accents.
  private static func folded(_ text: String) -> Substring.UnicodeScalarView {
    var scalars = String.UnicodeScalarView()
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
      if scalar.isASCII {
        scalars.append(scalar.lowercasedASCII)
      } else if !scalar.isMark {
        let lowercase = String(scalar).lowercased().unicodeScalars.filter { !$0.isMark }
        scalars.append(contentsOf: lowercase.map { letters[$0] ?? $0 })
      }
    }
    return Substring(String(scalars)).unicodeScalars
  }

  /// Letters that have a stroke instead of an accent.
  private static let letters: [Unicode.Scalar: Unicode.Scalar] = ["ł": "l", "ø": "o", "đ": "d", "ı": "i"]

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.isWordASCII }
    let category = scalar.properties.generalCategory
    return category.isLetter || category.isNumber
  }

  /// Han characters and kana.
  private static func isOfPairs(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  private static func runs(
    of word: Substring.UnicodeScalarView
  ) -> [(scalars: Substring.UnicodeScalarView, isOfPairs: Bool)] {
    var runs: [(scalars: Substring.UnicodeScalarView, isOfPairs: Bool)] = []
    var rest = word
    while let first = rest.first {
      let kind = isOfPairs(first)
      let run = rest.prefix { isOfPairs($0) == kind }
      runs.append((run, kind))
      rest = rest.dropFirst(run.count)
    }
    return runs
  }
}

extension Unicode.Scalar {
  fileprivate var lowercasedASCII: Unicode.Scalar {
    ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value) + 32) : self
  }

  /// Whether an ASCII character is a letter, a digit or an underscore.
  fileprivate var isWordASCII: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }

  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isLetter: Bool {
    switch self {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  fileprivate var isNumber: Bool { [.decimalNumber, .letterNumber, .otherNumber].contains(self) }
}
