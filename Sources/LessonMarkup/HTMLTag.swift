/// A start or end tag as HTML's own parser would see it.
///
/// Bytes are read, not characters: a combining mark after a quote or bracket would make another character of it, but
/// means nothing to HTML.
package struct HTMLTag {
  /// A name with or without a value.
  package struct Attribute {
    /// In lowercase.
    package let name: String
    /// As written, with character references; `nil` when there is none.
    package let value: String?

    package init(name: String, value: String?) {
      self.name = name
      self.value = value
    }

    /// Whether it speaks to assistive technology.
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
  /// What follows it.
  package let rest: ArraySlice<UInt8>

  /// The tag with which a text begins.
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

  /// Beginnings of ids that are the page's own: its parts and drawings.
  private static let pageIDs = ["page.", "chart."]

  /// The anchor that the tag sets: the `id` of any element, or the `name` of a link.
  ///
  /// Ids with character references could be read as the page's own, and set none.
  package var anchor: String? {
    guard let id = value(of: "id") ?? (name == "a" ? value(of: "name") : nil), !id.isEmpty, !id.contains("&"),
      !Self.pageIDs.contains(where: id.lowercased().hasPrefix)
    else { return nil }
    return id
  }

  private func value(of name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The addresses that the tag leads to or shows.
  package var addresses: [String] {
    attributes.filter { $0.name == "href" || $0.name == "src" }.compactMap(\.value)
  }

  /// Whether a text begins as a tag does, wherever that may end.
  package static func mayBegin(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: "<") else { return false }
    let name = text.dropFirst()
    return (name.first == UInt8(ascii: "/") ? name.dropFirst() : name).first?.isLetter ?? false
  }

  private static func attribute(_ scan: inout ArraySlice<UInt8>) -> Attribute? {
    // An equals sign that comes first belongs to the name.
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
