import Foundation

/// Finds lessons whose pages cannot be written because of their names.
///
/// The page of `a` is the files `a.html`, `a.md` and `a.ipynb` and the folder `a`, which holds its record and its
/// figures. So a lesson `a.html.md` would need a folder where `a` has a file.
struct PageNames: Sendable {
  private let pages: [String: LessonFile]
  private let formats: [PageFormat]

  /// - Parameters:
  ///   - files: All lessons.
  ///   - formats: All formats in which pages can be written.
  init(_ files: [LessonFile], _ formats: [PageFormat]) {
    self.formats = formats
    pages = Dictionary(files.map { ($0.page, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The error in a lesson's name; `nil` if there is none.
  func problem(with file: LessonFile) -> Diagnostic? {
    if let long = lengthProblem(file) { return Diagnostic(path: file.path, at: nil, long) }
    let parts = file.page.split(separator: "/").map(String.init)
    for depth in parts.indices {
      let folder = parts[...depth].joined(separator: "/")
      guard let owner = owner(ofFile: parts[depth], at: depth, in: parts[..<depth].joined(separator: "/"))
      else { continue }
      return Diagnostic(
        path: file.path, at: nil,
        "the page of this lesson needs a folder '\(folder)', which is the name of a file of \(owner): rename the lesson or its "
          + "folder")
    }
    return nil
  }

  /// The page or the lists to which a file of the output belongs, or a folder above it; `nil` if neither belongs to any.
  /// Figures are not counted, since it depends on the lesson's blocks which there are.
  func owner(of path: String) -> String? {
    let parts = path.split(separator: "/").map(String.init)
    return parts.indices.lazy.compactMap { depth in
      owner(
        ofFile: parts[depth], at: depth, in: parts[..<depth].joined(separator: "/"), countsFigures: false)
    }.first
  }

  /// The owner of a file of the output, as text.
  private func owner(
    ofFile name: String, at depth: Int, in folder: String, countsFigures: Bool = true
  ) -> String? {
    let path = folder.isEmpty ? name : folder + "/" + name
    for suffix in formats.map(\.suffix) where path.hasSuffix(suffix) {
      if let lesson = pages[String(path.dropLast(suffix.count))] { return "the page of '\(lesson.path)'" }
    }
    let isOfPage = ([OutputNames.record, OutputNames.thumbnail] + OutputNames.searchFiles).contains(name)
    if isOfPage || (countsFigures && name.hasSuffix(".svg")), let lesson = pages[folder] {
      return "the page of '\(lesson.path)'"
    }
    guard depth == 1 else { return nil }
    if OutputNames.isSearchPart(name) { return "the search index" }
    return formats.compactMap(\.list).contains(name) ? "the lists of lessons" : nil
  }

  /// The maximum bytes of a file name.
  private static let mostOfName = 255
  /// The maximum bytes of a page's path; the system allows 4,096 for the longer paths of its record and figures.
  private static let mostOfPath = 3_000

  private func lengthProblem(_ file: LessonFile) -> String? {
    let last = file.page.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.count
    let longest = formats.filter { !$0.suffix.hasPrefix("/") }.map(\.suffix.utf8.count).max() ?? 0
    if last + longest > Self.mostOfName {
      return
        "the lesson's name has \(last) bytes, and at most \(Self.mostOfName - longest) are possible: make it shorter"
    }
    guard file.page.utf8.count > Self.mostOfPath else { return nil }
    return
      "the lesson's path has \(file.page.utf8.count) bytes, and at most \(Self.mostOfPath) are possible: make it shorter"
  }
}
