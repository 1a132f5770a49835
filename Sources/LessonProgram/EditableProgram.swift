import LessonCore

/// A lesson's code as a Swift file for tools that answer questions about places in it.
///
/// Unlike the program that runs, it is also written for code with errors, and no `#sourceLocation` changes the numbers of
/// its lines. Nothing is added to the author's lines of blocks.
package struct EditableProgram: Codable, Hashable, Sendable {
  /// A part of a line of the lesson's code.
  struct Segment: Codable, Hashable, Sendable {
    /// The byte of the file at which the part begins.
    let start: Int
    let line: Block.Line
    /// The bytes of the line that are the part.
    let bytes: Range<Int>

    var end: Int { start + bytes.count }
  }

  package let text: String
  /// The language mode in which it is compiled.
  package let mode: LanguageMode
  /// In the order of the file.
  private let segments: [Segment]

  init(text: String, mode: LanguageMode, segments: [Segment]) {
    self.text = text
    self.mode = mode
    self.segments = segments
  }

  /// Whether the lesson has any code.
  package var hasCode: Bool { !segments.isEmpty }

  // MARK: Places

  /// The byte of the file at a place of the lesson; `nil` for places outside of the code.
  package func offset(of position: SourcePosition) -> Int? {
    var end: Int?
    for segment in segments where segment.line.start.line == position.line {
      guard let byte = segment.line.byte(atColumn: position.column) else { continue }
      if segment.bytes.contains(byte) { return segment.start + byte - segment.bytes.lowerBound }
      if segment.bytes.upperBound == byte { end = segment.end }
    }
    return end
  }

  /// The place in the lesson of a byte of the file; `nil` for generated code.
  ///
  /// - Parameter endsPart: Whether the byte ends a part of the text: where two parts touch, it belongs to the first.
  package func position(ofOffset offset: Int, endsPart: Bool = false) -> SourcePosition? {
    let last = segments.partitioningIndex { $0.start > offset } - 1
    let near = [last, last - 1].filter(segments.indices.contains).map { segments[$0] }
    let inside = near.first { $0.start <= offset && offset < $0.end }
    let ending = near.first { $0.end == offset }
    guard let segment = endsPart ? ending ?? inside : inside ?? ending else { return nil }
    return segment.line.position(ofByte: segment.bytes.lowerBound + offset - segment.start)
  }

  /// The part of the lesson that some bytes of the file are; `nil` if any of it is generated.
  package func range(of bytes: Range<Int>) -> Range<SourcePosition>? {
    guard let start = position(ofOffset: bytes.lowerBound),
      let end = position(ofOffset: bytes.upperBound, endsPart: !bytes.isEmpty), start <= end
    else { return nil }
    return start..<end
  }

  /// The column at which the code of a line of the lesson begins; `nil` for lines without code.
  package func column(ofLine line: Int) -> Int? {
    segments.first { $0.line.start.line == line }?.line.start.column
  }

  /// The places of all bytes of the code, of which each has one in the file.
  package var positions: [SourcePosition] {
    segments.flatMap { segment in segment.bytes.map(segment.line.position(ofByte:)) }
  }

  /// Whether places can be looked up safely, whoever made it.
  package var isSound: Bool {
    let count = text.utf8.count
    return segments.allSatisfy { segment in
      (0...count).contains(segment.start) && segment.bytes.count <= count - segment.start
        && segment.bytes.lowerBound >= 0 && segment.bytes.upperBound <= segment.line.text.utf8.count
    } && zip(segments, segments.dropFirst()).allSatisfy { $0.end <= $1.start }
  }
}
