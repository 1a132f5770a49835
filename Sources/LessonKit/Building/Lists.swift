import Foundation

/// The lists of lessons, one for each language.
struct Lists {
  private let output: URL
  private let library: LessonLibrary
  private let known: [String: LessonIndex.Entry]
  private let formats: Set<PageFormat>

  /// - Parameters:
  ///   - known: What lists say of a lesson, by its page; others are read.
  init(
    _ output: URL, _ library: LessonLibrary, known: [String: LessonIndex.Entry], formats: Set<PageFormat>
  ) {
    self.output = output
    self.library = library
    self.known = known
    self.formats = formats
  }

  /// Writes the lists of some languages.
  func write(for languages: Set<String>) throws {
    for (path, bytes) in files(for: languages) {
      try AtomicFile.write(bytes, to: output.appending(path: path))
    }
  }

  /// Lists that are not there or differ.
  func problems(for languages: Set<String>) -> [Diagnostic] {
    files(for: languages).filter { path, bytes in
      (try? Data(contentsOf: output.appending(path: path))) != bytes
    }.map { path, _ in
      Diagnostic(
        path: output.appending(path: path).relativePath, at: nil,
        "the list is not that of the lessons as they are now: run 'lessons build'")
    }
  }

  private func files(for languages: Set<String>) -> [(String, Data)] {
    languages.sorted().flatMap { language -> [(String, Data)] in
      let index = LessonIndex(
        language: language, entries: library.files.filter { $0.language == language }.compactMap(entry))
      // A language without a page has no list either, and a lesson may itself be the first page.
      guard !index.entries.isEmpty, !index.entries.contains(where: { $0.name == "index" }) else { return [] }
      var files: [(String, Data)] = []
      if formats.contains(.html) { files.append(("\(language)/index.html", Data(index.html.utf8))) }
      if formats.contains(.markdown) { files.append(("\(language)/index.md", Data(index.markdown.utf8))) }
      return files
    }
  }

  /// What the list says of a lesson that has a page.
  private func entry(of file: LessonFile) -> LessonIndex.Entry? {
    if let entry = known[file.page] { return entry }
    guard let record = PageFolder(output, file).record,
      let lesson = library.read(file, LessonBytes(file)).lesson
    else { return nil }
    return LessonIndex.Entry(lesson, record.transcript)
  }
}
