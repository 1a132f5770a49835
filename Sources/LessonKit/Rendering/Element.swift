/// A node of an HTML or SVG document; text is escaped when it is written.
///
/// A document is written as it reads: `.tag("p", ["class": "note"])["See ", .tag("a", ["href": link])[name]]`.
public indirect enum Element: Hashable, Sendable {
  case element(String, attributes: [Attribute], children: [Element])
  case text(String)
  /// Markup that is already safe and complete.
  case raw(String)
  /// Several nodes, one after the other.
  case group([Element])

  /// A name and a value, written in the order in which they were given.
  public struct Attribute: Hashable, Sendable {
    /// What stands before the `=`.
    public var name: String
    /// The value as it is meant, before escaping; `""` is how HTML says true.
    public var value: String

    /// An attribute of the given name and value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// An element without children; a subscript gives it some.
  ///
  /// - Parameter attributes: Written in this order. `nil` leaves an attribute out, `""` is how HTML says true.
  public static func tag(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) -> Element {
    .element(
      name, attributes: attributes.compactMap { name, value in value.map { Attribute(name, $0) } },
      children: [])
  }

  /// This element with more children.
  public subscript(children: Element...) -> Element { self[children] }

  /// This element with more children.
  public subscript(children: [Element]) -> Element {
    switch self {
    case .element(let name, let attributes, let existing):
      .element(name, attributes: attributes, children: existing + children)
    case .group(let existing): .group(existing + children)
    case .text, .raw: .group([self] + children)
    }
  }

  /// Nothing at all.
  public static let empty = Element.group([])
}

extension Element: ExpressibleByStringInterpolation {
  /// A literal is text.
  public init(stringLiteral text: String) { self = .text(text) }
}

// MARK: - Writing

extension Element {
  /// The document as text: HTML in which SVG and MathML are well-formed XML.
  ///
  /// Elements without children end in `/>` inside `svg` and `math`; void elements of HTML have no end tag; text and
  /// attribute values are escaped; characters that neither HTML nor XML may hold become U+FFFD.
  public var markup: String {
    var bytes: [UInt8] = []
    write(to: &bytes, in: .html)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What the parser expects at a place of the document.
  private enum Context {
    case html
    /// Inside `script` or `style`, where HTML knows no escapes.
    case rawText
    /// Inside `svg` or `math`, where elements may close themselves.
    case foreign
  }

  private func write(to output: inout [UInt8], in context: Context) {
    switch self {
    case .text(let text) where context == .rawText:
      // In the strings of scripts and style sheets `\/` is `/`.
      output += text.replacing("</", with: "<\\/").utf8
    case .text(let text): Element.escape(text, for: .text, to: &output)
    case .raw(let markup): output += markup.utf8
    case .group(let children):
      for child in children { child.write(to: &output, in: context) }
    case .element(let name, let attributes, let children):
      let context = context == .foreign || name == "svg" || name == "math" ? Context.foreign : .html
      output += "<".utf8
      output += name.utf8
      for attribute in attributes {
        output += " ".utf8
        output += attribute.name.utf8
        output += "=\"".utf8
        Element.escape(attribute.value, for: .attribute, to: &output)
        output += "\"".utf8
      }
      if children.isEmpty && context == .foreign {
        output += "/>".utf8
      } else if Element.voidNames.contains(name) && context == .html {
        output += ">".utf8
      } else {
        output += ">".utf8
        for child in children { child.write(to: &output, in: Element.inside(name, context)) }
        output += "</".utf8
        output += name.utf8
        output += ">".utf8
      }
    }
  }

  private static func inside(_ name: String, _ context: Context) -> Context {
    switch context {
    case .foreign: name == "foreignObject" ? .html : .foreign
    case .html, .rawText: name == "script" || name == "style" ? .rawText : .html
    }
  }

  private static let voidNames: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]

  private enum EscapePlace { case text, attribute }

  private static func escape(_ text: String, for place: EscapePlace, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      // What needs no escape is taken as it is, in one piece.
      var start = 0
      func replace(_ count: Int, at index: Int, by escape: StaticString) {
        output += bytes[start..<index]
        escape.withUTF8Buffer { output += $0 }
        start = index + count
      }
      for (index, byte) in bytes.enumerated() {
        switch byte {
        case UInt8(ascii: "&"): replace(1, at: index, by: "&amp;")
        case UInt8(ascii: "<"): replace(1, at: index, by: "&lt;")
        case UInt8(ascii: ">"): replace(1, at: index, by: "&gt;")
        case UInt8(ascii: "\"") where place == .attribute: replace(1, at: index, by: "&quot;")
        case UInt8(ascii: "\n") where place == .attribute: replace(1, at: index, by: "&#10;")
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"): break
        case UInt8(ascii: "\r"): replace(1, at: index, by: "&#13;")
        case ..<0x20, 0x7F: replace(1, at: index, by: "\u{FFFD}")
        // U+0080 to U+009F.
        case 0xC2 where bytes[index + 1] < 0xA0: replace(2, at: index, by: "\u{FFFD}")
        // U+FFFE and U+FFFF.
        case 0xEF where bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE:
          replace(3, at: index, by: "\u{FFFD}")
        default: break
        }
      }
      output += bytes[start...]
    }
  }
}
