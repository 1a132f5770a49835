import Formulas
import LessonCore

/// Reads the words after a fence: whether they make a `swift-dt` block, and what they ask of it.
struct BlockOptionsReader {
  /// A word of the info string and where it stands.
  struct Word {
    let text: Substring
    let range: Range<SourcePosition>

    /// What stands before the `=`.
    var key: String { String(text.prefix { $0 != "=" }) }
    /// What stands after the `=`; `nil` when there is none.
    var value: String? { text.contains("=") ? String(text.dropFirst(key.count + 1)) : nil }
  }

  private let path: String
  private var seen: [(key: String, word: Word)] = []
  private(set) var options = BlockOptions()
  private(set) var diagnostics: [Diagnostic] = []
  /// The word that names the block.
  private(set) var id: Word?

  /// Reads the options of a block.
  ///
  /// - Parameter words: Those after `swift-dt`.
  init(_ words: some Sequence<Word>, path: String) {
    self.path = path
    for word in words { read(word) }
    refuseContradictions()
  }

  // MARK: Words

  /// More words are not read: there are fewer options, so that one of these is wrong already.
  private static let mostWords = 64

  /// The words of a line from a column on.
  static func words(of line: String, number: Int, from start: Int) -> [Word] {
    let scalars = line.unicodeScalars
    var words: [Word] = []
    var index = scalars.index(scalars.startIndex, offsetBy: start - 1)
    var column = start
    while index < scalars.endIndex, words.count < mostWords {
      let end = scalars[index...].firstIndex { $0 == " " || $0 == "\t" } ?? scalars.endIndex
      if end > index {
        let next = column + scalars.distance(from: index, to: end)
        words.append(
          Word(
            text: line[index..<end],
            range: SourcePosition(line: number, column: column)..<SourcePosition(line: number, column: next)))
        column = next
      }
      guard end < scalars.endIndex else { break }
      index = scalars.index(after: end)
      column += 1
    }
    return words
  }

  /// The words after `swift-dt` or `swift dt`; `nil` when these do not come first.
  static func options(in words: [Word]) -> ArraySlice<Word>? {
    if words.first?.text == "swift-dt" { return words.dropFirst() }
    if words.count >= 2, words[0].text == "swift", words[1].text == "dt" { return words.dropFirst(2) }
    return nil
  }

  // MARK: Reading

  private static let flags: KeyValuePairs<String, @Sendable (inout BlockOptions) -> Void> = [
    "silent": { $0.visibility = .codeOnly },
    "invisible": { $0.visibility = .nothing },
    "fold": { $0.isFolded = true },
    "passthrough": { $0.passesThrough = true },
    "fail": { $0.execution = .fails },
    "crash": { $0.execution = .crashes },
    "compile-only": { $0.execution = .compilesOnly },
    "nest": { $0.isNested = true },
  ]

  private static let keys = ["id", "tol", "timeout"]
  static let known = flags.map(\.key) + keys

  private mutating func read(_ word: Word) {
    let key = word.key
    guard Self.known.contains(key) else { return refuseUnknown(word) }
    if let first = seen.first(where: { $0.key == key }) {
      return report("'\(key)' is given twice", at: word, firstGiven: first.word)
    }
    seen.append((key, word))
    if let set = Self.flags.first(where: { $0.key == key })?.value {
      guard word.value == nil else { return report("'\(key)' takes no value", at: word, fix: key) }
      set(&options)
    } else {
      readValue(of: word)
    }
  }

  private mutating func readValue(of word: Word) {
    switch word.key {
    case "id":
      guard let name = word.value, Self.isName(name) else {
        return refuseID(word)
      }
      guard name.utf8.count <= Self.mostOfName else {
        return report(
          "a name after 'id=' names a figure's file, so it has at most \(Self.mostOfName) letters; found \(name.utf8.count)",
          at: word)
      }
      options.id = name
      id = word
    case "tol":
      guard let tolerance = Self.tolerance(word.value) else {
        return report("'tol=' needs a relative tolerance between 0 and 1, as in 'tol=0.02'", at: word)
      }
      options.tolerance = tolerance
    default:
      guard let timeout = Self.number(word.value), FrontMatterReader.timeouts.contains(timeout) else {
        return report("'timeout=' needs seconds, more than 0 and at most 3600, as in 'timeout=30'", at: word)
      }
      options.timeout = timeout
    }
  }

  /// Letters of a block's name: the system allows 255 bytes for a file's.
  private static let mostOfName = 100

  private mutating func refuseID(_ word: Word) {
    let plain = Self.withoutBraces(word.value ?? "")
    guard plain != word.value, Self.isName(plain) else {
      return report(
        "'id=' needs a name of ASCII letters, digits, '-' and '_' that begins with a letter, as in 'id=loss'",
        at: word)
    }
    report("a name stands after 'id=' without braces and quotes", at: word, fix: "id=\(plain)")
  }

  /// A text without the braces and quotes at its ends.
  private static func withoutBraces(_ text: some StringProtocol) -> String {
    String(
      text.trimmingPrefix { "{}\"'".contains($0) }.reversed().trimmingPrefix { "{}\"'".contains($0) }
        .reversed())
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, UnicodeScalar(first).properties.isAlphabetic else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
    }
  }

  /// A relative tolerance as it is written.
  static func tolerance(_ text: String?) -> Double? {
    number(text).flatMap { (0...1).contains($0) ? $0 : nil }
  }

  private static func number(_ text: String?) -> Double? {
    guard let text, text.allSatisfy({ "0123456789.eE+-".contains($0) }) else { return nil }
    return Double(text)
  }

  // MARK: Errors

  /// Pairs that ask for opposite things, or of which one leaves the other nothing to do.
  private static let contradictions: [(String, String)] = [
    ("silent", "invisible"), ("fail", "crash"), ("fail", "compile-only"), ("crash", "compile-only"),
    ("fold", "invisible"), ("passthrough", "silent"), ("passthrough", "invisible"), ("passthrough", "fail"),
    ("passthrough", "compile-only"), ("tol", "fail"), ("tol", "compile-only"), ("timeout", "fail"),
    ("timeout", "compile-only"),
    ("tol", "silent"), ("tol", "invisible"), ("nest", "crash"),
  ]

  /// Values in the prose may come from a block that shows nothing.
  private static let adviceOnTolerance =
    ": no result of such a block is compared; a value in a sentence has its own tolerance, '{swift-dt tol=0.02}'"

  private mutating func refuseContradictions() {
    for (index, later) in seen.enumerated() {
      for earlier in seen[..<index] {
        let pair = (earlier.key, later.key)
        guard Self.contradictions.contains(where: { $0 == pair || $0 == (pair.1, pair.0) }) else { continue }
        let isUnshown = ["silent", "invisible"].contains { $0 == pair.0 || $0 == pair.1 }
        let advice = isUnshown && (pair.0 == "tol" || pair.1 == "tol") ? Self.adviceOnTolerance : ""
        report(
          "'\(later.key)' contradicts '\(earlier.key)'\(advice)", at: later.word, firstGiven: earlier.word)
      }
    }
  }

  private mutating func refuseUnknown(_ word: Word) {
    if word.text.contains(where: { $0 == "{" || $0 == "}" }) {
      return report(
        "options stand without braces, as in 'swift-dt id=loss fold'; found '\(word.text)'", at: word)
    }
    guard let nearest = nearestWord(to: word.key, in: Self.known) else {
      let known = Self.known.map { "'\($0)'" }.joined(separator: ", ")
      return report("unknown option '\(word.text)'; the options are \(known)", at: word)
    }
    let fix = nearest + (word.value.map { "=\($0)" } ?? "")
    report("unknown option '\(word.text)'; did you mean '\(fix)'?", at: word, fix: fix)
  }

  private mutating func report(_ message: String, at word: Word, firstGiven: Word? = nil, fix: String? = nil)
  {
    let notes = firstGiven.map {
      [Diagnostic.Note("'\($0.key)' is here", path: path, at: $0.range.lowerBound)]
    }
    diagnostics.append(Diagnostic(path: path, at: word.range, message, notes: notes ?? [], fix: fix))
  }
}
