/// A work of a bibliography, as plain text.
package struct BibliographyEntry: Codable, Hashable, Sendable {
  /// The name of a person or organisation.
  package struct Name: Codable, Hashable, Sendable {
    /// The family's name, or the whole name of an organisation.
    package var family: String
    /// The given names; empty if there are none.
    package var given: String

    package init(family: String, given: String = "") {
      self.family = family
      self.given = given
    }
  }

  /// The word by which texts cite it.
  package let key: String
  /// The authors, or else the editors.
  package var authors: [Name] = []
  /// Whether the bibliography names only some of the authors.
  package var hasMoreAuthors = false
  /// The year, as written; `nil` if the bibliography gives none.
  package var year: String?
  package var title: String?
  /// The journal, the proceedings or the book that contains it.
  package var container: String?
  package var volume: String?
  package var issue: String?
  package var pages: String?
  package var publisher: String?
  /// The DOI without the address of a server.
  package var doi: String?
  package var url: String?

  package init(key: String) { self.key = key }

  /// Where readers find the work: its DOI, or else its address.
  package var address: String? { doi.map { "https://doi.org/" + $0 } ?? url }
}
