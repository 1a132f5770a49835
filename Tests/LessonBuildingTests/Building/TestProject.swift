import Foundation
import LessonTestSupport

@testable import LessonBuilding
@testable import LessonConfinement
@testable import LessonCore
@testable import LessonSharing
@testable import LessonStorage

/// A project in a folder of its own, built without compiler and without processes.
///
/// A test changes it between builds only, so it may be sent.
final class TestProject: @unchecked Sendable {
  let folder: TestFolder
  let reader = InProcessReader()
  var runner = TestRunner()
  var modules: TestModules?
  /// What shows lessons while they run.
  var live: LiveLessons?
  /// The bibliographies that the settings name.
  var bibliography: [String] = []
  /// What the project shares with other machines.
  var shared: SharedCache?
  /// Whether calls are those of one process, as in `serve`.
  var isServed = false
  private var context: BuildContext?

  /// - Parameter lessons: The texts of lessons by name; all are English.
  init(_ lessons: [String: String] = [:]) throws {
    folder = try TestFolder()
    for (name, text) in lessons { try write(text, as: name) }
  }

  func write(_ text: String, as name: String) throws { try folder.write(text, to: "lessons/en/\(name).md") }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: folder.url.appending(path: path))
  }

  /// A file of the output.
  func output(_ path: String) -> String? { try? folder.read("output/\(path)") }

  /// What a call of the command did.
  struct Outcome: Sendable {
    /// By the lesson's name.
    var reports: [String: LessonReport] = [:]
    /// The names in the order in which they were reported.
    var order: [String] = []
    /// What is wrong beside the lessons.
    var problems: [String] = []
    var summary: BuildSummary

    func result(_ name: String) -> LessonReport.Result? { reports[name]?.result }
    func reason(_ name: String) -> String? { reports[name]?.reason }
    func messages(_ name: String) -> [String] { reports[name]?.diagnostics.map(\.message) ?? [] }
  }

  private func context(_ cache: CacheFolder) -> BuildContext {
    if isServed, let context { return context }
    let runner = runner
    var settings = ProjectSettings()
    settings.bibliography = bibliography
    let made = BuildContext(
      output: folder.path + "/output", cache: cache, data: folder.path + "/data", jobs: 2, confinement: .none,
      reader: reader, modules: modules, settings: settings, project: folder.path,
      shared: shared
    ) { runner }
    context = made
    return made
  }

  /// Works on some lessons, or on all.
  ///
  /// - Parameter changed: The names of the lessons that are said to be all that has changed.
  func work(
    _ purpose: Builder.Purpose = .write(force: false), on names: [String]? = nil, changed: [String] = [],
    formats: Set<PageFormat> = [.html, .markdown], cache cacheName: String = "cache"
  ) async throws -> Outcome {
    let isChecking = if case .check = purpose { true } else { false }
    let context = context(
      isChecking ? CacheFolder.none : CacheFolder(RootedFolder(folder.path + "/" + cacheName)))
    let library = try LessonLibrary(folder: folder.path + "/lessons", formats: PageFormat.all)
    let files = names.map { names in library.files.filter { names.contains($0.name) } } ?? library.files
    var outcome = Outcome(summary: BuildSummary(purpose))
    let problems = try await Builder(context, library, purpose, formats: formats, live: live).work(
      on: files, changed: files.filter { changed.contains($0.name) }
    ) { report in
      outcome.reports[report.file.name] = report
      outcome.order.append(report.file.name)
      outcome.summary.add(report)
    }
    await context.finishSharing()
    outcome.problems = problems.map { $0.message.replacing(folder.path + "/", with: "") }
    return outcome
  }

  static let check = Builder.Purpose.check(twice: false, allowsMissingData: false)
}

/// A lesson with one block.
func lessonText(_ code: String, title: String = "A lesson", prose: String = "Text.", top: String = "")
  -> String
{
  "\(top)# \(title)\n\n\(prose)\n\n```swift-dt\n\(code)\n```\n"
}
