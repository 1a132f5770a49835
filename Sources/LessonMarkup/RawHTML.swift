/// Cleans the author's own HTML of parts that could run code or break the page around it.
///
/// Only elements and attributes of a list pass; other tags are shown as text. Elements that are still open at the end
/// of their paragraph, list item, quote or page are closed there. End tags without a start tag and comments are
/// removed.
package struct RawHTML {
  /// The open elements, the innermost last.
  private var open: [String] = []
  /// The number of open elements of each name.
  private var openCounts: [String: Int] = [:]

  package init() {}

  /// The longest tag, and the number of bytes that may be searched in vain for ends of tags before `<` becomes text.
  private static let mostBytesInVain = 1 << 18

  /// Cleans a piece of HTML.
  package mutating func clean(_ html: String) -> String {
    var output = ""
    var rest = Array(html.utf8)[...]
    var absent: Set<String> = []
    var bytesInVain = 0
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      output += Self.escape(rest[..<start])
      rest = rest[start...]
      if let comment = Self.ignored(rest, absent: &absent) {
        rest = comment
      } else if bytesInVain < Self.mostBytesInVain, let tag = HTMLTag(rest.prefix(Self.mostBytesInVain)) {
        output += write(tag)
        rest = rest[tag.rest.startIndex...]
      } else {
        if HTMLTag.mayBegin(rest) { bytesInVain += min(rest.count, Self.mostBytesInVain) }
        output += "&lt;"
        rest = rest.dropFirst()
      }
    }
    return output + Self.escape(rest)
  }

  /// The start tags of allowed elements in a piece of HTML, with all their attributes.
  package static func startTags(in html: String) -> [HTMLTag] {
    var tags: [HTMLTag] = []
    var rest = Array(html.utf8)[...]
    var absent: Set<String> = []
    var bytesInVain = 0
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[start...]
      if let comment = ignored(rest, absent: &absent) {
        rest = comment
      } else if bytesInVain < mostBytesInVain, let tag = HTMLTag(rest.prefix(mostBytesInVain)) {
        if !tag.isEnd, elements.contains(tag.name) { tags.append(tag) }
        rest = rest[tag.rest.startIndex...]
      } else {
        if HTMLTag.mayBegin(rest) { bytesInVain += min(rest.count, mostBytesInVain) }
        rest = rest.dropFirst()
      }
    }
    return tags
  }

  /// The end tags of all open elements.
  package mutating func closeAll() -> String {
    defer {
      open = []
      openCounts = [:]
    }
    return open.reversed().map { "</\($0)>" }.joined()
  }

  /// Whether any element is open.
  package var isOpen: Bool { !open.isEmpty }

  private mutating func write(_ tag: HTMLTag) -> String {
    guard Self.elements.contains(tag.name) else { return Self.escape(tag.source) }
    if tag.isEnd {
      var ends = ""
      while openCounts[tag.name, default: 0] > 0, let last = open.popLast() {
        openCounts[last, default: 0] -= 1
        ends += "</\(last)>"
        if last == tag.name { break }
      }
      return ends
    }
    if !Self.voidElements.contains(tag.name) {
      open.append(tag.name)
      openCounts[tag.name, default: 0] += 1
    }
    // A `name` would hide a property of `document` with that name from scripts.
    let id = tag.anchor.map { " id=\"\(Self.escape($0.utf8, isValue: true))\"" } ?? ""
    return "<\(tag.name)\(id)" + tag.attributes.compactMap { Self.attribute($0, of: tag.name) }.joined() + ">"
  }

  /// The text after a comment, a declaration, an instruction or a CDATA section.
  ///
  /// - Parameter absent: The terminators that the rest of the text does not contain, so that none is searched for
  ///   again.
  private static func ignored(_ text: ArraySlice<UInt8>, absent: inout Set<String>) -> ArraySlice<UInt8>? {
    let ends: KeyValuePairs = ["<!--": "-->", "<![CDATA[": "]]>", "<!": ">", "<?": "?>"]
    guard let (start, end) = ends.first(where: { text.starts(with: $0.key.utf8) }), !absent.contains(end)
    else { return nil }
    var rest = text.dropFirst(start.utf8.count)
    while let index = rest.firstIndex(of: end.utf8.first!) {
      rest = rest[index...]
      if rest.starts(with: end.utf8) { return rest.dropFirst(end.utf8.count) }
      rest = rest.dropFirst()
    }
    absent.insert(end)
    return nil
  }

  /// Escapes characters that begin or end a tag or an attribute's value; character references stay as they are.
  private static func escape(_ text: some Sequence<UInt8>, isValue: Bool = false) -> String {
    var output: [UInt8] = []
    for byte in text {
      switch byte {
      case UInt8(ascii: "<"): output += "&lt;".utf8
      case UInt8(ascii: ">"): output += "&gt;".utf8
      case UInt8(ascii: "\"") where isValue: output += "&quot;".utf8
      case 0..<9, 11..<13, 14..<32, 127: output += "\u{FFFD}".utf8
      case 0x80..<0xA0 where output.last == 0xC2:
        // U+0080 to U+009F are control characters too.
        output.removeLast()
        output += "\u{FFFD}".utf8
      default: output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}

// MARK: - What passes

extension RawHTML {
  private static let voidElements: Set<String> = ["br", "hr", "img", "wbr", "col"]

  private static let elements: Set<String> = [
    "a", "abbr", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center",
    "cite", "code",
    "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "mark", "nav", "ol", "p",
    "picture",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong", "sub",
    "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
  ]

  private static let attributes: Set<String> = [
    "abbr", "align", "alt", "border", "cellpadding", "cellspacing", "class", "cite", "colspan", "datetime",
    "dir",
    "height", "href", "hreflang", "lang", "open", "reversed", "role", "rowspan", "scope",
    "span", "src",
    "start", "title", "type", "valign", "value", "width",
  ]

  private static func attribute(_ attribute: HTMLTag.Attribute, of element: String) -> String? {
    guard attributes.contains(attribute.name) || attribute.isAria else { return nil }
    guard var value = attribute.value else { return " \(attribute.name)=\"\"" }
    if ["href", "src", "cite"].contains(attribute.name) {
      guard let address = address(value, for: element == "img" ? .image : .link) else { return nil }
      value = element == "a" ? SafeURL.pageAddress(address) : address
    }
    return " \(attribute.name)=\"\(escape(value.utf8, isValue: true))\""
  }

  /// The address in an attribute, without resolving character references.
  ///
  /// A reference before the first slash could hide the colon of a scheme, or the scheme itself.
  private static func address(_ value: String, for use: SafeURL.Use) -> String? {
    let beginning = value.utf8.prefix { !"/?#".utf8.contains($0) }
    return beginning.contains(UInt8(ascii: "&")) ? nil : SafeURL.checked(value, for: use)
  }
}
