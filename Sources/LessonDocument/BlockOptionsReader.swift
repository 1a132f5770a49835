import Formulas
import LessonCore

/// Reads the words after a fence: whether they open a `swift-dt` block, and its options.
struct BlockOptionsReader {
  /// A word of the info string and its column.
  struct Word {
    let text: Substring
    let range: Range<SourcePosition>

    /// The text before the `=`.
    var key: String { String(text.prefix { $0 != "=" }) }
    /// The text after the `=`; `nil` if there is none.
    var value: String? { text.contains("=") ? String(text.dropFirst(key.count + 1)) : nil }
  }

  private let path: String
  private let file: FileKind
  private var seen: [(option: BlockOption, word: Word)] = []
  private(set) var options = BlockOptions()
  private(set) var diagnostics: [Diagnostic] = []
  /// The word that names the block.
  private(set) var id: Word?
  /// The word that makes the block a part of an exercise.
  private(set) var exercise: Word?

  /// Reads the options of a block.
  ///
  /// - Parameter words: The words of the comment above the block, and those after `swift-dt`.
  init(_ words: some Sequence<Word>, in file: FileKind, path: String) {
    self.path = path
    self.file = file
    for word in words { read(word) }
    refuseContradictions()
  }

  // MARK: Words

  /// Further words are not read: there are fewer options than this, so one of the words is wrong already.
  private static let mostWords = 64

  /// The words of a line from a column on.
  static func words(of line: String, number: Int, from start: Int) -> [Word] {
    let scalars = line.unicodeScalars
    var words: [Word] = []
    var index = scalars.index(scalars.startIndex, offsetBy: start - 1)
    var column = start
    while index < scalars.endIndex, words.count < mostWords {
      let end = end(ofWordFrom: index, in: scalars)
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

  /// The end of a word; blanks between quotes after `=` belong to it.
  private static func end(
    ofWordFrom start: String.Index, in scalars: String.UnicodeScalarView
  ) -> String.Index {
    let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
    let blank = scalars[start...].firstIndex(where: isBlank) ?? scalars.endIndex
    guard let quote = scalars[start..<blank].firstRange(of: "=\"".unicodeScalars)?.upperBound,
      let closing = scalars[quote...].firstIndex(of: "\"")
    else { return blank }
    return scalars[closing...].firstIndex(where: isBlank) ?? scalars.endIndex
  }

  // MARK: Reading

  private mutating func read(_ word: Word) {
    guard let option = BlockOption.named(word.key) else { return refuseUnknown(word) }
    guard option.applies(in: file) else { return report(option.refusal, at: word) }
    if let first = seen.first(where: { $0.option.name == option.name }) {
      return report("'\(option.name)' is given twice", at: word, firstGiven: first.word)
    }
    seen.append((option, word))
    switch option.effect {
    case .flag(let set):
      guard word.value == nil else {
        return report("'\(option.name)' takes no value", at: word, fix: option.name)
      }
      set(&options)
    case .value(let read): self.read(word, read)
    }
  }

  private mutating func read(
    _ word: Word, _ read: (String?, inout BlockOptions) throws(BlockOption.Refusal) -> Void
  ) {
    do {
      try read(word.value, &options)
      if word.key == "id" { id = word }
      if word.key == options.exercise?.option { exercise = word }
    } catch {
      report(error.message, at: word, fix: error.fix)
    }
  }

  // MARK: Errors

  private mutating func refuseContradictions() {
    for (index, later) in seen.enumerated() {
      for earlier in seen[..<index] {
        guard let found = BlockOption.contradiction(earlier.option, later.option) else { continue }
        report(
          "'\(later.option.name)' contradicts '\(earlier.option.name)'\(found.advice)", at: later.word,
          firstGiven: earlier.word)
      }
    }
  }

  private mutating func refuseUnknown(_ word: Word) {
    if word.text.contains(where: { $0 == "{" || $0 == "}" }) {
      return report(
        "options stand without braces, as in 'swift-dt id=loss fold'; found '\(word.text)'", at: word)
    }
    guard let nearest = nearestWord(to: word.key, in: BlockOption.all(in: file).map(\.name)) else {
      let known = BlockOption.all(in: file).map { "'\($0.name)'" }.joined(separator: ", ")
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
