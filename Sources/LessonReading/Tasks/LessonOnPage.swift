import LessonCore
import LessonDocument
import LessonMarkup
import LessonVerification

extension Lesson {
  /// The lesson with addresses as its page must have them, in its tree and, as edits, in its text.
  func onPage(of file: LessonFile) -> Lesson {
    let isMoved = { address in file.addressOnPage(address) != address }
    let links = LessonLinks(self)
    guard links.links.contains(where: { isMoved($0.address) }) else { return self }
    var lesson = self
    lesson.addressEdits = links.edits(of: source, file.addressOnPage)
    lesson = lesson.with(document.mapKinds { $0.kind.withAddresses(file.addressOnPage) })
    return lesson
  }
}

extension MarkdownNode.Kind {
  /// The same with other addresses; `nil` if it has none.
  fileprivate func withAddresses(_ change: (String) -> String) -> Self? {
    switch self {
    case .link(let url, let title): .link(url: change(url), title: title)
    case .html(let html): .html(Self.changed(html, change))
    case .inlineHTML(let html): .inlineHTML(Self.changed(html, change))
    default: nil
    }
  }

  private static func changed(_ html: String, _ change: (String) -> String) -> String {
    RawHTML.startTags(in: html).reduce(html) { html, tag in
      let written = String(decoding: tag.source, as: UTF8.self)
      let changed = tag.addresses.reduce(written) {
        $0.replacing($1, with: change($1), maxReplacements: 1)
      }
      return html.replacing(written, with: changed)
    }
  }
}
