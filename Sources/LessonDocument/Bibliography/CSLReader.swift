import Foundation
import LessonCore

/// Reads CSL-JSON: the works of a file that Zotero and others export.
struct CSLReader {
  private(set) var entries: [BibliographyEntry] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: SourceText, path: String) {
    do {
      let items = try JSONDecoder().decode([Item].self, from: Data(source.text.utf8))
      var known: Set<String> = []
      for item in items.prefix(Bibliography.mostEntries) {
        if known.insert(item.id.text).inserted { entries.append(item.entry) } else { repeated(item, path) }
      }
    } catch {
      diagnostics.append(Self.diagnostic(error, source, path))
    }
  }

  private mutating func repeated(_ item: Item, _ path: String) {
    diagnostics.append(
      Diagnostic(.warning, path: path, at: nil, "'\(item.id.text)' is there twice; the first is used"))
  }

  private static func diagnostic(_ error: any Error, _ source: SourceText, _ path: String) -> Diagnostic {
    let shape = "a list of objects with 'id', as programs export CSL-JSON"
    switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      return Diagnostic(
        path: path, at: nil, "this is not \(shape): \(place(context)) has no '\(key.stringValue)'")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return Diagnostic(
        path: path, at: nil, "this is not \(shape): \(place(context)) has a value of another kind")
    default:
      let start = JSONErrorPlace.find(in: source) ?? .start
      let end = SourcePosition(line: start.line, column: start.column + 1)
      return Diagnostic(path: path, at: start..<end, "this is not JSON: something else is expected here")
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    context.codingPath.isEmpty
      ? "the file"
      : context.codingPath.map { $0.intValue.map { "item \($0 + 1)" } ?? "'\($0.stringValue)'" }
        .joined(separator: ", ")
  }

  // MARK: Items

  /// A text, or a number in its place.
  private struct Text: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      text = try (try? value.decode(String.self)) ?? String(value.decode(Int.self))
    }
  }

  private struct Person: Decodable {
    let family: String?
    let given: String?
    let literal: String?
    let particle: String?
    let droppingParticle: String?
    let suffix: String?

    enum CodingKeys: String, CodingKey {
      case family, given, literal, suffix
      case particle = "non-dropping-particle"
      case droppingParticle = "dropping-particle"
    }

    var name: BibliographyEntry.Name? {
      guard let family else { return (literal ?? given).map { .init(family: $0) } }
      let whole = [particle ?? droppingParticle, family, suffix].compactMap(\.self).joined(separator: " ")
      return .init(family: whole, given: given ?? "")
    }
  }

  private struct Date: Decodable {
    let parts: [[Text]]?
    let literal: String?
    let raw: String?

    enum CodingKeys: String, CodingKey {
      case literal, raw
      case parts = "date-parts"
    }

    var year: String? { parts?.first?.first?.text ?? literal ?? raw.map { String($0.prefix { $0 != "-" }) } }
  }

  private struct Item: Decodable {
    let id: Text
    let author: [Person]?
    let editor: [Person]?
    let issued: Date?
    let title: String?
    let container: String?
    let volume: Text?
    let issue: Text?
    let page: Text?
    let publisher: String?
    let doi: String?
    let url: String?

    enum CodingKeys: String, CodingKey {
      case id, author, editor, issued, title, volume, issue, page, publisher
      case container = "container-title"
      case doi = "DOI"
      case url = "URL"
    }

    var entry: BibliographyEntry {
      var entry = BibliographyEntry(key: id.text)
      entry.authors = (author ?? editor ?? []).compactMap(\.name)
      entry.year = issued?.year
      entry.title = title.map(Self.plain)
      entry.container = container.map(Self.plain)
      (entry.volume, entry.issue) = (volume?.text, issue?.text)
      entry.pages = (page?.text).map(BibliographyEntry.range)
      entry.publisher = publisher
      entry.doi = doi.flatMap(BibliographyEntry.doi)
      entry.url = url.flatMap(BibliographyEntry.webAddress)
      return entry
    }

    /// A text without the few tags that CSL allows.
    private static func plain(_ text: String) -> String {
      text.replacing(#/</?(?:i|b|sup|sub|sc|span)(?:\s[^<>]{0,99})?>/#, with: "")
    }
  }
}
