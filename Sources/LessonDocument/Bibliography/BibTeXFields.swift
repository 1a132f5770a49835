import LessonCore

extension BibliographyEntry {
  /// A work from the fields of BibTeX or BibLaTeX, by their names in small letters.
  init(key: String, bibTeX fields: [String: String]) {
    func text(_ names: String...) -> String? {
      names.lazy.compactMap { fields[$0].map(TeXText.plain) }.first { !$0.isEmpty }
    }
    self.init(key: key)
    let people = BibTeXNames(fields["author"] ?? fields["editor"] ?? "")
    (authors, hasMoreAuthors) = (people.names, people.hasMore)
    year = text("year") ?? text("date").map { String($0.prefix { $0 != "-" && $0 != "/" }) }
    title = text("title")
    container = text("journal", "journaltitle", "booktitle")
    volume = text("volume")
    issue = text("number", "issue")
    pages = text("pages").map(Self.range)
    publisher = text("publisher", "institution", "school", "organization", "howpublished")
    doi = fields["doi"].flatMap { Self.doi($0) }
    url = fields["url"].flatMap { Self.webAddress(Self.verbatim($0)) } ?? Self.arXiv(fields)
  }

  /// The DOI in a field, which may be an address.
  static func doi(_ text: String) -> String? {
    let text = verbatim(text)
    return text.firstRange(of: "10.").map { String(text[$0.lowerBound...]) }
  }

  /// An address that can be followed.
  static func webAddress(_ text: String) -> String? {
    text.hasPrefix("https://") || text.hasPrefix("http://") ? text : nil
  }

  /// Pages with a dash between the first and the last.
  static func range(_ pages: String) -> String { pages.replacing(#/\s*[-–—]+\s*/#, with: "–") }

  /// An address as programs export it: with backslashes before what is special to TeX.
  private static func verbatim(_ text: String) -> String {
    text.replacing(#/\\url/#, with: "").filter { !"\\{}".contains($0) && !$0.isWhitespace }
  }

  private static func arXiv(_ fields: [String: String]) -> String? {
    let archive = fields["archiveprefix"] ?? fields["eprinttype"] ?? ""
    guard let number = fields["eprint"], archive.lowercased() == "arxiv" else { return nil }
    return "https://arxiv.org/abs/" + verbatim(number)
  }
}
