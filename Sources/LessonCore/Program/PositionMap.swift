/// Maps places in a generated program to places in its lesson.
///
/// The program's lines have the numbers that `#sourceLocation` gives them. If we add code to an author's line, we put
/// it into columns that the author's code does not use, so that each line and column has one meaning.
package struct PositionMap: Codable, Hashable, Sendable {
  private struct Segment: Codable, Hashable, Sendable {
    /// Bytes of the generated line, from 0.
    let columns: Range<Int32>
    let line: Block.Line
    /// The byte of the lesson's line to which the segment's first byte belongs.
    let firstByte: Int32
    /// Whether all columns map to `firstByte`: for code that we added.
    let isPinned: Bool
  }

  private var segments: [Int: [Segment]] = [:]

  package init() {}

  /// The first unused byte of a generated line.
  package func freeColumn(line: Int) -> Int {
    segments[line, default: []].map { Int($0.columns.upperBound) }.max() ?? 0
  }

  package mutating func add(
    _ line: Block.Line, columns: Range<Int>, from firstByte: Int, isPinned: Bool = false
  ) {
    segments[line.start.line, default: []].append(
      Segment(
        columns: Int32(columns.lowerBound)..<Int32(columns.upperBound), line: line,
        firstByte: Int32(firstByte),
        isPinned: isPinned))
  }

  /// The place in the lesson for a compiler's line and UTF-8 column, both counted from 1.
  package func position(line: Int, column: Int) -> SourcePosition? {
    guard let segment = segment(line: line, column: column) else { return nil }
    let byte = max(0, column - 1)
    let shift = segment.isPinned ? 0 : max(0, byte - Int(segment.columns.lowerBound))
    return segment.line.position(ofByte: Int(segment.firstByte) + shift)
  }

  /// A part of a line of the author's code.
  package struct Part: Hashable, Sendable {
    package let text: String
    package let range: Range<SourcePosition>
  }

  /// The author's code at a compiler's line and UTF-8 columns, counted from 1; `nil` if any of it is ours, or is written
  /// in the lesson otherwise than in the program.
  package func part(line: Int, columns: Range<Int>) -> Part? {
    let bytes = columns.lowerBound - 1..<columns.upperBound - 1
    let segment = segments[line]?.first {
      !$0.isPinned && Int($0.columns.lowerBound) <= bytes.lowerBound
        && bytes.upperBound <= Int($0.columns.upperBound)
    }
    guard let segment, segment.line.escapes.isEmpty else { return nil }
    let shift = Int(segment.firstByte) - Int(segment.columns.lowerBound)
    let own = bytes.lowerBound + shift..<bytes.upperBound + shift
    let code = Array(segment.line.text.utf8)
    guard own.lowerBound >= 0, own.upperBound <= code.count,
      let text = String(validating: code[own], as: UTF8.self)
    else { return nil }
    let range = segment.line.position(ofByte: own.lowerBound)..<segment.line.position(ofByte: own.upperBound)
    return Part(text: text, range: range)
  }

  /// Whether a compiler's line and column are in code that we added to an author's line.
  package func isOurs(line: Int, column: Int) -> Bool {
    segment(line: line, column: column)?.isPinned ?? true
  }

  private func segment(line: Int, column: Int) -> Segment? {
    guard let candidates = segments[line] else { return nil }
    let byte = max(0, column - 1)
    return candidates.first { $0.columns.contains(Int32(clamping: byte)) }
      ?? candidates.last { $0.columns.lowerBound <= byte } ?? candidates.first
  }
}
