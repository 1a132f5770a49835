/// An output format of pages, as far as the rest of the runner needs to know it.
package struct PageFormat: Codable, Hashable, Sendable {
  /// Its name on the command line.
  package let name: String
  /// The suffix of its files' names.
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
  /// The name of a lesson that replaces its language's list.
  package static let listLesson = "index"
}
