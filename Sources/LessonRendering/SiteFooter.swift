import LessonCore
import LessonDocument
import LessonMarkup
import LessonSite
import LessonWords

/// The end of each page: what the site says of itself.
struct SiteFooter {
  private let identity: SiteIdentity
  private let words: PageWords

  init(_ identity: SiteIdentity, _ words: PageWords) {
    self.identity = identity
    self.words = words
  }

  /// - Parameter path: The file of the page's lesson, in the project; `nil` for lists.
  func element(forPageOf path: String? = nil) -> Element {
    let facts = [
      identity.authors.isEmpty ? nil : Element.text(identity.authors.joined(separator: ", ")),
      identity.license.map { .text($0) }, path.flatMap(source),
    ].compactMap(\.self)
    let line = facts.map { [$0] }.joined(separator: [.text(" · ")])
    let parts = [text, facts.isEmpty ? .empty : .tag("p")[Array(line)]].filter { $0 != .empty }
    guard !parts.isEmpty else { return .empty }
    return .tag("footer", ["class": "site"])["\n"][parts.flatMap { [$0, "\n"] }]
  }

  private var text: Element {
    guard let footer = identity.footer, let document = try? MarkdownReader.read(SourceText(footer)) else {
      return .empty
    }
    var prose = ProseRenderer()
    return .raw(prose.document(document))
  }

  private func source(_ path: String) -> Element? {
    identity.sourceAddress.map { address in
      .tag("a", ["href": address.replacing("{path}", with: SafeURL.encoded(path: path))])[.text(words.source)]
    }
  }
}
