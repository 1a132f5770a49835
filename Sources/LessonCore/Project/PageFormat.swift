/// A form in which pages are written, by what the rest of the runner has to know of it.
package struct PageFormat: Codable, Hashable, Sendable {
  /// What users call it.
  package let name: String
  /// How the names of its files end.
  package let suffix: String
  /// What its files are for browsers.
  package let mediaType: String
  /// What the file of a language's list is called; `nil` where there is none.
  package let list: String?
  /// Whether its pages show something of others, so that they change with these.
  package let showsOthers: Bool
  /// Whether it shows the kinds of the words of Swift code.
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
  /// What a record is called: that of a page in the folder with the page's name, that of the lists in the output.
  package static let record = "record.json"
  /// The first page, which leads to the languages.
  package static let firstPage = "index.html"
  /// The name of a lesson that stands in the place of its language's list.
  package static let listLesson = "index"
}
