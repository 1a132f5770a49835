/// Finds the code spans of a paragraph, heading or table row in the file, in their order.
///
/// cmark gives code spans columns that do not count what stands before a paragraph's later lines, nor escapes in
/// tables. What it does tell for certain is every span's text, and that is what is looked for.
final class CodeSpanFinder {
  private let bytes: [UInt8]
  private let end: Int
  private let isTableRow: Bool
  private var next: Int

  init(_ bytes: [UInt8], in range: Range<Int>, isTableRow: Bool) {
    self.bytes = bytes
    self.isTableRow = isTableRow
    next = range.lowerBound
    end = range.upperBound
  }

  /// The bytes of the next span with this text, from backquote to backquote.
  func findCode(_ code: String) -> Range<Int>? {
    let wanted = Self.words(code)
    var index = next
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        index += 2
      case UInt8(ascii: "`"):
        let length = runLength(at: index)
        if let close = closingRun(after: index + length, length: length),
          words(of: index + length..<close) == wanted
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

  /// Steps over raw HTML, in which backquotes mean nothing.
  func skip(_ html: String) {
    let wanted = Array(html.utf8)
    guard wanted.count <= end - next else { return }
    for start in next...(end - wanted.count) where bytes[start] == wanted[0] {
      if bytes[start..<start + wanted.count].elementsEqual(wanted) {
        next = start + wanted.count
        return
      }
    }
  }

  private func runLength(at start: Int) -> Int {
    var index = start
    while index < end, bytes[index] == UInt8(ascii: "`") { index += 1 }
    return index - start
  }

  private func closingRun(after start: Int, length: Int) -> Int? {
    var index = start
    while index < end {
      let found = runLength(at: index)
      if found == length { return index }
      index += max(1, found)
    }
    return nil
  }

  /// A span's words, by which it is known: what cmark makes of line ends and of blanks around them depends on whether
  /// the line is a lazy one.
  private func words(of range: Range<Int>) -> [Substring] {
    var lines = SourceText(String(decoding: bytes[range], as: UTF8.self)).lines
    for index in lines.indices.dropFirst() {
      lines[index] = String(lines[index].drop { $0 == " " || $0 == "\t" || $0 == ">" })
    }
    let text = lines.joined(separator: " ")
    return Self.words(isTableRow ? text.replacing("\\|", with: "|") : text)
  }

  private static func words(_ text: String) -> [Substring] {
    text.replacing("\0", with: "\u{FFFD}").split(separator: " ")
  }
}
