import Foundation
import LessonCore
import LessonRendering
import LessonSite
import LessonStorage

/// The pages that lead to lessons: the list of each language, and the first page, which leads to the languages.
struct IndexPages {
  private let output: RootedFolder
  private let site: Site
  private let formats: Set<PageFormat>

  init(_ output: RootedFolder, _ site: Site, formats: Set<PageFormat>) {
    self.output = output
    self.site = site
    self.formats = formats
  }

  /// Writes the lists, after it has named them in the record.
  ///
  /// - Returns: An error for each list whose path holds a file that no build wrote; such files are left unchanged.
  func write() throws -> [Diagnostic] {
    try IndexPageRecord.begin(in: output)
    var record = IndexPageRecord(output)
    let overwriteGuard = OverwriteGuard(output)
    let problem = record.problem
    var taken: [String] = []
    var made: [(path: String, bytes: Data)] = []
    for (path, bytes) in files(for: Set(site.languages)) {
      // The page of a lesson that is gone stays until all lessons are built.
      if isPage(path) { continue }
      if overwriteGuard.isTaken(path, isOwn: record.files[path] != nil, for: bytes) {
        taken.append(path)
      } else {
        made.append((path, bytes))
      }
    }
    guard problem == nil else { return [problem].compactMap(\.self) }
    for (path, bytes) in made { record.files[path] = contentHash(bytes) }
    try record.write()
    for (path, bytes) in made { try output.write(bytes, to: path) }
    return [overwriteGuard.problem(with: taken, of: nil)].compactMap(\.self)
  }

  /// Whether a file is the page of a lesson that took the place of the list.
  private func isPage(_ path: String) -> Bool {
    guard let language = IndexPageRecord.language(of: path) else { return false }
    return PageFolder(output, language: language, name: OutputNames.listLesson)
      .names(String(path.dropFirst(language.count + 1)))
  }

  /// Removes lists of languages without lessons and of formats that are not made, unless somebody has changed them.
  ///
  /// - Parameter isUnknown: Whether a language may have lessons that were not read.
  /// - Returns: A warning for each list that was changed by hand and is kept.
  func removeUnmade(unless isUnknown: (String) -> Bool) throws -> [Diagnostic] {
    var record = IndexPageRecord(output)
    guard record.problem == nil else { return [] }
    let made = Set(files(for: Set(site.languages)).map(\.0))
    var left: [String] = []
    for (path, hash) in record.files.sorted(by: { $0.key < $1.key }) where !made.contains(path) {
      let language = IndexPageRecord.language(of: path)
      if let language, isUnknown(language) { continue }
      // If a lesson is the first page, the file is its page.
      let isPage = language.map { site.lesson(OutputNames.listLesson, in: $0) != nil } ?? false
      if !isPage, output.status(path)?.isFile ?? false {
        if output.hash(path) == hash { try output.remove(path) } else { left.append(path) }
      }
      record.files[path] = nil
      if let language { output.removeEmptyFolder(language) }
    }
    if site.languages.isEmpty, left.isEmpty {
      try output.remove(OutputNames.record)
    } else {
      try record.write()
    }
    return left.map {
      Diagnostic(
        .warning, path: output.shown($0), at: nil,
        "this list is no longer made, and was changed by hand since: it is left as it is")
    }
  }

  /// Diagnostics of first pages and lists of some languages that are missing or differ.
  func problems(for languages: Set<String>) -> [Diagnostic] {
    files(for: languages).filter { path, bytes in !output.holds(bytes, path) }.map { path, _ in
      Diagnostic(
        path: output.shown(path), at: nil,
        "the list is not that of the lessons as they are now: run 'lessons build'")
    }
  }

  private func files(for languages: Set<String>) -> [(String, Data)] {
    let made = OutputFormats.those(of: formats)
    let lists = site.languages.filter(languages.contains).flatMap { language -> [(String, Data)] in
      // A lesson may itself be the first page.
      guard site.lesson(OutputNames.listLesson, in: language) == nil else { return [] }
      return made.compactMap { format in
        guard let name = format.format.list, let list = format.list(of: language, on: site) else {
          return nil
        }
        return ("\(language)/\(name)", list)
      }
    }
    guard !site.languages.isEmpty else { return lists }
    return made.compactMap { $0.firstPage(of: site) }.map { (OutputNames.firstPage, $0) } + lists
  }
}
