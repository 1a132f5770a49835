import LessonCore

/// Other lines in a text. All bytes stay but those of the lines that differ.
struct LineEdit {
  private let source: SourceText
  private let first: Int
  private let old: [String]

  /// - Parameters:
  ///   - first: The number of the first line that may be replaced, from 1.
  ///   - old: These lines, without what stands before them in the text.
  init(_ source: SourceText, fromLine first: Int, old: [String]) {
    self.source = source
    self.first = first
    self.old = old
  }

  /// An edit of a whole text.
  init(_ source: SourceText) {
    let lines = Array(source.lines)
    self.init(source, fromLine: 1, old: lines.last == "" ? lines.dropLast() : lines)
  }

  /// The lines of what an editor sends, which can end them otherwise than the file. An end of the last line counts for
  /// nothing.
  static func lines(of text: String) -> [String] {
    let text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.last == "" ? lines.dropLast() : lines
  }

  /// The whole text with other lines.
  ///
  /// - Parameter written: A new line as the text has it.
  func text(with new: [String], written: (String) -> String = { $0 }) -> String {
    let before = zip(new, old).prefix(while: Self.areSame).count
    let rest = min(new.count, old.count) - before
    let after = zip(new.reversed(), old.reversed()).prefix(rest).prefix(while: Self.areSame).count
    let range = offset(ofLine: first + before)..<offset(ofLine: first + old.count - after)
    var bytes = Array(source.text.utf8)
    var added = new[before..<new.count - after].map { written($0) + source.lineEnding }.joined()
    if range.upperBound == bytes.count, !added.isEmpty, !isEnd(bytes.last) {
      // The last line of the text has no end, and still has none.
      added.removeLast()
      if range.isEmpty { added = source.lineEnding + added }
    }
    bytes.replaceSubrange(range, with: added.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Letters that look the same can be different bytes.
  private static func areSame(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }
  private func isEnd(_ byte: UInt8?) -> Bool { byte == nil || byte == 10 || byte == 13 }
  private func offset(ofLine line: Int) -> Int { source.offset(of: SourcePosition(line: line, column: 1)) }
}
