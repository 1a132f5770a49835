import Foundation
import LessonCore
import LessonRendering
import LessonSite
import LessonStorage

/// The pages that lead to lessons: the list of each language, and the first page, which leads to the languages.
struct Lists {
  private let output: RootedFolder
  private let site: Site
  private let formats: Set<PageFormat>

  init(_ output: RootedFolder, _ site: Site, formats: Set<PageFormat>) {
    self.output = output
    self.site = site
    self.formats = formats
  }

  /// What the files of a language's list are called.
  static let names = ["index.html", "index.md"]

  /// Writes them.
  func write() throws {
    for (path, bytes) in files(for: Set(site.languages)) {
      try output.write(bytes, to: path)
    }
  }

  /// Removes the lists of formats that are not made.
  func removeUnmade() throws {
    for language in site.languages where site.lesson("index", in: language) == nil {
      for (name, format) in zip(Self.names, [PageFormat.html, .markdown]) where !formats.contains(format) {
        try output.remove("\(language)/\(name)")
      }
    }
    if !formats.contains(.html) { try output.remove("index.html") }
  }

  /// The first page and lists of some languages that are not there or differ.
  func problems(for languages: Set<String>) -> [Diagnostic] {
    files(for: languages).filter { path, bytes in !output.holds(bytes, path) }.map { path, _ in
      Diagnostic(
        path: output.shown(path), at: nil,
        "the list is not that of the lessons as they are now: run 'lessons build'")
    }
  }

  private func files(for languages: Set<String>) -> [(String, Data)] {
    let lists = site.languages.filter(languages.contains).flatMap { language -> [(String, Data)] in
      // A lesson may itself be the first page.
      guard site.lesson("index", in: language) == nil else { return [] }
      let index = LessonIndex(site, language: language)
      var files: [(String, Data)] = []
      if formats.contains(.html) { files.append(("\(language)/index.html", Data(index.html.utf8))) }
      if formats.contains(.markdown) { files.append(("\(language)/index.md", Data(index.markdown.utf8))) }
      return files
    }
    guard formats.contains(.html), !site.languages.isEmpty else { return lists }
    return [("index.html", Data(LanguageIndex(site).html.utf8))] + lists
  }
}
