import Glibc

/// The text of a file with an index of its lines.
package struct SourceText: Sendable {
  /// The file's text, without a byte-order mark.
  package let text: String
  /// The lines without their ends; CRLF, LF and a lone CR end a line, as in Markdown.
  package let lines: Lines
  /// Whether the file began with a byte-order mark. It counts as no column.
  package let hasByteOrderMark: Bool
  /// The first line's end, which added lines should use; LF if there is none.
  package let lineEnding: String
  /// The columns of long lines, by the line's number from 0.
  private let longLines: [Int: ColumnIndex]

  /// The lines of a text, each made on access.
  package struct Lines: RandomAccessCollection, Sendable {
    fileprivate let text: String
    /// The bytes of each line.
    fileprivate let ranges: [Range<Int>]

    /// The first line's index.
    package var startIndex: Int { 0 }
    /// How many lines there are.
    package var endIndex: Int { ranges.count }
    /// A line, counted from 0, without its end.
    package subscript(index: Int) -> String { String(part(index)) }

    /// The same line as a substring of the text.
    package func part(_ index: Int) -> Substring { text.slice(ranges[index]) }
  }

  /// The error for a file whose bytes are not UTF-8.
  package struct InvalidUTF8: Error {
    /// The first invalid bytes.
    package let bytes: [UInt8]
    /// Their position; columns count the Unicode scalars of the valid text before them.
    package let position: SourcePosition
  }

  /// The text with its lines; a byte-order mark at its beginning is removed.
  package init(_ text: String) {
    hasByteOrderMark = text.unicodeScalars.first == "\u{FEFF}"
    var text = hasByteOrderMark ? String(text.unicodeScalars.dropFirst()) : text
    text.makeContiguousUTF8()
    self.text = text
    var ranges: [Range<Int>] = []
    var longLines: [Int: ColumnIndex] = [:]
    var ending: String?
    text.withUTF8 { bytes in
      var start = 0
      func end(at index: Int) {
        let line = bytes[start..<index]
        if line.count > ColumnIndex.distance { longLines[ranges.count] = ColumnIndex(line) }
        ranges.append(start..<index)
      }
      var index = 0
      while index < bytes.count {
        guard bytes[index] == 10 || bytes[index] == 13 else {
          index += 1
          continue
        }
        let isPair = bytes[index] == 13 && index + 1 < bytes.count && bytes[index + 1] == 10
        end(at: index)
        if ending == nil { ending = isPair ? "\r\n" : bytes[index] == 13 ? "\r" : "\n" }
        index += isPair ? 2 : 1
        start = index
      }
      end(at: bytes.count)
    }
    lines = Lines(text: text, ranges: ranges)
    self.longLines = longLines
    self.lineEnding = ending ?? "\n"
  }

  /// The text in a file's bytes.
  ///
  /// - Throws: `InvalidUTF8` naming the first bytes that are not UTF-8.
  package init(validating bytes: [UInt8]) throws(InvalidUTF8) {
    let wrong: Range<Int>
    do {
      self.init(String(copying: try UTF8Span(validating: bytes.span)))
      return
    } catch {
      wrong = error.byteOffsets
    }
    let before = SourceText(String(decoding: bytes[..<wrong.lowerBound], as: UTF8.self))
    throw InvalidUTF8(
      bytes: Array(bytes[wrong]),
      position: SourcePosition(
        line: before.lines.count, column: before.lines[before.lines.count - 1].unicodeScalars.count + 1))
  }

  /// The byte offset of a position in `text`; that of the line's end for columns beyond it.
  package func offset(of position: SourcePosition) -> Int {
    guard position.line >= 1 else { return 0 }
    guard position.line <= lines.count else { return text.utf8.count }
    let entry = longLines[position.line - 1]?.entry(beforeColumn: position.column) ?? .start
    let rest = rest(ofLine: position.line - 1, from: entry)
    let between = rest.unicodeScalars.prefix(max(0, position.column - entry.column))
    return lines.ranges[position.line - 1].lowerBound + entry.byte
      + rest.utf8.distance(from: rest.startIndex, to: between.endIndex)
  }

  /// The position of a byte of `text` at which a Unicode scalar begins.
  package func position(ofOffset offset: Int) -> SourcePosition {
    var candidates = lines.indices
    while candidates.count > 1 {
      let middle = candidates.lowerBound + candidates.count / 2
      candidates =
        lines.ranges[middle].lowerBound <= offset
        ? middle..<candidates.upperBound : candidates.lowerBound..<middle
    }
    let line = candidates.lowerBound
    let byte = offset - lines.ranges[line].lowerBound
    let entry = longLines[line]?.entry(beforeByte: byte) ?? .start
    let between = rest(ofLine: line, from: entry).utf8.prefix(byte - entry.byte)
    return SourcePosition(
      line: line + 1, column: entry.column + String(decoding: between, as: UTF8.self).unicodeScalars.count)
  }

  /// The rest of a line, counted from 0, after an index entry.
  private func rest(ofLine line: Int, from entry: ColumnIndex.Entry) -> Substring {
    let range = lines.ranges[line]
    return text.slice(range.lowerBound + entry.byte..<range.upperBound)
  }

  /// The first line of the longest passage without an empty line.
  package func longestPassage(after skippedLines: Int) -> Int {
    var longest = (line: skippedLines + 1, bytes: 0)
    var passage = longest
    for number in 1...lines.count where number > skippedLines {
      let isBlank = lines[number - 1].utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      if isBlank { passage = (number + 1, 0) } else { passage.bytes += bytes(ofLine: number).count }
      if passage.bytes > longest.bytes { longest = passage }
    }
    return longest.line
  }

  /// The number of lines of a text, which is one more than that of its line ends.
  package static func lineCount(of text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      var count = 1
      var isAfterReturn = false
      for byte in bytes {
        if byte == 13 || (byte == 10 && !isAfterReturn) { count += 1 }
        isAfterReturn = byte == 13
      }
      return count
    }
  }

  /// Whether the text contains a string.
  package func holds(_ wanted: String) -> Bool {
    var (text, wanted) = (text, wanted)
    return text.withUTF8 { text in
      wanted.withUTF8 { wanted in
        var rest = UnsafeRawBufferPointer(text)
        while rest.count >= wanted.count, let place = memchr(rest.baseAddress!, Int32(wanted[0]), rest.count)
        {
          rest = UnsafeRawBufferPointer(rebasing: rest[rest.baseAddress!.distance(to: place)...])
          if rest.starts(with: wanted) { return true }
          rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst())
        }
        return false
      }
    }
  }

  /// The bytes of a line with its end.
  package func bytes(ofLine line: Int) -> Range<Int> { bytes(ofLines: line...line) }

  /// The bytes of lines, counted from 1, with their ends; empty for lines after the last.
  package func bytes(ofLines lines: ClosedRange<Int>) -> Range<Int> {
    let ranges = self.lines.ranges
    func start(_ line: Int) -> Int { line <= ranges.count ? ranges[line - 1].lowerBound : text.utf8.count }
    return start(lines.lowerBound)..<start(lines.upperBound + 1)
  }

  /// A part of the text by its bytes, which must begin and end between characters.
  package func slice(_ range: Range<Int>) -> Substring { text.slice(range) }
}

extension String {
  /// A part by its bytes, which must begin and end between characters.
  fileprivate func slice(_ range: Range<Int>) -> Substring {
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return self[start..<utf8.index(start, offsetBy: range.count)]
  }
}

extension String {
  /// The text without line ends at its end.
  package var trimmingLineEnd: String {
    var text = self
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}
