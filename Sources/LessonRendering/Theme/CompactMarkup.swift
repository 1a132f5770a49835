import Glibc

/// Pages without what HTML can do without: quotes around values of one word, and the end tags of cells and rows.
///
/// It expects what `Markup` writes: values in double quotes, no `<` that is not a tag.
enum CompactMarkup {
  /// The same document with fewer bytes.
  static func html(_ text: String) -> String {
    var writer = CompactMarkupWriter(input: Array(text.utf8))
    writer.write()
    return String(decoding: writer.output, as: UTF8.self)
  }
}

/// Copies a document from tag to tag.
private struct CompactMarkupWriter {
  let input: [UInt8]
  var output: [UInt8] = []
  private var index = 0

  init(input: [UInt8]) {
    self.input = input
    output.reserveCapacity(input.count)
  }

  mutating func write() {
    while index < input.count {
      copy(until: UInt8(ascii: "<"))
      if !skipEndTag() { copyTag() }
    }
  }

  /// Style sheets and scripts are most of a page, so that this counts.
  private mutating func copy(until end: UInt8) {
    let next = input.withUnsafeBytes { bytes in
      memchr(bytes.baseAddress! + index, Int32(end), bytes.count - index).map {
        bytes.baseAddress!.distance(to: $0)
      }
    }
    output += input[index..<(next ?? input.count)]
    index = next ?? input.count
  }

  private func isAt(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { input[index...].starts(with: $0) }
  }

  /// Browsers end cells and rows where the next begins, or where the table ends.
  private mutating func skipEndTag() -> Bool {
    guard isAt("</td>") || isAt("</th>") || isAt("</tr>") else { return false }
    index += "</td>".utf8.count
    // Else the break would be text of the last cell.
    if index < input.count, input[index] == UInt8(ascii: "\n"), input[index - 2] == UInt8(ascii: "r") {
      index += 1
    }
    return true
  }

  private mutating func copyTag() {
    let holdsCode = isAt("<style") || isAt("<script")
    while index < input.count, input[index] != UInt8(ascii: ">") {
      if input[index] == UInt8(ascii: "="), isAt("=\"") { copyValue() } else { copyByte() }
    }
    guard holdsCode else { return }
    while index < input.count, !isAt("</") {
      copyByte()
      copy(until: UInt8(ascii: "<"))
    }
  }

  private mutating func copyByte() {
    output.append(input[index])
    index += 1
  }

  /// Copies the value of an attribute with its `=`, and with its quotes if they are needed.
  private mutating func copyValue() {
    let start = index + 2
    let end = input[start...].firstIndex(of: UInt8(ascii: "\"")) ?? input.count
    let value = input[start..<end]
    index = min(end + 1, input.count)
    // A slash would belong to the value.
    let isBeforeSlash = index < input.count && input[index] == UInt8(ascii: "/")
    if value.isEmpty { return }
    if isBeforeSlash || value.last == UInt8(ascii: "/") || value.contains(where: Self.needsQuotes) {
      output += input[(start - 2)..<index]
    } else {
      output.append(UInt8(ascii: "="))
      output += value
    }
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case ...0x20, UInt8(ascii: "'"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "`"):
      true
    default: false
    }
  }
}
