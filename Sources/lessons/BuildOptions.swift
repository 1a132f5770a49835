import ArgumentParser
import Foundation
import LessonBuilding
import LessonConfinement
import LessonCore
import LessonRendering
import LessonStorage

/// The lessons that a command works on.
struct LessonPaths: ParsableArguments {
  @Argument(help: ArgumentHelp("Lessons, or folders of lessons; all when none is named.", valueName: "path"))
  var paths: [String] = []
}

/// What commands have in common that build or check lessons.
struct BuildOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of the lessons, 'lessons' by default.", valueName: "dir"))
  var lessons: String?

  @Option(help: ArgumentHelp("The folder of the pages, 'output' by default.", valueName: "dir"))
  var output: String?

  @Option(help: "How many lessons are compiled, and how many run, at one time.")
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: Confinement.Demand.help)
  var sandbox: Confinement.Demand?

  @Option(help: .maxTimeout)
  var maxTimeout = BuildContext.defaultMaxTimeout

  @Option(
    help: ArgumentHelp(
      "What pages are made, of \(OutputFormats.listed); html,markdown by default.", valueName: "formats"))
  var format: String?

  @Flag(help: "Let a folder without any lesson pass, and remove the pages of the lessons that were there.")
  var allowEmpty = false

  @Flag(help: "Print errors only.")
  var quiet = false

  private static let mostJobs = 256

  func validate() throws {
    guard (1...Self.mostJobs).contains(jobs) else {
      throw ValidationError("--jobs is at least 1 and at most \(Self.mostJobs), not \(jobs)")
    }
    try checkMaxTimeout(maxTimeout)
    _ = try namedFormats
  }

  /// The formats that `--format` names; `nil` if it is not given.
  var namedFormats: Set<PageFormat>? {
    get throws {
      do throws(UsageFailure) {
        return try (format?.split(separator: ",", omittingEmptySubsequences: false)).map {
          names throws(UsageFailure) in
          try PageFormat.named(names)
        }
      } catch {
        throw ValidationError(error.description)
      }
    }
  }

  /// The project with the folders that the options name.
  ///
  /// - Parameter usesCache: Whether settings that were read before need not be read again.
  func project(_ console: Console, usesCache: Bool) async throws -> Project {
    var project = try await Project.enter(console, sandbox: sandbox, usesCache: usesCache)
    try apply(to: &project)
    return project
  }

  /// Puts what the options say in the place of settings.
  func apply(to project: inout Project) throws {
    if let lessons { use(lessonsIn: project.path(lessons), of: &project.settings) }
    if let output { project.settings.output = output.isEmpty ? output : project.path(output) }
    if let problem = LessonLibrary.problem(
      withOutput: project.settings.output, for: project.settings.lessons)
    {
      throw UsageFailure(problem)
    }
    if let format { project.settings.formats = format.split(separator: ",").map(String.init) }
  }

  /// Other lessons than those of the settings have no parts.
  private func use(lessonsIn folder: String, of settings: inout ProjectSettings) {
    if folder != settings.lessons { settings.parts = [] }
    settings.lessons = folder
  }

  /// Works on the lessons and tells how it went.
  ///
  /// - Parameters:
  ///   - paths: The lessons and documents, or folders of them; all if there are none.
  ///   - shards: How several machines divide them.
  ///   - explains: Whether to say of each lesson why its code ran or did not.
  ///   - form: The form of a report on the standard output; none by default.
  func work(
    _ purpose: Builder.Purpose, on paths: [String] = [], _ shards: ShardOptions? = nil,
    explains: Bool = false,
    report form: CheckReport.Format? = nil
  ) async throws {
    let console = Console(isQuiet: quiet)
    let isChecking = if case .check = purpose { true } else { false }
    Interruption.tells { console.stop { Self.interruption(of: purpose, done: $0, all: $1) } }
    let project = try await project(console, usesCache: !isChecking)
    let context = try project.context(self, console, keepsResults: !isChecking)
    var reports: [LessonReport] = []
    let outcome = try await outcome(of: purpose, on: paths, shards, in: project, context, console) { report in
      if form != nil { reports.append(report) }
      if explains { console.sayLine("\(report.file.path): \(report.result.rawValue): \(report.reason)") }
    }
    if let form {
      let text = try CheckReport(lessons: reports, problems: outcome.problems).text(form)
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
    if !outcome.isWell { throw ExitStatus.wrong }
    if let shard = shards?.shard { context.note(shard) }
  }

  /// What is said when the work is interrupted.
  private static func interruption(of purpose: Builder.Purpose, done: Int, all: Int) -> String {
    let count = "Stopped after \(done) of \(all) lessons"
    switch purpose {
    case .write where done == 0: return "Stopped before any lesson was done; all pages are as they were"
    case .write: return "\(count): their pages are kept, and 'lessons build' goes on with the others"
    case .check(_, _, accepts: true): return "\(count): what was accepted in them is kept"
    case .check: return done == 0 ? "Stopped before anything was checked" : "\(count); check writes nothing"
    }
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
  ///
  /// - Parameters:
  ///   - changed: The paths of lessons that are all that has changed since the last call; empty if that is not known.
  ///   - live: Shows lessons on their pages while they run.
  func outcome(
    of purpose: Builder.Purpose, on paths: [String], _ shards: ShardOptions? = nil, in project: Project,
    _ context: BuildContext, _ console: Console, inOrderOf order: Order = .path, changed: Set<String> = [],
    live: LiveLessons? = nil,
    each: (LessonReport) -> Void
  ) async throws -> Outcome {
    let begin = ContinuousClock.now
    let all = try project.selection(of: paths, for: purpose, mayBeEmpty: allowEmpty)
    let work = try shards?.share(of: all, in: project) ?? all
    var summary = BuildSummary(purpose)
    console.begin((work.lessons?.files.count ?? 0) + work.documents.count)
    func tell(_ report: LessonReport) {
      summary.add(report)
      console.show(report)
      each(report)
      console.lessonEnded()
    }
    var problems: [Diagnostic] = []
    if let (library, files, wrong) = work.lessons {
      let found = try await Builder(
        context, library, purpose, formats: try project.formats,
        progress: console.showsProgress ? console.show : nil, live: live
      )
      .work(
        on: order == .change ? files.lastChangedFirst : files,
        changed: files.filter { changed.contains($0.path) },
        answersForSite: paths.isEmpty && shards?.shard?.number == 1,
        report: tell)
      problems = wrong + PartsCheck.problems(with: project.settings, library) + found
    }
    if let checker = DocumentChecker(context, purpose) {
      problems += try await checker.check(work.documents, afterLessons: work.lessons != nil, report: tell)
    }
    await context.finishSharing()
    console.show(problems, lines: problems.linesOfProjectFiles)
    summary.add(problems)
    console.close(summary.text(after: .now - begin))
    for warning in context.takeWarnings() { console.warn(warning) }
    return Outcome(problems: problems, isWell: summary.isWell)
  }
}
