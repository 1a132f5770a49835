/// Addresses as pages may hold them: without scripts, and with lessons' pages in place of their sources.
enum SafeURL {
  /// What an address is used for.
  enum Use {
    case link, image
  }

  /// The address, or `nil` when following it could run code.
  ///
  /// - Parameter address: As the author meant it, escapes resolved.
  static func checked(_ address: String, for use: Use) -> String? {
    // Browsers ignore tabs and line ends anywhere in an address, and blanks and controls around it.
    let visible = address.unicodeScalars.filter { $0.value > 0x20 && $0 != "\u{7F}" }
    let beginning = visible.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let colon = beginning.firstIndex(of: ":") else { return address }
    let scheme = String(String.UnicodeScalarView(beginning[..<colon])).lowercased()
    if ["http", "https", "mailto", "tel"].contains(scheme) { return address }
    let rest = String(String.UnicodeScalarView(visible)).lowercased()
    let pictures = ["png", "gif", "jpeg", "webp"].map { "data:image/\($0);base64," }
    return use == .image && pictures.contains(where: rest.hasPrefix) ? address : nil
  }

  /// A relative address of a Markdown file as that of its page; all others as they are.
  static func pageAddress(_ address: String) -> String {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    let isRelative = !path.hasPrefix("/") && !path.prefix(while: { $0 != "/" }).contains(":")
    guard isRelative, path.hasSuffix(".md"), path.count > 3 else { return address }
    return path.dropLast(3) + ".html" + address[path.endIndex...]
  }

  /// An address with everything percent-encoded that no address may hold.
  static func encoded(_ address: String) -> String {
    var result = ""
    for byte in address.utf8 {
      if allowed.contains(byte) {
        result.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += (byte < 16 ? "%0" : "%") + digits
      }
    }
    return result
  }

  /// An address as Markdown can hold it between parentheses.
  static func encodedForMarkdown(_ address: String) -> String {
    encoded(address).replacing("(", with: "%28").replacing(")", with: "%29")
  }

  private static let allowed = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'();:@&=+$,/?#%".utf8)
}
