/// A node of an HTML or SVG document; text is escaped when it is written.
///
/// Swift code resembles the document: `.tag("p", ["class": "note"])["See ", .tag("a", ["href": link])[name]]`.
package indirect enum Element: Hashable, Sendable {
  case element(String, attributes: [Attribute], children: [Element])
  case text(String)
  /// Markup that is already safe and complete.
  case raw(String)
  /// Several sibling nodes.
  case group([Element])

  /// A name and a value. Attributes are written in the given order.
  package struct Attribute: Hashable, Sendable {
    /// The name before the `=`.
    package var name: String
    /// The value before escaping; `""` is how HTML writes true.
    package var value: String

    /// An attribute of the given name and value.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// An element without children; a subscript gives it some.
  ///
  /// - Parameter attributes: Written in this order. `nil` leaves an attribute out; `""` is how HTML writes true.
  package static func tag(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) -> Element {
    .element(
      name, attributes: attributes.compactMap { name, value in value.map { Attribute(name, $0) } },
      children: [])
  }

  /// This element with more children.
  package subscript(children: Element...) -> Element { self[children] }

  /// This element with more children.
  package subscript(children: [Element]) -> Element {
    switch self {
    case .element(let name, let attributes, let existing):
      .element(name, attributes: attributes, children: existing + children)
    case .group(let existing): .group(existing + children)
    case .text, .raw: .group([self] + children)
    }
  }

  /// No nodes.
  package static let empty = Element.group([])
}

extension Element: ExpressibleByStringInterpolation {
  /// A string literal is text.
  package init(stringLiteral text: String) { self = .text(text) }
}

// MARK: - Writing

extension Element {
  /// The document as text: HTML in which SVG and MathML are well-formed XML.
  ///
  /// Elements without children end in `/>` inside `svg` and `math`; void elements of HTML have no end tag; text and
  /// attribute values are escaped; characters that neither HTML nor XML may hold become U+FFFD.
  package var markup: String {
    var markup = Markup()
    markup.add(self)
    return markup.text
  }

  /// The parsing mode at a place in the document.
  fileprivate enum Context {
    case html
    /// Inside `script` or `style`, where HTML has no escapes.
    case rawText
    /// Inside `svg` or `math`, where elements may be self-closing.
    case foreign
  }

  fileprivate func write(to markup: inout Markup, in context: Context) {
    switch self {
    case .text(let text) where context == .rawText:
      // In strings of scripts and style sheets, `\/` means `/`.
      markup.raw(text.replacing("</", with: "<\\/"))
    case .text(let text): markup.text(text)
    case .raw(let text): markup.raw(text)
    case .group(let children):
      for child in children { child.write(to: &markup, in: context) }
    case .element(let name, let attributes, let children):
      let context = context == .foreign || name == "svg" || name == "math" ? Context.foreign : .html
      markup.raw("<")
      markup.raw(name)
      for attribute in attributes { markup.attribute(attribute.name, attribute.value) }
      if children.isEmpty && context == .foreign {
        markup.raw("/>")
      } else if context == .html && Element.voidNames.contains(name) {
        markup.raw(">")
      } else {
        markup.raw(">")
        for child in children { child.write(to: &markup, in: Element.inside(name, context)) }
        markup.close(name)
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
}

extension Markup {
  /// Adds an HTML element with its content.
  package mutating func add(_ element: Element) { element.write(to: &self, in: .html) }
}
