/// An output format of pages, as far as the rest of the runner needs to know it.
package struct PageFormat: Codable, Hashable, Sendable {
  /// Its name on the command line.
  package let name: String
  /// What is added to a page's name to make that of its file; begins with a slash if the file is in the page's folder.
  package let suffix: String
  /// The media type of its files.
  package let mediaType: String
  /// The file name of a language's list; `nil` if the format has no lists.
  package let list: String?
  /// Whether its pages show something of other pages, and so change with them.
  package let showsOthers: Bool
  /// Whether it highlights the syntax of Swift code.
  package let marksCode: Bool

  package init(
    _ name: String, suffix: String, mediaType: String, list: String? = nil, showsOthers: Bool = false,
    marksCode: Bool = false
  ) {
    self.name = name
    self.suffix = suffix
    self.mediaType = mediaType
    self.list = list
    self.showsOthers = showsOthers
    self.marksCode = marksCode
  }
}

/// The names of files in the output that belong to no format.
package enum OutputNames {
  /// The file name of records: a page's is in the folder with the page's name, that of the lists in the output.
  package static let record = "record.json"
  /// The first page, which leads to the languages.
  package static let firstPage = "index.html"
  /// The list of all pages for search engines.
  package static let sitemap = "sitemap.xml"
  /// The name of a lesson that replaces its language's list.
  package static let listLesson = "index"
  /// The words of a page, by which it is found: a file in the folder with the page's name.
  package static let searchText = "search.json"
  /// The text of a page for the results of searches: a script in the folder with the page's name.
  package static let passages = "page.passages.js"
  /// What searches need of a page.
  package static let searchFiles = [searchText, passages]

  /// A small picture of a page for lists: a file in the folder with the page's name. Names of figures have a number
  /// behind a point.
  package static let thumbnail = "page.thumbnail.svg"

  /// A page as a chapter of a book: a file in the folder with the page's name.
  package static let chapter = "page.chapter.json"

  /// A part of a language's search index.
  package static func searchPart(_ index: Int) -> String { "search-\(index).js" }

  /// Whether a file of a language's folder has the name of a part of its search index.
  package static func isSearchPart(_ name: String) -> Bool {
    guard name.hasPrefix("search-"), name.hasSuffix(".js") else { return false }
    return Int(name.dropFirst("search-".count).dropLast(".js".count)).map(searchPart) == name
  }
}
