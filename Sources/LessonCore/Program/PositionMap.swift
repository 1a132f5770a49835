/// Which place of a lesson a place in its generated program is.
///
/// The program's lines carry the numbers that `#sourceLocation` gives them. Where we add code to an author's line,
/// ours stands in columns that the author's own code does not use, so a line and a column name one place.
package struct PositionMap: Codable, Hashable, Sendable {
  private struct Segment: Codable, Hashable, Sendable {
    /// Bytes of the generated line, from 0.
    let columns: Range<Int32>
    let line: Block.Line
    /// The byte of the lesson's line that the segment's first byte is; `nil` when all of it stands for `pinned`.
    let firstByte: Int32
    /// All columns stand for the first: code that we added.
    let isPinned: Bool
  }

  private var segments: [Int: [Segment]] = [:]

  package init() {}

  /// The first byte of a generated line that nothing uses yet.
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

  /// The place in the lesson of a line (from 1) and a UTF-8 column (from 1) as the compiler counts them.
  package func position(line: Int, column: Int) -> SourcePosition? {
    guard let segment = segment(line: line, column: column) else { return nil }
    let byte = max(0, column - 1)
    let shift = segment.isPinned ? 0 : max(0, byte - Int(segment.columns.lowerBound))
    return segment.line.position(ofByte: Int(segment.firstByte) + shift)
  }

  /// Whether a place of the compiler's is in code that we added to an author's line.
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
