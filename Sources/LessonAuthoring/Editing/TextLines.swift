import LessonCore

/// The lines of a text, each with its end, to be put together in another way.
struct TextLines {
  private struct Line {
    var text: String
    /// Empty for the last line.
    var end: String
  }

  private var lines: [Line]
  private let lineEnding: String

  init(_ source: SourceText) {
    lineEnding = source.lineEnding
    lines = source.lines.indices.map { index in
      let text = source.lines[index]
      let whole = source.slice(source.bytes(ofLine: index + 1)).utf8
      return Line(text: text, end: String(decoding: whole.dropFirst(text.utf8.count), as: UTF8.self))
    }
  }

  var text: String { lines.map { $0.text + $0.end }.joined() }

  /// How many lines there are; a text that ends with the end of a line has an empty one behind it.
  var count: Int { lines.count }

  /// A line, counted from 1, without its end.
  subscript(number: Int) -> String { lines[number - 1].text }

  /// These lines, counted from 1.
  subscript(numbers: ClosedRange<Int>) -> [String] { numbers.map { self[$0] } }

  /// Puts other lines in the place of some.
  ///
  /// - Parameter numbers: Counted from 1; empty to insert lines before the first of them.
  mutating func replace(_ numbers: Range<Int>, with new: [String]) {
    let isAtEnd = numbers.upperBound == lines.count + 1
    let lastEnd = lines[lines.count - 1].end
    let range = numbers.lowerBound - 1..<numbers.upperBound - 1
    if range.isEmpty, isAtEnd { lines[lines.count - 1].end = lineEnding }
    lines.replaceSubrange(range, with: new.map { Line(text: $0, end: lineEnding) })
    if lines.isEmpty { lines = [Line(text: "", end: "")] }
    if isAtEnd { lines[lines.count - 1].end = lastEnd }
  }

  /// Lets two ranges of lines, counted from 1, change places. What ends the last line of each stays where it is, since the
  /// last line of a text can have no end.
  mutating func exchange(_ first: ClosedRange<Int>, _ second: ClosedRange<Int>) {
    var one = Array(lines[first.lowerBound - 1...first.upperBound - 1])
    var other = Array(lines[second.lowerBound - 1...second.upperBound - 1])
    (one[one.count - 1].end, other[other.count - 1].end) = (
      other[other.count - 1].end, one[one.count - 1].end
    )
    lines.replaceSubrange(second.lowerBound - 1...second.upperBound - 1, with: one)
    lines.replaceSubrange(first.lowerBound - 1...first.upperBound - 1, with: other)
  }

  /// Replaces the text of a line, counted from 1.
  mutating func set(_ number: Int, to text: String) { lines[number - 1].text = text }
}
