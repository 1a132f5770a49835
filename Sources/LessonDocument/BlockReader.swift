import LessonCore

/// Reads a fenced block of code in the file: its options, its lines, and whether it is closed.
struct BlockReader {
  /// The opening fence with its info string.
  let opening: Range<SourcePosition>
  /// The code, each line with its position.
  let lines: [Block.Line]
  /// The options of the block; `nil` if it is not one of the lesson's.
  private(set) var options: BlockOptionsReader?
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether its code is what its author means: it is closed, and has no characters that no code has.
  private(set) var isWhole = true

  /// Whether the words of the fence begin with `swift-dt` or `swift dt`.
  let isOfEngine: Bool

  private let path: String
  private let file: FileKind
  private let fence: Fence

  /// Reads the block in a range of the file; `text` is its code as cmark reports it.
  init?(
    _ text: String, in source: SourceText, at range: Range<SourcePosition>, of file: FileKind, path: String
  ) {
    let number = range.lowerBound.line
    let line = source.lines[number - 1]
    let start = line.unicodeScalars.dropFirst(range.lowerBound.column - 1)
    guard let (fence, rest) = Fence.prefix(of: line[start.startIndex...]) else { return nil }
    self.path = path
    self.file = file
    self.fence = fence
    let infoColumn = range.lowerBound.column + fence.length
    opening = range.lowerBound..<SourcePosition(line: number, column: infoColumn + rest.unicodeScalars.count)
    lines = SourceText(text).lines.dropLast().enumerated().map { index, code in
      Self.place(code, inLine: number + 1 + index, of: source)
    }
    let words = BlockOptionsReader.words(of: line, number: number, from: infoColumn)
    isOfEngine = FileKind.isOfEngine(words)
    if let asked = file.options(in: words) {
      let above = number > 1 ? OptionComment.words(of: source.lines[number - 2], number: number - 1) : nil
      let reader = BlockOptionsReader((above ?? []) + asked, in: file, path: path)
      options = reader
      diagnostics += reader.diagnostics
    } else {
      warnOfMisspelling(words)
    }
    checkClosing(isClosed: range.upperBound.line == number + lines.count + 1)
    if options != nil { refuseNUL() }
  }

  // MARK: Places

  /// The position in the file where a line of code begins: both lines have the same end.
  ///
  /// cmark replaces the rest of a tab that is partly indentation with spaces; this restores the tab.
  static func place(_ code: String, inLine number: Int, of source: SourceText) -> Block.Line {
    let written = Array(source.lines[number - 1].unicodeScalars)
    let code = Array(code.unicodeScalars)
    var common = 0
    while common < code.count, common < written.count,
      isSame(code[code.count - 1 - common], written[written.count - 1 - common])
    {
      common += 1
    }
    if common < code.count, common < written.count, written[written.count - 1 - common] == "\t" {
      common += 1
    }
    let start = written.count - common
    return Block.Line(
      text: String(String.UnicodeScalarView(written[start...])),
      start: SourcePosition(line: number, column: start + 1))
  }

  private static func isSame(_ code: Unicode.Scalar, _ written: Unicode.Scalar) -> Bool {
    code == written || (code == "\u{FFFD}" && written == "\0")
  }

  // MARK: Errors

  private mutating func checkClosing(isClosed: Bool) {
    if let next = lines.first(where: { opensBlock($0.text) }) {
      let note = Diagnostic.Note("the next block opens here", path: path, at: next.start)
      report("this block is not closed before the next one opens in line \(next.start.line)", notes: [note])
    } else if !isClosed {
      let closing = String(repeating: fence.character, count: fence.length)
      report("this block is never closed; it needs a line '\(closing)'", isError: options != nil)
    }
  }

  /// Whether a line of code looks like the opening of another block, which a fence of this length cannot contain.
  private func opensBlock(_ line: String) -> Bool {
    let content = line.drop { $0 == " " }
    guard let (inner, rest) = Fence.prefix(of: content), inner.character == fence.character,
      inner.length >= fence.length, !rest.contains(fence.character)
    else { return false }
    let words = BlockOptionsReader.words(of: String(rest), number: 1, from: 1)
    return options == nil ? file.options(in: words) != nil : !words.isEmpty
  }

  private mutating func warnOfMisspelling(_ words: [BlockOptionsReader.Word]) {
    guard let word = words.first, Self.looksMisspelled(word.text) else { return }
    diagnostics.append(
      Diagnostic(
        .warning, path: path, at: word.range,
        "a block of '\(word.text)' is not run; did you mean 'swift-dt'?",
        fix: "swift-dt"))
  }

  /// Whether a word is almost `swift-dt`, or `swift-dt` in braces or followed by braces, as other tools write it.
  private static func looksMisspelled(_ word: Substring) -> Bool {
    if word.hasPrefix("{swift-dt") || word.hasPrefix("swift-dt{") { return true }
    return word.utf8.count < 16 && (1...2).contains(editDistance(String(word), "swift-dt"))
  }

  private mutating func refuseNUL() {
    for line in lines {
      guard let index = Array(line.text.unicodeScalars).firstIndex(of: "\0") else { continue }
      let start = SourcePosition(line: line.start.line, column: line.start.column + index)
      let end = SourcePosition(line: start.line, column: start.column + 1)
      diagnostics.append(Diagnostic(path: path, at: start..<end, "a NUL character stands in the code"))
      isWhole = false
    }
  }

  private mutating func report(_ message: String, isError: Bool = true, notes: [Diagnostic.Note] = []) {
    if isError { isWhole = false }
    diagnostics.append(
      Diagnostic(isError ? .error : .warning, path: path, at: opening, message, notes: notes))
  }
}
