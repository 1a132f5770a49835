import LessonCore

/// The formats there are.
package enum OutputFormats {
  package static let all: [any OutputFormat] = [
    HTMLFormat(),
    MarkdownFormat(),
    NotebookFormat(),
  ]

  /// Those of the given names.
  package static func those(of formats: Set<PageFormat>) -> [any OutputFormat] {
    all.filter { formats.contains($0.format) }
  }

  /// Their names in a sentence.
  package static var listed: String {
    let names = all.map { format in format.format.name + (format.remark.map { " (\($0))" } ?? "") }
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}

extension PageFormat {
  /// All formats.
  package static let all = OutputFormats.all.map(\.format)

  /// The format of a name.
  package static func named(_ name: String) -> PageFormat? { all.first { $0.name == name } }

  /// What the files of a language's lists are called.
  package static let lists = all.compactMap(\.list)
}
