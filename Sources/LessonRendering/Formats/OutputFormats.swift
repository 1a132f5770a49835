import LessonCore

/// All output formats.
package enum OutputFormats {
  package static let all: [any OutputFormat] = [
    HTMLFormat(),
    MarkdownFormat(),
    NotebookFormat(),
    BookFormat(),
  ]

  /// The output formats with the given page formats.
  package static func those(of formats: Set<PageFormat>) -> [any OutputFormat] {
    all.filter { formats.contains($0.format) }
  }

  /// The names of the formats as part of a sentence.
  package static var listed: String {
    let names = all.map { format in format.format.name + (format.remark.map { " (\($0))" } ?? "") }
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}

extension PageFormat {
  /// All formats.
  package static let all = OutputFormats.all.map(\.format)

  /// The format with a name.
  package static func named(_ name: String) -> PageFormat? { all.first { $0.name == name } }

  /// The file names of a language's lists.
  package static let lists = all.compactMap(\.list)
}
