/// A start or end tag, parsed as a browser would.
///
/// It reads bytes, not characters: a combining mark after a quote or bracket would form a different character, but has
/// no meaning in HTML.
package struct HTMLTag {
  /// A name with or without a value.
  package struct Attribute {
    /// In lowercase.
    package let name: String
    /// The value as written, with character references; `nil` if there is none.
    package let value: String?

    package init(name: String, value: String?) {
      self.name = name
      self.value = value
    }

    /// Whether the attribute is for assistive technology.
    var isAria: Bool {
      name.utf8.starts(with: "aria-".utf8) && name.utf8.allSatisfy { $0.isLetter || $0 == UInt8(ascii: "-") }
    }
  }

  /// In lowercase.
  package let name: String
  package let isEnd: Bool
  package private(set) var attributes: [Attribute] = []
  /// The tag as written.
  package let source: ArraySlice<UInt8>
  /// The text after the tag.
  package let rest: ArraySlice<UInt8>

  /// The tag at the beginning of a text.
  package init?(_ text: ArraySlice<UInt8>) {
    guard Self.mayBegin(text) else { return nil }
    var scan = text.dropFirst()
    isEnd = scan.first == UInt8(ascii: "/")
    if isEnd { scan = scan.dropFirst() }
    name = Self.take(&scan) { !$0.endsName }.lowercased()
    var names: Set<String> = []
    while true {
      _ = Self.take(&scan) { $0.isSpace || $0 == UInt8(ascii: "/") }
      guard let next = scan.first else { return nil }
      if next == UInt8(ascii: ">") { break }
      guard let attribute = Self.attribute(&scan) else { return nil }
      if names.insert(attribute.name).inserted { attributes.append(attribute) }
    }
    rest = scan.dropFirst()
    source = text[..<rest.startIndex]
  }

  /// Prefixes of ids that are reserved for the page: its parts and drawings.
  private static let pageIDs = ["page.", "chart."]

  /// The anchor that the tag defines: the `id` of any element, or the `name` of a link.
  ///
  /// Ids with character references are ignored, because they could decode to a reserved id.
  package var anchor: String? {
    guard let id = value(of: "id") ?? (name == "a" ? value(of: "name") : nil), !id.isEmpty, !id.contains("&"),
      !Self.pageIDs.contains(where: id.lowercased().hasPrefix)
    else { return nil }
    return id
  }

  private func value(of name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The addresses that the tag links to or embeds.
  package var addresses: [String] {
    attributes.filter { $0.name == "href" || $0.name == "src" }.compactMap(\.value)
  }

  /// Whether a text begins like a tag, even if the tag has no end.
  package static func mayBegin(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: "<") else { return false }
    let name = text.dropFirst()
    return (name.first == UInt8(ascii: "/") ? name.dropFirst() : name).first?.isLetter ?? false
  }

  private static func attribute(_ scan: inout ArraySlice<UInt8>) -> Attribute? {
    // A leading equals sign belongs to the name.
    let first = String(decoding: [scan.removeFirst()], as: UTF8.self)
    let name = (first + take(&scan) { !$0.endsName && $0 != UInt8(ascii: "=") }).lowercased()
    var after = scan
    _ = take(&after) { $0.isSpace }
    guard after.first == UInt8(ascii: "=") else { return Attribute(name: name, value: nil) }
    scan = after.dropFirst()
    _ = take(&scan) { $0.isSpace }
    guard let quote = scan.first else { return nil }
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return Attribute(name: name, value: take(&scan) { !$0.isSpace && $0 != UInt8(ascii: ">") })
    }
    scan = scan.dropFirst()
    let value = take(&scan) { $0 != quote }
    guard scan.first == quote else { return nil }
    scan = scan.dropFirst()
    return Attribute(name: name, value: value)
  }

  private static func take(_ scan: inout ArraySlice<UInt8>, while matches: (UInt8) -> Bool) -> String {
    let taken = scan.prefix(while: matches)
    scan = scan[taken.endIndex...]
    return String(decoding: taken, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }

  fileprivate var isSpace: Bool { [0x20, 0x09, 0x0A, 0x0D, 0x0C].contains(self) }

  fileprivate var endsName: Bool { isSpace || self == UInt8(ascii: "/") || self == UInt8(ascii: ">") }
}
