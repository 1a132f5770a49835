import Foundation
import LessonConfinement
import LessonCore
import LessonExecution
import LessonRendering
import LessonSite
import LessonStorage

/// The inputs of a page that are known before its lesson is read.
struct PageInputs: Codable, Hashable, Sendable {
  /// The lesson's file, since warnings name it.
  let path: String
  /// The hash of its bytes.
  let text: String
  let formats: String
  /// The digest of the project's modules, whether the lesson uses them or not.
  let modules: String
  let conditions: RunConditions

  init(
    _ file: LessonFile, _ content: LessonBytes, _ conditions: RunConditions, formats: Set<PageFormat>,
    modules: String
  ) {
    path = file.path
    text = contentHash(content.bytes ?? [])
    self.formats = formats.map(\.name).sorted().joined(separator: " ")
    self.modules = modules
    self.conditions = conditions
  }

  /// Whether a page was made from these bytes, and by this build of the runner.
  func areOf(_ content: LessonBytes) -> Bool {
    conditions.runner == BuildIdentity.current && text == contentHash(content.bytes ?? [])
  }
}

/// The previous build of a page: its inputs and its results. If none of them changed, the lesson need not be read.
struct PreviousBuild: Codable, Hashable, Sendable {
  let inputs: PageInputs
  let program: ProgramDigest
  /// The hash of each data set that the lesson requires, by name.
  let data: [String: String]
  /// The digest of each module of the project that the program uses, by name.
  let modules: [String: String]
  /// The hashes of the page's files by their path in the output.
  private(set) var files: [String: String]
  /// The digest of the page's place among the others.
  private(set) var place: String
  /// What other pages say of the lesson.
  let entry: LessonEntry
  /// The diagnostics of the lesson, to be reported again.
  let diagnostics: [Diagnostic]
}

extension PreviousBuild {
  /// What decided the results on the page.
  var results: ResultInputs {
    ResultInputs(program: program, data: data, modules: modules, conditions: inputs.conditions)
  }

  /// Whether the page's files are as they were written.
  func isWhole(in output: RootedFolder) -> Bool {
    files.allSatisfy { path, hash in output.hash(path) == hash }
  }

  /// The same build with the page at another place.
  func with(files: [String: String], place: String) -> PreviousBuild {
    var build = self
    build.files = files
    build.place = place
    return build
  }
}
