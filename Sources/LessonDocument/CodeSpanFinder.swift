import LessonCore

/// Finds the code spans of a paragraph, heading or table row in the file, in their order.
///
/// cmark's columns of code spans ignore the prefix of a paragraph's later lines, and escapes in tables. The text of
/// each span is reliable, so we search for that.
final class CodeSpanFinder {
  private let bytes: [UInt8]
  private let end: Int
  private let isTableRow: Bool
  private var next: Int
  /// The positions of runs of backquotes, by their length.
  private lazy var runs = runsByLength()
  /// The remaining bytes to look at. One pass finds all spans unless a text was made to be hard to read.
  private var patience: Int

  init(_ bytes: [UInt8], in range: Range<Int>, isTableRow: Bool) {
    self.bytes = bytes
    self.isTableRow = isTableRow
    next = range.lowerBound
    end = range.upperBound
    patience = 4 * range.count + 4096
  }

  /// The range of the next span with this text, in bytes, including backquotes.
  func findCode(_ code: String) -> Range<Int>? {
    var index = next
    while index < end, patience > 0 {
      patience -= 1
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        index += 2
      case UInt8(ascii: "`"):
        let length = runLength(at: index)
        if let close = closingRun(after: index + length, length: length),
          isWritten(code, in: index + length..<close)
        {
          next = close + length
          return index..<next
        }
        index += length
      default:
        index += 1
      }
    }
    return nil
  }

  /// Skips raw HTML, in which backquotes have no meaning.
  func skip(_ html: String) {
    let wanted = Array(html.utf8)
    var start = next
    while start <= end - wanted.count, patience > 0 {
      let same = zip(wanted, bytes[start...]).prefix { $0 == $1 }.count
      if same == wanted.count {
        next = start + same
        return
      }
      patience -= same + 1
      start += 1
    }
  }

  private func runLength(at start: Int) -> Int {
    var index = start
    while index < end, bytes[index] == UInt8(ascii: "`") { index += 1 }
    return index - start
  }

  /// The position of the next run of a length.
  private func closingRun(after start: Int, length: Int) -> Int? {
    guard let places = runs[length] else { return nil }
    var candidates = 0..<places.count
    while !candidates.isEmpty {
      let middle = candidates.lowerBound + candidates.count / 2
      candidates =
        places[middle] < start ? (middle + 1)..<candidates.upperBound : candidates.lowerBound..<middle
    }
    return candidates.lowerBound < places.count ? places[candidates.lowerBound] : nil
  }

  private func runsByLength() -> [Int: [Int]] {
    var runs: [Int: [Int]] = [:]
    var index = next
    while index < end {
      let length = runLength(at: index)
      if length > 0 { runs[length, default: []].append(index) }
      index += max(1, length)
    }
    return runs
  }

  private func isWritten(_ code: String, in range: Range<Int>) -> Bool {
    patience -= range.count
    guard patience > 0 else { return false }
    let isVerbatim = !isTableRow && bytes[range].elementsEqual(code.utf8)
    return isVerbatim || words(of: range) == Self.words(code)
  }

  /// The words of a span, by which spans are compared: how cmark treats line ends and the blanks around them depends on
  /// whether the line is a lazy continuation.
  private func words(of range: Range<Int>) -> [Substring] {
    var lines = Array(SourceText(String(decoding: bytes[range], as: UTF8.self)).lines)
    for index in lines.indices.dropFirst() {
      lines[index] = String(lines[index].drop { $0 == " " || $0 == "\t" || $0 == ">" })
    }
    let text = lines.joined(separator: " ")
    return Self.words(
      isTableRow && text.utf8.contains(UInt8(ascii: "|")) ? text.replacing("\\|", with: "|") : text)
  }

  private static func words(_ text: String) -> [Substring] {
    // Seldom needed, and a search is expensive.
    let text = text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text
    return text.split(separator: " ")
  }
}
