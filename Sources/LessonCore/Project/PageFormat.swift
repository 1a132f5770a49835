/// The forms in which pages are written.
package enum PageFormat: String, Codable, CaseIterable, Sendable {
  case html, markdown, notebook

  /// How the names of its files end.
  package var suffix: String {
    switch self {
    case .html: ".html"
    case .markdown: ".md"
    case .notebook: ".ipynb"
    }
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
  /// What the files of a language's list are called.
  package static let lists = ["index.html", "index.md"]
}
