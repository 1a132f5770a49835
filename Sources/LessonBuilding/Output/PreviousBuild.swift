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
  /// The hash of its bytes, and of the record of its source in the language's folder.
  let text: String
  let formats: String
  /// The digest of the project's modules, whether the lesson uses them or not.
  let modules: String
  let conditions: RunConditions
  /// The digest of the works that the lesson mentions; `nil` if it can cite none.
  var works: String?

  /// - Parameters:
  ///   - text: What `text(of:_:)` gives.
  ///   - works: The digest of the works that the lesson mentions.
  init(
    _ file: LessonFile, text: String, _ conditions: RunConditions, formats: Set<PageFormat>, modules: String,
    works: String? = nil
  ) {
    self.works = works
    path = file.path
    self.text = text
    self.formats = formats.map(\.name).sorted().joined(separator: " ")
    self.modules = modules
    self.conditions = conditions
  }

  /// The hash of a lesson's text.
  ///
  /// - Parameter translation: The record of its source in the language's folder.
  static func text(of content: LessonBytes, _ translation: TranslationRecord?) -> String {
    let hash = contentHash(content.bytes ?? [])
    return translation.map { contentHash(of: [hash, $0.originalHash, $0.sourceFile]) } ?? hash
  }

  /// Whether a page was made from this text, and by this build of the runner.
  ///
  /// - Parameter text: What `text(of:_:)` gives.
  func areOf(_ text: String) -> Bool { conditions.runner == BuildIdentity.current && self.text == text }
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
  /// The bibliographies that the lesson's front matter names; `nil` if there are none.
  let bibliography: [String]?
  /// The diagnostics of the lesson, to be reported again.
  let diagnostics: [Diagnostic]
  /// The digest of the anchors to which links can lead.
  let anchors: String
  /// The files beside lessons to which it links, by path in the output; `nil` if there are none.
  private(set) var attachments: [String: KnownAttachment]?
  /// What was found of its links and its translation, as warnings.
  private(set) var outside: SurroundingsCheck?
  /// The blocks of the text; `nil` if they were not noted.
  var blocks: [PageBlock]?
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

  /// The same build with what was found of the lesson's links and translation since.
  func with(outside: SurroundingsCheck) -> PreviousBuild {
    var build = self
    build.outside = outside
    return build
  }

  /// The same build with the files beside lessons as they are on this machine.
  func with(attachments: [String: KnownAttachment]) -> PreviousBuild {
    var build = self
    build.attachments = attachments.isEmpty ? nil : attachments
    return build
  }

  /// The same build with the page at another place.
  func with(files: [String: String], place: String) -> PreviousBuild {
    var build = self
    build.files = files
    build.place = place
    return build
  }
}
