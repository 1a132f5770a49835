import LessonCore

/// The name by which links reach an image or a table that has a caption.
package enum FigureName {
  /// A name at the end of a caption, as in `The steps {#steps}`.
  struct Written {
    let name: String
    /// From its opening brace to its closing one.
    let range: Range<SourcePosition>
  }

  /// A caption without the name at its end, and the name.
  static func split(_ caption: MarkdownNode, in source: SourceText) -> (
    caption: MarkdownNode, written: Written?
  ) {
    // The parser may have given the characters of a name to several texts.
    let texts = caption.children.reversed().prefix { if case .text = $0.kind { true } else { false } }
    let text = texts.reversed().map(\.ownText).joined()
    guard let range = caption.range, let match = text.firstMatch(of: #/\s*\{#([^{}]*)\}\s*$/#) else {
      return (caption, nil)
    }
    let name = String(match.1)
    let rest = text[..<match.range.lowerBound]
    let inlines =
      caption.children.dropLast(texts.count) + (rest.isEmpty ? [] : [MarkdownNode(.text(String(rest)))])
    return (
      MarkdownNode(caption.kind, children: Array(inlines), range: caption.range),
      Written(name: name, range: place(of: "{#\(name)}", in: range, of: source))
    )
  }

  /// The last place of a text in a range, or the whole range if the file writes the text otherwise.
  private static func place(
    of text: String, in range: Range<SourcePosition>, of source: SourceText
  ) -> Range<SourcePosition> {
    let start = source.offset(of: range.lowerBound)
    let bytes = Array(source.slice(start..<source.offset(of: range.upperBound)).utf8)
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count,
      let found = (0...(bytes.count - wanted.count)).last(where: { bytes[$0...].starts(with: wanted) })
    else { return range }
    return source.position(ofOffset: start + found)..<source.position(ofOffset: start + found + wanted.count)
  }

  /// The name that an image has from its file: `chain` for `../figures/chain.svg`; `nil` if that is no name.
  static func ofFile(_ address: String) -> String? {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    guard let file = path.split(separator: "/").last, !path.hasPrefix("data:") else { return nil }
    let name = file.lastIndex(of: ".").map { file[..<$0] } ?? file
    return isValid(String(name)) ? String(name) : nil
  }

  static func isValid(_ name: String) -> Bool { BlockOption.isName(name) }

  /// What begins the anchors of figures.
  package static let prefix = "fig-"

  /// The anchor of a figure: `fig-loss` for `loss`, and for one that is called so itself.
  package static func anchor(_ name: String) -> String { name.hasPrefix(prefix) ? name : prefix + name }
}

extension MarkdownNode {
  fileprivate var ownText: String { if case .text(let text) = kind { text } else { "" } }

  /// Whether it is an image, or an image that is a link.
  package var isPicture: Bool {
    switch kind {
    case .image: true
    case .link: children.count == 1 && children[0].isPicture
    default: false
    }
  }

  /// The address of an image that is alone in this paragraph.
  package var picture: String? {
    switch kind {
    case .image(let address, _): address
    case .paragraph where children.count == 1 && children[0].isPicture,
      .link where children.count == 1 && children[0].isPicture:
      children[0].picture
    default: nil
    }
  }
}
