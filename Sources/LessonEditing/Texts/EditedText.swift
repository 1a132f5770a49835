import LessonCore

/// A text that is being edited, with its lines.
///
/// Places beyond the end of a line or of the text mean that end, as the protocol says, and places inside of a character
/// its beginning.
package struct EditedText: Sendable {
  /// UTF-8.
  package private(set) var bytes: [UInt8]
  /// The byte at which each line begins; LF, CRLF and a lone CR end a line.
  private var starts: [Int]
  package let encoding: PositionEncoding

  package init(_ text: String, _ encoding: PositionEncoding) {
    bytes = Array(text.utf8)
    self.encoding = encoding
    starts = [0] + Self.starts(in: bytes, 0..<bytes.count)
  }

  /// The text as a string.
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// How many lines there are; a text that ends in a line end has an empty one after it.
  package var lineCount: Int { starts.count }

  /// A line, counted from 0, without its end; empty for lines after the last.
  package func line(_ index: Int) -> String {
    guard starts.indices.contains(index) else { return "" }
    return String(decoding: bytes[starts[index]..<end(ofLine: index)], as: UTF8.self)
  }

  // MARK: Lines

  /// The beginnings of lines after the line ends in a range, which must not divide a CRLF.
  private static func starts(in bytes: [UInt8], _ range: Range<Int>) -> [Int] {
    var starts: [Int] = []
    for index in range {
      let isLast = index + 1 >= bytes.count
      if bytes[index] == 10 || (bytes[index] == 13 && (isLast || bytes[index + 1] != 10)) {
        starts.append(index + 1)
      }
    }
    return starts
  }

  /// The byte after a line's last character.
  private func end(ofLine index: Int) -> Int {
    guard index + 1 < starts.count else { return bytes.count }
    var end = starts[index + 1] - 1
    if bytes[end] == 10, end > starts[index], bytes[end - 1] == 13 { end -= 1 }
    return end
  }

  // MARK: Places

  /// The byte of a place.
  package func offset(of place: LSP.Position) -> Int {
    guard place.line >= 0 else { return 0 }
    guard place.line < starts.count else { return bytes.count }
    let end = end(ofLine: place.line)
    var offset = starts[place.line]
    var units = 0
    while offset < end {
      let (scalar, length) = Self.scalar(in: bytes, at: offset)
      units += encoding.units(of: scalar)
      if units > place.character { break }
      offset += length
    }
    return offset
  }

  /// The place of a byte.
  package func place(ofOffset offset: Int) -> LSP.Position {
    let line = line(ofOffset: offset)
    return LSP.Position(line: line, character: units(from: starts[line], to: min(offset, end(ofLine: line))))
  }

  /// A place of the checks, which count lines and Unicode scalars from 1, and no byte-order mark.
  package func place(of position: SourcePosition) -> LSP.Position {
    let line = max(0, position.line - 1)
    guard line < starts.count else { return place(ofOffset: bytes.count) }
    let end = end(ofLine: line)
    var left = position.column - 1 + (line == 0 && hasByteOrderMark ? 1 : 0)
    var offset = starts[line]
    while left > 0, offset < end {
      offset += Self.scalar(in: bytes, at: offset).length
      left -= 1
    }
    return LSP.Position(line: line, character: units(from: starts[line], to: offset))
  }

  /// A part as the checks name it; `nil`, which is the whole text, becomes its beginning.
  package func range(of range: Range<SourcePosition>?) -> LSP.Range {
    guard let range else { return .beginning }
    return LSP.Range(start: place(of: range.lowerBound), end: place(of: range.upperBound))
  }

  /// The place as checks count it.
  package func position(of place: LSP.Position) -> SourcePosition {
    let offset = offset(of: place)
    let line = line(ofOffset: offset)
    var column = 1 - (line == 0 && hasByteOrderMark ? 1 : 0)
    for byte in bytes[starts[line]..<offset] where byte & 0xC0 != 0x80 { column += 1 }
    return SourcePosition(line: line + 1, column: max(1, column))
  }

  private var hasByteOrderMark: Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }

  private func line(ofOffset offset: Int) -> Int {
    var candidates = starts.indices
    while candidates.count > 1 {
      let middle = candidates.lowerBound + candidates.count / 2
      candidates =
        starts[middle] <= offset ? middle..<candidates.upperBound : candidates.lowerBound..<middle
    }
    return candidates.lowerBound
  }

  private func units(from start: Int, to end: Int) -> Int {
    var (offset, units) = (start, 0)
    while offset < end {
      let (scalar, length) = Self.scalar(in: bytes, at: offset)
      units += encoding.units(of: scalar)
      offset += length
    }
    return units
  }

  /// The scalar that begins at a byte; the bytes come from a string, so they are valid.
  @inline(__always)
  private static func scalar(in bytes: [UInt8], at offset: Int) -> (Unicode.Scalar, length: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for byte in bytes[(offset + 1)..<min(bytes.count, offset + length)] {
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  // MARK: Edits

  /// Replaces a part.
  ///
  /// - Returns: The lines that were touched, and how many more or fewer lines there are now.
  @discardableResult
  package mutating func replace(_ range: LSP.Range, with text: String) -> (
    lines: ClosedRange<Int>, added: Int
  ) {
    let from = offset(of: min(range.start, range.end)), to = offset(of: max(range.start, range.end))
    let (first, last) = (line(ofOffset: from), line(ofOffset: to))
    let before = starts.count
    let new = Array(text.utf8)
    bytes.replaceSubrange(from..<to, with: new)
    // A line end may have been joined with one before or after it, or divided.
    let begin = first == 0 ? 0 : starts[first - 1]
    let shift = new.count - (to - from)
    let isKnown = last + 2 < starts.count
    let end = isKnown ? starts[last + 2] + shift : bytes.count
    let inside = Self.starts(in: bytes, begin..<end)
    let behind = isKnown ? starts[(last + 3)...].map { $0 + shift } : []
    starts = Array(starts[..<max(1, first)]) + inside + behind
    return (first...last, starts.count - before)
  }

  /// Replaces all of the text.
  package mutating func replaceAll(with text: String) { self = EditedText(text, encoding) }
}
