/// The text of a file with an index of its lines.
public struct SourceText: Sendable {
  /// The file's text, without a byte-order mark.
  public let text: String
  /// The lines without their ends; CRLF, LF and a lone CR end a line, as Markdown has it.
  public let lines: [String]
  /// Whether the file began with a byte-order mark. It counts as no column.
  public let hasByteOrderMark: Bool
  /// The first line's end, which is the one to use in lines that are added; LF when there is none.
  public let lineEnding: String
  /// Where each line begins, in bytes of `text`.
  private let lineStarts: [Int]

  /// The bytes of a file were not UTF-8.
  struct InvalidUTF8: Error {
    /// The first wrong bytes.
    let bytes: [UInt8]
    /// Where they stand; the valid text before them is counted in Unicode scalars.
    let position: SourcePosition
  }

  /// The text with its lines; a byte-order mark at its beginning is taken off.
  public init(_ text: String) {
    hasByteOrderMark = text.unicodeScalars.first == "\u{FEFF}"
    var text = hasByteOrderMark ? String(text.unicodeScalars.dropFirst()) : text
    text.makeContiguousUTF8()
    self.text = text
    var lines: [String] = []
    var starts: [Int] = []
    var ending: String?
    text.withUTF8 { bytes in
      var start = 0
      var index = 0
      while index < bytes.count {
        guard bytes[index] == 10 || bytes[index] == 13 else {
          index += 1
          continue
        }
        let isPair = bytes[index] == 13 && index + 1 < bytes.count && bytes[index + 1] == 10
        lines.append(String(decoding: bytes[start..<index], as: UTF8.self))
        starts.append(start)
        if ending == nil { ending = isPair ? "\r\n" : bytes[index] == 13 ? "\r" : "\n" }
        index += isPair ? 2 : 1
        start = index
      }
      lines.append(String(decoding: bytes[start...], as: UTF8.self))
      starts.append(start)
    }
    self.lines = lines
    self.lineStarts = starts
    self.lineEnding = ending ?? "\n"
  }

  /// The text that a file's bytes hold.
  ///
  /// - Throws: `InvalidUTF8` naming the first bytes that are not UTF-8.
  init(validating bytes: [UInt8]) throws(InvalidUTF8) {
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

  /// Where a position stands in `text`, in bytes; a column beyond its line is the line's end.
  func offset(of position: SourcePosition) -> Int {
    guard position.line >= 1 else { return 0 }
    guard position.line <= lines.count else { return text.utf8.count }
    let line = lines[position.line - 1]
    let column = line.unicodeScalars.prefix(max(0, position.column - 1))
    return lineStarts[position.line - 1] + line.utf8.distance(from: line.startIndex, to: column.endIndex)
  }

  /// The position of a byte of `text` at which a Unicode scalar begins.
  func position(ofOffset offset: Int) -> SourcePosition {
    var candidates = lineStarts.indices
    while candidates.count > 1 {
      let middle = candidates.lowerBound + candidates.count / 2
      candidates =
        lineStarts[middle] <= offset ? middle..<candidates.upperBound : candidates.lowerBound..<middle
    }
    let line = candidates.lowerBound
    let before = lines[line].utf8.prefix(offset - lineStarts[line])
    return SourcePosition(
      line: line + 1, column: String(decoding: before, as: UTF8.self).unicodeScalars.count + 1)
  }

  /// The bytes of a line with its end.
  func bytes(ofLine line: Int) -> Range<Int> { bytes(ofLines: line...line) }

  /// The bytes of lines, counted from 1, with their ends.
  func bytes(ofLines lines: ClosedRange<Int>) -> Range<Int> {
    let end = lines.upperBound < lineStarts.count ? lineStarts[lines.upperBound] : text.utf8.count
    return lineStarts[lines.lowerBound - 1]..<end
  }

  /// A part of the text by its bytes, which must begin and end between characters.
  func slice(_ range: Range<Int>) -> Substring {
    let utf8 = text.utf8
    return text[
      utf8.index(
        utf8.startIndex, offsetBy: range.lowerBound)..<utf8.index(utf8.startIndex, offsetBy: range.upperBound)
    ]
  }
}
