/// The keys of works in texts: `@srivastava2014`.
package enum CitationKey {
  /// The maximum length of a key in bytes.
  private static let longest = 200

  /// The key at the beginning of some bytes, which follow an at sign; `nil` if they begin with none.
  ///
  /// A key has letters, digits and underscores. Other marks stand only between them, so that a point ends a sentence.
  package static func prefix(of bytes: ArraySlice<UInt8>) -> String? {
    let candidate = bytes.prefix(longest).prefix { $0 >= 0x80 || isWord($0) || isMark($0) }
    var key = String.UnicodeScalarView()
    var count = 0
    for (index, scalar) in String(decoding: candidate, as: UTF8.self).unicodeScalars.enumerated() {
      let isLetter = scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      guard isLetter || (scalar.isASCII && index > 0) else { break }
      key.append(scalar)
      if isLetter { count = key.count }
    }
    return count == 0 ? nil : String(String.UnicodeScalarView(key.prefix(count)))
  }

  /// Whether a text can cite a work by this key.
  package static func isCitable(_ key: String) -> Bool { prefix(of: Array(key.utf8)[...]) == key }

  /// All words of a text that could be keys.
  static func all(in text: [UInt8]) -> Set<String> {
    var keys: Set<String> = []
    for (index, byte) in text.enumerated() where byte == UInt8(ascii: "@") {
      if let key = prefix(of: text[(index + 1)...]) { keys.insert(key) }
    }
    return keys
  }

  private static func isMark(_ byte: UInt8) -> Bool { ":.+-/".utf8.contains(byte) }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
