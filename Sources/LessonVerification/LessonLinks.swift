import Foundation
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
  /// All places where the addresses are written, in definitions too that have the same one.
  private var places: [Link] = []

  package init(_ lesson: Lesson) {
    var finder = AddressFinder(lesson.source, code: lesson.document.linesOfCode)
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
    let defined = Set(links.map(\.address)).flatMap { address in
      finder.definitions(of: address).map { Link(address: address, range: $0) }
    }
    places = links + defined
  }

  /// Edits that replace addresses, each where it is written.
  ///
  /// - Parameter change: The address to write in place of another; the same one leaves it as it is.
  package func edits(of source: SourceText, _ change: (String) -> String) -> SourceEdits {
    var edits = SourceEdits()
    for link in places {
      let range = source.offset(of: link.range.lowerBound)..<source.offset(of: link.range.upperBound)
      let (written, changed) = (String(source.slice(range)), change(link.address))
      guard changed != link.address else { continue }
      if written == link.address {
        edits.replace(range, with: changed)
      } else if Self.unescaped(written) == link.address {
        edits.replace(range, with: Self.escaped(changed))
      }
    }
    return edits
  }

  private static func unescaped(_ written: String) -> String {
    written.replacing(escape) { String($0.1) }.replacing("&amp;", with: "&")
  }

  nonisolated(unsafe) private static let escape = #/\\([!-\/:-@\[-`{-~])/#

  /// An address with escapes that both Markdown and HTML know.
  private static func escaped(_ address: String) -> String {
    address.replacing("&", with: "&amp;").replacing("(", with: "%28").replacing(")", with: "%29")
      .replacing("<", with: "%3C").replacing(">", with: "%3E")
  }
}

extension MarkdownNode {
  /// The lines of blocks of code.
  fileprivate var linesOfCode: IndexSet {
    var lines = IndexSet()
    forEach { node in
      switch node.kind {
      case .code, .lessonBlock:
        if let range = node.range { lines.insert(integersIn: range.lowerBound.line...range.upperBound.line) }
      default: break
      }
    }
    return lines
  }

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
