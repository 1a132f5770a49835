import LessonCore
import LessonDocument
import LessonMarkup

/// The links and images of a lesson with their places.
package struct LessonLinks {
  /// An address and its place in the file.
  package struct Link: Codable, Hashable {
    /// The address with escapes resolved.
    package let address: String
    /// The range of the address if it can be found, otherwise the beginning of its block.
    package let range: Range<SourcePosition>
    /// Whether it is invisible to readers.
    package var isEmpty = false
  }

  package private(set) var links: [Link] = []
  /// Anchors that the author wrote in HTML.
  package private(set) var writtenAnchors: [String] = []

  package init(_ lesson: Lesson) {
    var finder = AddressFinder(lesson.source)
    lesson.document.forEach { node in
      if let range = node.range, !node.isCode { finder.enter(range) }
      switch node.kind {
      case .link(let url, _), .image(let url, _):
        links.append(Link(address: url, range: finder.find(url), isEmpty: node.isEmptyLink))
      case .html(let html), .inlineHTML(let html):
        for tag in RawHTML.startTags(in: html) {
          links += tag.addresses.map { Link(address: $0, range: finder.find($0)) }
          if let anchor = tag.anchor { writtenAnchors.append(anchor) }
        }
      default: break
      }
    }
  }
}

extension MarkdownNode {
  /// Whether it is a link without visible text between its brackets.
  fileprivate var isEmptyLink: Bool {
    guard case .link = kind else { return false }
    return children.allSatisfy(\.isInvisible)
  }

  private var isInvisible: Bool {
    switch kind {
    case .text(let text): text.allSatisfy(\.isWhitespace)
    case .softBreak, .lineBreak: true
    case .emphasis, .strong, .strikethrough: children.allSatisfy(\.isInvisible)
    default: false
    }
  }
}
