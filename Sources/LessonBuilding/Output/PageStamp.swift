import Foundation
import LessonConfinement
import LessonCore
import LessonExecution
import LessonRendering
import LessonSite
import LessonStorage

/// All that a page is made from which is known before its lesson is read.
struct PageInputs: Codable, Hashable, Sendable {
  /// The lesson's file, since warnings name it.
  let path: String
  /// The hash of its bytes.
  let text: String
  let formats: String
  let conditions: RunConditions

  init(_ file: LessonFile, _ content: LessonBytes, _ conditions: RunConditions, formats: Set<PageFormat>) {
    path = file.path
    text = contentHash(content.bytes ?? [])
    self.formats = formats.map(\.name).sorted().joined(separator: " ")
    self.conditions = conditions
  }

  /// Whether a page was made from these bytes, and by this build of the runner.
  func areOf(_ content: LessonBytes) -> Bool {
    conditions.runner == BuildIdentity.current && text == contentHash(content.bytes ?? [])
  }
}

/// That a page was made from these inputs and is whole, so that nothing has to be read again.
struct PageStamp: Codable, Hashable, Sendable {
  let inputs: PageInputs
  let program: ProgramDigest
  /// The hash of each data set that the lesson requires, by name.
  let data: [String: String]
  /// The hashes of the page's files by their path in the output.
  private(set) var files: [String: String]
  /// The digest of the page's place among the others.
  private(set) var place: String
  /// What other pages say of the lesson.
  let entry: LessonEntry
  /// What was said of the lesson, to be said again.
  let diagnostics: [Diagnostic]
}

extension PageStamp {
  /// What decided the results on the page.
  var results: ResultInputs { ResultInputs(program: program, data: data, conditions: inputs.conditions) }

  /// The stamp of the same page at another place.
  func with(files: [String: String], place: String) -> PageStamp {
    var stamp = self
    stamp.files = files
    stamp.place = place
    return stamp
  }
}

/// The stamps of the pages of one output folder.
struct StampCache: Sendable {
  private let folder: CacheFolder
  private let output: RootedFolder

  /// - Parameter output: The folder of the pages.
  init(_ folder: CacheFolder, output: RootedFolder) {
    self.folder = folder.folder("stamps")
    self.output = output
  }

  /// The stamp of a page as it was last made; `nil` when it was not made with this cache.
  func stamp(of page: String) -> PageStamp? { folder.value(name(page)) }

  /// Whether the page's files are as they were written.
  func isWhole(_ stamp: PageStamp) -> Bool {
    stamp.files.allSatisfy { path, hash in output.hash(path) == hash }
  }

  /// Keeps the stamp of a page.
  func store(_ stamp: PageStamp, of page: String) { folder.keep(stamp, as: name(page)) }

  /// The folder goes by the name that the user gave it: the cache may have been copied with the project.
  private func name(_ page: String) -> String { contentHash(of: [output.path, page]) }
}
