import ArgumentParser
import Foundation
import LessonBuilding
import LessonConfinement
import LessonCore
import LessonRendering

/// Where data sets are that lessons require.
let dataFolder = "data"

/// Where results are kept that need not be computed twice.
let cacheFolder = ".build/lessons-cache"

/// What `build` and `check` have in common.
struct BuildOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Lessons, or folders of lessons; all when none is named.", valueName: "path"))
  var paths: [String] = []

  @Option(help: ArgumentHelp("The folder of the lessons: LANGUAGE/NAME.md.", valueName: "dir"))
  var lessons = "lessons"

  @Option(help: ArgumentHelp("The folder of the pages.", valueName: "dir"))
  var output = "output"

  @Option(help: "How many lessons are compiled or run at one time.")
  var jobs = max(1, ProcessInfo.processInfo.activeProcessorCount / 2)

  @Option(help: Confinement.Demand.help)
  var sandbox = Confinement.Demand.here

  @Option(help: .maxTimeout)
  var maxTimeout = BuildContext.defaultMaxTimeout

  @Option(
    help: ArgumentHelp(
      "What pages are made, of \(OutputFormats.listed).", valueName: "formats"))
  var format = "html,markdown"

  @Flag(help: "Let a folder without any lesson pass, and remove the pages of the lessons that were there.")
  var allowEmpty = false

  @Flag(help: "Print errors only.")
  var quiet = false

  private static let mostJobs = 256

  func validate() throws {
    guard (1...Self.mostJobs).contains(jobs) else {
      throw ValidationError("--jobs is at least 1 and at most \(Self.mostJobs), not \(jobs)")
    }
    if let problem = LessonLibrary.problem(withOutput: output, for: lessons) {
      throw ValidationError(problem)
    }
    try checkMaxTimeout(maxTimeout)
    _ = try formats
  }

  var formats: Set<PageFormat> {
    get throws {
      let words = format.split(separator: ",", omittingEmptySubsequences: false)
      return Set(
        try words.map { word in
          guard let format = PageFormat.named(String(word)) else {
            let known = PageFormat.all.map(\.name).joined(separator: ", ")
            throw ValidationError("--format knows \(known), not '\(word)'")
          }
          return format
        })
    }
  }

  /// What the lessons are worked on with.
  ///
  /// - Parameter keepsResults: Whether results of earlier runs are used, and those of this one kept.
  func context(_ console: Console, keepsResults: Bool = true) throws -> BuildContext {
    BuildContext(
      output: output, cache: keepsResults ? cacheFolder : nil, data: dataFolder, jobs: jobs,
      searchPath: ProcessInfo.processInfo.environment["PATH"], confinement: try sandbox.confinement(console),
      maxTimeout: maxTimeout, modules: ProjectModules(ProjectSettings().swift, tellingTo: console))
  }

  /// Works on the lessons and tells how it went.
  ///
  /// - Parameters:
  ///   - explains: Whether to say of each lesson why its code ran or did not.
  ///   - form: The form of a report on the standard output; none by default.
  func work(
    _ purpose: Builder.Purpose, explains: Bool = false, report form: CheckReport.Format? = nil
  ) async throws {
    let console = Console(isQuiet: quiet)
    let isChecking = if case .check = purpose { true } else { false }
    var reports: [LessonReport] = []
    let outcome = try await outcome(of: purpose, context(console, keepsResults: !isChecking), console) {
      report in
      if form != nil { reports.append(report) }
      if explains { console.sayLine("\(report.file.path): \(report.result.rawValue): \(report.reason)") }
    }
    if let form {
      let text = try CheckReport(lessons: reports, problems: outcome.problems).text(form)
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
    if !outcome.isWell { throw ExitStatus.wrong }
  }

  /// How the work on all lessons ended.
  struct Outcome {
    /// What is wrong besides what the reports of lessons say.
    let problems: [Diagnostic]
    /// Whether nothing at all is wrong.
    let isWell: Bool
  }

  /// The order in which lessons are worked on.
  enum Order {
    case path
    /// The most recently changed first: for an author who waits for it.
    case change
  }

  /// Works on the lessons, shows on the console how it goes, and hands on each report when it has been shown.
  func outcome(
    of purpose: Builder.Purpose, _ context: BuildContext, _ console: Console, inOrderOf order: Order = .path,
    each: (LessonReport) -> Void
  ) async throws -> Outcome {
    let begin = ContinuousClock.now
    let library = try LessonLibrary(folder: lessons, formats: PageFormat.all, mayBeEmpty: allowEmpty)
    let (files, wrong) = try library.selection(of: paths)
    var summary = BuildSummary(purpose)
    console.begin(files.count)
    let found = try await Builder(
      context, library, purpose, formats: try formats, progress: console.showsProgress ? console.show : nil
    )
    .work(on: order == .change ? files.lastChangedFirst : files) { report in
      summary.add(report)
      console.show(report)
      each(report)
      console.lessonEnded()
    }
    let problems = wrong + found
    console.show(problems, lines: problems.linesOfSwiftFiles)
    console.close(summary.text(after: .now - begin))
    for warning in context.takeWarnings() { console.warn(warning) }
    return Outcome(
      problems: problems,
      isWell: summary.failed == 0 && !problems.contains { $0.severity == .error })
  }
}
