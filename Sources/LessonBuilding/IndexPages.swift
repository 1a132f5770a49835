import Foundation
import LessonCore
import LessonReading
import LessonSite
import LessonStorage

/// The pages that lead to lessons: the list of each language, and the first page, which leads to the languages; and what
/// readers search for lessons.
struct IndexPages {
  private let output: RootedFolder
  private let site: Site
  private let pages: [String: Page]

  /// A page, which is made only if it is not there already.
  private struct Page {
    let hash: String
    /// `nil` if the output holds it.
    let bytes: Data?
  }

  /// Makes the pages, unless they were made of the same site before and are still there.
  init(_ context: BuildContext, _ site: Site, formats: Set<PageFormat>) async throws {
    let output = context.output
    let listed = site.listed(withPictures: { language, name in
      let picture = "\(name)/\(OutputNames.thumbnail)"
      return output.status("\(language)/\(picture)")?.isFile == true ? picture : nil
    })
    self.output = output
    self.site = site
    let key = try IndexPageInputs(site: listed, formats: formats.map(\.name).sorted())
    var pages = try await Self.pages(context, key) {
      try await context.reader.perform(
        MakeIndexPages(site: listed, formats: formats), about: context.output.shown(OutputNames.firstPage))
    }
    for part in formats.contains(.html) ? SearchIndex(context.output, site).parts : [] {
      pages.merge(
        try await Self.pages(context, part.inputs) { try await part.made(by: context.reader) }
      ) { $1 }
    }
    for book in formats.contains(.book) ? site.languages.compactMap({ BookFile($0, output, site) }) : [] {
      pages.merge(
        try await Self.pages(context, try book.inputs) { try await book.made(by: context.reader) }
      ) { $1 }
    }
    self.pages = pages
  }

  /// The pages that were made of some inputs and are still there, or else new ones.
  private static func pages(
    _ context: BuildContext, _ key: IndexPageInputs, _ make: () async throws -> [String: Data]
  ) async throws -> [String: Page] {
    if let known = context.indexPages[key], known.allSatisfy({ context.output.hash($0) == $1 }) {
      return known.mapValues { Page(hash: $0, bytes: nil) }
    }
    let pages = try await make().mapValues { Page(hash: contentHash($0), bytes: $0) }
    context.indexPages.store(pages.mapValues(\.hash), for: key)
    return pages
  }

  /// Writes the lists, after it has named them in the record.
  ///
  /// - Returns: An error for each list whose path holds a file that no build wrote; such files are left unchanged.
  func write() throws -> [Diagnostic] {
    try IndexPageRecord.begin(in: output)
    var record = IndexPageRecord(output)
    let overwriteGuard = OverwriteGuard(output)
    if let problem = record.problem { return [problem] }
    // The page of a lesson that is gone stays until all lessons are built.
    let wanted = pages.filter { !isPage($0.key) }
    let taken = wanted.filter { path, page in
      page.bytes.map { overwriteGuard.isTaken(path, isOwn: record.files[path] != nil, for: $0) } ?? false
    }
    let written = wanted.filter { taken[$0.key] == nil }
    for (path, page) in written { record.files[path] = page.hash }
    try record.write()
    for (path, page) in written {
      if let bytes = page.bytes { try output.write(bytes, to: path) }
    }
    return [overwriteGuard.problem(with: taken.keys.sorted(), of: nil)].compactMap(\.self)
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
    var left: [String] = []
    for (path, hash) in record.files.sorted(by: { $0.key < $1.key }) where pages[path] == nil {
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
  ///
  /// - Parameter languages: Those whose lists are judged; if there are none, neither are the first pages.
  func problems(for languages: Set<String>) -> [Diagnostic] {
    pages.sorted { $0.key < $1.key }.filter { path, page in
      IndexPageRecord.language(of: path).map(languages.contains) ?? !languages.isEmpty
        && output.hash(path) != page.hash
    }.map { path, _ in
      Diagnostic(
        path: output.shown(path), at: nil,
        "the list is not that of the lessons as they are now: run 'lessons build'")
    }
  }
}
