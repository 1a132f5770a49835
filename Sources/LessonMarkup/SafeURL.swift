/// Makes addresses safe for pages: without scripts, and with lessons' pages in place of their Markdown files.
package enum SafeURL {
  /// The use of an address.
  package enum Use {
    case link, image
  }

  /// The address, or `nil` if following it could run code.
  ///
  /// - Parameter address: The address after resolving escapes.
  package static func checked(_ address: String, for use: Use) -> String? {
    if address.hasPrefix("https://") || address.hasPrefix("http://") { return address }
    let beginning = address.utf8.prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    guard let colon = beginning.firstIndex(of: UInt8(ascii: ":")) else { return address }
    let scheme = visible(address[..<colon]).lowercased()
    if ["http", "https", "mailto", "tel"].contains(scheme) { return address }
    let rest = visible(address[...]).lowercased()
    let pictures = ["png", "gif", "jpeg", "webp"].map { "data:image/\($0);base64," }
    return use == .image && pictures.contains(where: rest.hasPrefix) ? address : nil
  }

  /// An address as browsers read it: without tabs and line ends, and without blanks and controls around it.
  private static func visible(_ address: Substring) -> String {
    String(String.UnicodeScalarView(address.unicodeScalars.filter { $0.value > 0x20 && $0 != "\u{7F}" }))
  }

  /// The address of a Markdown file, if relative, becomes that of its page; other addresses stay as they are.
  package static func pageAddress(_ address: String) -> String {
    let path = address.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let isRelative =
      path.first != UInt8(ascii: "/")
      && !path.prefix { $0 != UInt8(ascii: "/") }.contains(UInt8(ascii: ":"))
    guard isRelative, path.count > 3, path.suffix(3).elementsEqual(".md".utf8) else { return address }
    return address[..<path.index(path.endIndex, offsetBy: -3)] + ".html" + address[path.endIndex...]
  }

  /// Percent-encodes all characters that an address must not contain.
  package static func encoded(_ address: String) -> String { encoded(address, keeping: isAllowed) }

  /// The address of a file by its relative path; characters that would begin a query, a fragment or a scheme are
  /// encoded too.
  package static func encoded(path: String) -> String {
    encoded(path) { isAllowed($0) && !"?#%:".utf8.contains($0) }
  }

  private static func encoded(_ address: String, keeping isAllowed: (UInt8) -> Bool) -> String {
    var address = address
    return address.withUTF8 { bytes in
      guard !bytes.allSatisfy(isAllowed) else { return String(decoding: bytes, as: UTF8.self) }
      let digits = Array("0123456789ABCDEF".utf8)
      var result: [UInt8] = []
      for byte in bytes {
        if isAllowed(byte) {
          result.append(byte)
        } else {
          result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
      }
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// An address in a form that Markdown accepts between parentheses.
  package static func encodedForMarkdown(_ address: String) -> String {
    encoded(address).replacing("(", with: "%28").replacing(")", with: "%29")
  }

  /// The address of a file in a form that Markdown accepts between parentheses.
  package static func encodedForMarkdown(path: String) -> String { encodedForMarkdown(encoded(path: path)) }

  /// Whether an address may contain a byte.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_.!~*'();:@&=+$,/?#%".utf8.contains(byte)
    }
  }
}
