import Foundation

/// Pages whose lessons are no longer there: folders with a record that no lesson goes by.
struct DeletedPages {
  private let output: URL
  private let pages: [(language: String, name: String)]
  /// Languages that have a list and no lesson.
  private let languages: [String]

  init(_ output: URL, _ library: LessonLibrary) {
    self.output = output
    let known = Set(library.files.map(\.page))
    let paths = (FileManager.default.enumerator(atPath: output.path)?.compactMap { $0 as? String } ?? [])
      .sorted()
    pages = paths.compactMap { path in
      let parts = path.split(separator: "/").map(String.init)
      let page = parts.dropLast().joined(separator: "/")
      guard parts.count >= 3, parts.last == PageFolder.recordName, !known.contains(page),
        !library.links.contains(where: { page == $0 || page.hasPrefix($0 + "/") })
      else { return nil }
      return (parts[0], parts[1..<(parts.count - 1)].joined(separator: "/"))
    }
    let current = Set(library.files.map(\.language))
    languages = Set(pages.map(\.language)).subtracting(current).sorted()
  }

  /// An error for each.
  var problems: [Diagnostic] {
    pages.map { language, name in
      Diagnostic(
        path: output.appending(path: "\(language)/\(name)").relativePath, at: nil,
        "the lesson of this page is no longer there: run 'lessons build', which removes the page")
    }
  }

  /// Removes their files, and folders that are empty then, and what builds that were killed were writing.
  func remove() throws {
    AtomicFile.removeAbandoned(below: output.path)
    for (language, name) in pages { try PageFolder(output, language: language, name: name).remove() }
    for language in languages {
      for list in ["index.html", "index.md"] {
        try? FileManager.default.removeItem(at: output.appending(path: "\(language)/\(list)"))
      }
      rmdir(output.appending(path: language).path)
    }
  }
}
