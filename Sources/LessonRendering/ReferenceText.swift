import LessonCore
import LessonDocument
import LessonWords

/// A work as a line of a list: authors, year, title, container, volume and pages, address.
struct ReferenceText {
  private let work: BibliographyEntry
  private let year: String
  private let words: PageWords

  init(_ work: BibliographyEntry, year: String, _ words: PageWords) {
    self.work = work
    self.year = year
    self.words = words
  }

  /// The maximum number of authors that are all named; of more, only the first are.
  private static let mostAuthors = 10

  /// The line as Markdown's inlines.
  var inlines: [MarkdownNode] {
    var nodes = parts.map { part in
      let text = [MarkdownNode(.text(part.text))]
      return part.isTitle ? [MarkdownNode(.emphasis, children: text)] : text
    }
    if let address = work.address {
      let text = MarkdownNode(.text(address))
      nodes.append([MarkdownNode(.link(url: address, title: ""), children: [text])])
    }
    return Array(nodes.joined(separator: [MarkdownNode(.text(" "))]))
  }

  /// The line as plain text, without the address.
  var plain: String { parts.map(\.text).joined(separator: " ") }

  // MARK: Parts

  private struct Part {
    let text: String
    var isTitle = false
  }

  private var parts: [Part] {
    let title = work.title.map { Part(text: Self.sentence($0), isTitle: work.container == nil) }
    let publisher = work.publisher.map { Part(text: Self.sentence($0)) }
    return [authors.map { Part(text: Self.sentence($0)) }, Part(text: Self.sentence(year)), title].compactMap(
      \.self)
      + container + [publisher].compactMap(\.self)
  }

  /// `*Journal* 15(1): 1–9.`
  private var container: [Part] {
    let issue = work.issue.map { "(\($0))" } ?? ""
    let number = (work.volume ?? "") + issue
    let place = [number, work.pages ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
    guard let container = work.container else {
      return place.isEmpty ? [] : [Part(text: Self.sentence(place))]
    }
    return place.isEmpty
      ? [Part(text: Self.sentence(container), isTitle: true)]
      : [Part(text: container, isTitle: true), Part(text: Self.sentence(place))]
  }

  private var authors: String? {
    guard let first = work.authors.first else { return nil }
    let isLong = work.authors.count > Self.mostAuthors
    let named = isLong ? work.authors.prefix(Self.mostAuthors - 3) : work.authors[...]
    let names =
      [Self.name(first, familyFirst: true)] + named.dropFirst().map { Self.name($0, familyFirst: false) }
    if isLong || work.hasMoreAuthors { return words.others(names.joined(separator: ", ")) }
    guard names.count > 1 else { return names[0] }
    return words.twoAuthors(names.dropLast().joined(separator: ", "), names[names.count - 1])
  }

  /// The list is sorted by the family of the first author, so that stands first there.
  private static func name(_ name: BibliographyEntry.Name, familyFirst: Bool) -> String {
    if name.given.isEmpty { return name.family }
    return familyFirst ? "\(name.family), \(name.given)" : "\(name.given) \(name.family)"
  }

  /// The text with a point, unless a mark ends it.
  private static func sentence(_ text: String) -> String {
    text.last.map { ".!?…。".contains($0) } ?? true ? text : text + "."
  }
}
