import Foundation
import LessonTestSupport

@testable import LessonBuilding
@testable import LessonConfinement
@testable import LessonCore
@testable import LessonExecution
@testable import LessonReading
@testable import LessonStorage

/// A project with modules of its own in a folder of its own, whose lessons are compiled and run.
///
/// A test changes it between builds only, so it may be sent.
final class ModuleProject: @unchecked Sendable {
  let place: Workplace
  var settings = ProjectSettings.Modules()
  /// What was told of packages that were built.
  private(set) var builds: [[String]] = []
  private let lock = NSLock()

  /// - Parameter lessons: The code of lessons by name.
  init(_ lessons: [String: String]) throws {
    place = try Workplace()
    for (name, code) in lessons { try write(code, as: name) }
  }

  /// Writes a lesson with one block.
  func write(_ code: String, as name: String) throws {
    try place.write("# Lesson\n\n```swift-dt\n\(code)\n```\n", to: "lessons/en/\(name).md")
  }

  /// What a call did.
  struct Outcome {
    var reports: [String: LessonReport] = [:]
    var problems: [String] = []
    /// Lessons that ran, sorted.
    var ran: [String] { reports.filter { $0.value.result == .ran }.keys.sorted() }
    /// All errors and warnings with their places.
    var messages: [String] = []
  }

  /// Builds the pages, with a new runner.
  func work(_ purpose: Builder.Purpose = .write(force: false)) async throws -> Outcome {
    let path = place.url.path
    let confinement = try Confinement.meeting(.auto).confinement
    let cache = CacheFolder(RootedFolder(path + "/cache"))
    let reader = LessonReader(executable: builtProgram, confinement: confinement)
    let runner = try await LessonRunner(
      searchPath: ProcessInfo.processInfo.environment["PATH"], cache: cache, confinement: confinement,
      maxTimeout: 60)
    let plan = ProjectModules(settings, of: path, in: path + "/packages") { progress in
      if case .begins(let names) = progress { self.lock.withLock { self.builds.append(names) } }
    }
    let maker = ModuleMaker(
      plan: plan, reader: reader, confinement: confinement, known: cache.supportModules
    ) { runner.compiler }
    let context = BuildContext(
      output: path + "/output", cache: cache, data: path + "/data", jobs: 2, confinement: confinement,
      reader: reader, modules: maker
    ) { runner }
    let library = try LessonLibrary(folder: path + "/lessons", formats: PageFormat.all)
    var outcome = Outcome()
    let problems = try await Builder(context, library, purpose, formats: Set(PageFormat.all)).work(
      on: library.files
    ) { outcome.reports[$0.file.name] = $0 }
    outcome.problems = problems.map(told)
    outcome.messages = outcome.reports.sorted { $0.key < $1.key }.flatMap { $0.value.diagnostics.map(told) }
    return outcome
  }

  private func told(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.range.map { ":\($0.lowerBound.line):\($0.lowerBound.column)" } ?? ""
    return "\(diagnostic.path)\(place): \(diagnostic.severity.rawValue): \(diagnostic.message)"
      .replacing(self.place.url.path + "/", with: "")
  }

  /// What a lesson's first block printed.
  func printed(_ name: String) throws -> String {
    let output = RootedFolder(place.url.path + "/output")
    guard let record = PageRecord.read("en/\(name)/record.json", in: output),
      case .printed(let text)? = record.transcript.blocks.first?.results.first
    else { return "nothing" }
    return text.trimmingCharacters(in: .newlines)
  }
}
