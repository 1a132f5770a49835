import LessonCore
import LessonMarkup

/// A piece of HTML as tags and the text between them.
struct HTMLParts {
  enum Part {
    case tag(HTMLTag)
    case text(String)
  }

  private(set) var parts: [Part] = []

  /// The longest tag, and the number of bytes that may be searched in vain for the end of a tag.
  private static let mostBytesInVain = 1 << 18

  init(_ html: String) {
    var rest = Array(html.utf8)[...]
    var text: [UInt8] = []
    var bytesInVain = 0
    var hasComments = true
    while let byte = rest.first {
      if byte == UInt8(ascii: "<"), hasComments, rest.starts(with: "<!--".utf8) {
        let end = Self.end(ofComment: rest)
        hasComments = end != nil
        text += rest[..<(end ?? rest.startIndex + 4)]
        rest = rest[(end ?? rest.startIndex + 4)...]
        continue
      }
      guard HTMLTag.mayBegin(rest), bytesInVain < Self.mostBytesInVain else {
        text.append(rest.removeFirst())
        continue
      }
      guard let tag = HTMLTag(rest.prefix(Self.mostBytesInVain)) else {
        bytesInVain += min(rest.count, Self.mostBytesInVain)
        text.append(rest.removeFirst())
        continue
      }
      parts.append(.text(String(decoding: text, as: UTF8.self)))
      text = []
      parts.append(.tag(tag))
      rest = rest[tag.rest.startIndex...]
    }
    parts.append(.text(String(decoding: text, as: UTF8.self)))
  }

  /// Whether Markdown treats a line that begins like this as HTML in every context.
  static func beginsBlock(_ html: String) -> Bool {
    HTMLTag(Array(html.utf8)[...]).map { blocks.contains($0.name) } ?? false
  }

  private static let blocks: Set<String> = [
    "article", "aside", "blockquote", "caption", "center", "col", "colgroup", "dd", "details", "div", "dl",
    "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "nav", "ol",
    "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
  ]

  private static func end(ofComment text: ArraySlice<UInt8>) -> Int? {
    var index = text.startIndex + 4
    while index + 2 < text.endIndex {
      if text[index...].starts(with: "-->".utf8) { return index + 3 }
      index += 1
    }
    return nil
  }
}
