/// HTML output, written from beginning to end.
package struct Markup {
  private var bytes: [UInt8] = []

  package init() {}

  /// The output so far.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds markup unchanged.
  package mutating func raw(_ markup: String) {
    var markup = markup
    markup.withUTF8 { bytes += $0 }
  }

  /// Adds text, escaped.
  package mutating func text(_ text: String) { escape(text, isValue: false) }

  /// Adds the start tag of an element.
  ///
  /// - Parameter attributes: Written in this order. `nil` leaves an attribute out; `""` is how HTML writes true.
  package mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
    raw("<")
    raw(name)
    for (name, value) in attributes {
      if let value { attribute(name, value) }
    }
    raw(">")
  }

  /// Adds the end tag of an element.
  package mutating func close(_ name: String) {
    raw("</")
    raw(name)
    raw(">")
  }

  /// Adds an attribute to a start tag that is still open.
  package mutating func attribute(_ name: String, _ value: String) {
    raw(" ")
    raw(name)
    raw("=\"")
    escape(value, isValue: true)
    raw("\"")
  }

  private mutating func escape(_ text: String, isValue: Bool) {
    var text = text
    text.withUTF8 { text in
      Self.isPlain.withUnsafeBufferPointer { isPlain in
        // Bytes that need no escape are copied in one piece.
        var start = 0
        var index = 0
        while index < text.count {
          if isPlain[Int(text[index])] {
            index += 1
          } else if let (escape, length) = Self.escape(text, at: index, isValue: isValue) {
            bytes += text[start..<index]
            escape.withUTF8Buffer { bytes += $0 }
            index += length
            start = index
          } else {
            index += 1
          }
        }
        bytes += text[start...]
      }
    }
  }

  /// Whether a byte never needs an escape, in text or in values; most bytes do not.
  private static let isPlain = (UInt8.min...UInt8.max).map { byte in
    switch byte {
    case ..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0x7F, 0xC2,
      0xEF:
      false
    default: true
    }
  }

  /// The replacement of the character at an index, and the character's length in bytes; `nil` if it needs none.
  private static func escape(
    _ text: UnsafeBufferPointer<UInt8>, at index: Int, isValue: Bool
  ) -> (StaticString, length: Int)? {
    switch text[index] {
    case UInt8(ascii: "&"): ("&amp;", 1)
    case UInt8(ascii: "<"): ("&lt;", 1)
    case UInt8(ascii: ">"): ("&gt;", 1)
    case UInt8(ascii: "\""): isValue ? ("&quot;", 1) : nil
    case UInt8(ascii: "\n"): isValue ? ("&#10;", 1) : nil
    case UInt8(ascii: "\t"): nil
    case UInt8(ascii: "\r"): ("&#13;", 1)
    case ..<0x20, 0x7F: ("\u{FFFD}", 1)
    // U+0080 to U+009F.
    case 0xC2: text[index + 1] < 0xA0 ? ("\u{FFFD}", 2) : nil
    // U+FFFE and U+FFFF.
    case 0xEF: text[index + 1] == 0xBF && text[index + 2] >= 0xBE ? ("\u{FFFD}", 3) : nil
    default: nil
    }
  }
}
