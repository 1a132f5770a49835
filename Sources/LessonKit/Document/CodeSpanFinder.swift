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
    var index = next
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        index += 2
      case UInt8(ascii: "`"):
        let length = runLength(at: index)
        if let close = closingRun(after: index + length, length: length),
          text(of: index + length..<close) == code.replacing("\u{FFFD}", with: "\0")
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

  /// What cmark makes of a span: lines joined by spaces, one space taken off at both ends.
  private func text(of range: Range<Int>) -> String {
    var lines = SourceText(String(decoding: bytes[range], as: UTF8.self)).lines
    for index in lines.indices.dropFirst() {
      lines[index] = String(lines[index].drop { $0 == " " || $0 == "\t" || $0 == ">" })
    }
    var text = lines.joined(separator: " ").replacing("\u{FFFD}", with: "\0")
    if isTableRow { text = text.replacing("\\|", with: "|") }
    let isBlank = text.allSatisfy { $0 == " " }
    if !isBlank, text.hasPrefix(" "), text.hasSuffix(" ") { text = String(text.dropFirst().dropLast()) }
    return text
  }
}
