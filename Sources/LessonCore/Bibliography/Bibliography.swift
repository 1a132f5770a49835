import LessonStorage

/// The works that a lesson can cite, as its reader gets them.
package struct Bibliography: Codable, Hashable, Sendable {
  /// The works whose keys stand in the lesson's text, by their keys.
  package let entries: [String: BibliographyEntry]
  /// All keys, to find the one that a wrong key means; empty if there are too many.
  package let keys: [String]

  /// The maximum size of a file in bytes.
  package static let mostBytes = 4 << 20
  /// The maximum number of works in a file.
  package static let mostEntries = 20_000
  /// The maximum number of files that a lesson or the settings name.
  package static let mostFiles = 20
  /// The maximum number of keys that are compared with a wrong one.
  private static let mostCompared = 5_000

  /// A bibliography of some works, all of which a lesson may cite.
  package init(_ works: [BibliographyEntry]) {
    entries = Dictionary(works.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    keys = entries.keys.sorted()
  }

  /// The part of a bibliography that a text needs.
  ///
  /// - Parameters:
  ///   - keys: The keys of all works, sorted.
  ///   - text: The bytes of a lesson's file.
  package init(_ works: [String: BibliographyEntry], keys: [String], mentionedIn text: [UInt8]) {
    let mentioned = CitationKey.all(in: text).compactMap { works[$0] }
    entries = Dictionary(mentioned.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    self.keys = keys.count <= Self.mostCompared ? keys : []
  }

  /// Identifies the works that the lesson mentions.
  package var digest: String {
    contentHash(of: ["bibliography 1"] + entries.keys.sorted().flatMap { entries[$0].map(\.parts) ?? [] })
  }
}

extension BibliographyEntry {
  /// All that it says, with the number of authors before them.
  fileprivate var parts: [String] {
    let texts = [year, title, container, volume, issue, pages, publisher, doi, url]
    return [key, "\(hasMoreAuthors)", "\(authors.count)"] + authors.flatMap { [$0.family, $0.given] }
      + texts.map { $0.map { "=" + $0 } ?? "" }
  }
}
