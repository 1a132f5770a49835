import ArgumentParser
import Foundation
import LessonKit

/// Where lessons and pages are, for all commands that know both.
struct Places: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of the lessons: LANGUAGE/NAME.md.", valueName: "dir"))
  var lessons = "lessons"

  @Option(help: ArgumentHelp("The folder of the pages.", valueName: "dir"))
  var output = "output"
}

/// Where data sets are that lessons require.
let dataFolder = "data"

/// Where results are kept that need not be computed twice.
let cacheFolder = ".build/lessons-cache"

/// What `build` and `check` have in common.
struct BuildOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Lessons, or folders of lessons; all when none is named.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup var places: Places

  @Option(help: "How many lessons are compiled or run at one time.")
  var jobs = max(1, ProcessInfo.processInfo.activeProcessorCount / 2)

  @OptionGroup var sandbox: Sandbox

  @Option(help: ArgumentHelp("What pages are made: html, markdown or both.", valueName: "formats"))
  var format = "html,markdown"

  @Flag(help: "Print errors only.")
  var quiet = false

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is at least 1, not \(jobs)") }
    _ = try formats
  }

  var formats: Set<PageFormat> {
    get throws {
      let words = format.split(separator: ",", omittingEmptySubsequences: false)
      return Set(
        try words.map { word in
          guard let format = PageFormat(rawValue: String(word)) else {
            let known = PageFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--format knows \(known), not '\(word)'")
          }
          return format
        })
    }
  }

  /// Works on the lessons and tells how it went.
  ///
  /// - Parameters:
  ///   - explains: Whether to say of each lesson why its code ran or did not.
  ///   - report: The form of a report on the standard output; none by default.
  func work(
    _ purpose: Builder.Purpose, explains: Bool = false, report form: CheckReport.Format? = nil
  ) async throws {
    let console = Console(isQuiet: quiet)
    let confinement = try sandbox.confinement(console)
    let begin = ContinuousClock.now
    let library = try LessonLibrary(folder: places.lessons)
    let selection = paths.isEmpty ? nil : try LessonFile.find(in: places.lessons, paths: paths)
    let files = selection?.files ?? library.files
    let isChecking = if case .check = purpose { true } else { false }
    let workshop = Workshop(
      output: places.output, cache: isChecking ? nil : cacheFolder, data: dataFolder, jobs: jobs,
      searchPath: ProcessInfo.processInfo.environment["PATH"], confinement: confinement)
    var summary = Summary()
    var reports: [LessonReport] = []
    console.begin(files.count)
    let found = try await Builder(
      workshop, library, purpose, formats: try formats, progress: console.showsProgress ? console.show : nil
    )
    .work(on: files) { report in
      summary.add(report)
      if form != nil { reports.append(report) }
      console.show(report)
      if explains { console.sayLine("\(report.file.path): \(report.result.rawValue): \(report.reason)") }
      console.lessonEnded()
    }
    let problems = (selection?.strays ?? library.problems) + found
    console.show(problems, lines: [:])
    if let form {
      let text = try CheckReport(lessons: reports, problems: problems).text(form)
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
    console.close(summary.text(after: .now - begin, purpose))
    if summary.failed > 0 || !problems.isEmpty { throw Ending.wrong }
  }
}

/// How many lessons came to which end.
private struct Summary {
  private(set) var count = 0
  private(set) var failed = 0
  private var ran = 0
  private var skipped = 0

  mutating func add(_ report: LessonReport) {
    count += 1
    switch report.result {
    case .ran: ran += 1
    case .failed: failed += 1
    case .skipped: skipped += 1
    case .unchanged: break
    }
  }

  func text(after time: Duration, _ purpose: Builder.Purpose) -> String {
    let seconds = time.formatted(
      .units(allowed: [.seconds], width: .narrow, fractionalPart: .show(length: 1))
    )
    .replacing("s", with: " s")
    let lessons = count == 1 ? "1 lesson" : "\(count) lessons"
    let well = count - failed - skipped
    let rest = if case .check = purpose { "\(well) as recorded" } else { "\(well - ran) unchanged" }
    let withoutData = skipped == 0 ? "" : ", \(skipped) without data"
    return "\(lessons): \(ran) ran, \(rest), \(failed) failed\(withoutData) · \(seconds)"
  }
}
