import Foundation
import LessonConfinement
import LessonDisplay
import LessonStorage
import Subprocess

/// The outcome of a lesson's process: its events, what it printed, how it ended.
package struct LessonProcess: Sendable {
  /// How the process ended.
  package enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// The time limit in seconds was reached: that of the block with this index, or that of the lesson.
    case timedOut(seconds: Double, block: Int?)
    /// It exceeded a limit; the text is for the author.
    case exceeded(String)
    /// An event that it sent could not be read.
    case sentInvalidEvent(EventReader.Problem)
  }

  package let records: [LessonEventRecord]
  package let printed: Data
  package let errors: Data
  package let ending: Ending
  /// The stable names of temporary folders in results.
  package var names = StableNames.none

  /// A part of its standard output.
  func printedText(_ bytes: Range<Int>) -> String { text(printed[bytes]) }

  /// A part of its standard error.
  func errorText(_ bytes: Range<Int>) -> String { text(errors[bytes]) }

  private func text(_ bytes: Data) -> String {
    String(decoding: names.applied(to: Data(bytes)), as: UTF8.self)
  }

  /// The time limits of a lesson and of its blocks, in seconds.
  package struct Times: Sendable {
    package var lesson: Double
    /// By the block's index.
    package var blocks: [Int: Double] = [:]
  }

  /// Runs an object in a separate process.
  ///
  /// - Parameters:
  ///   - host: The executable that becomes the process: `lesson-host`.
  ///   - folder: An empty folder; the lesson works in one inside it.
  ///   - data: Files and folders that the lesson finds as `data/NAME`, by name.
  ///   - libraries: Folders of libraries that only the lesson needs.
  ///   - threads: With how many threads it trains.
  ///   - confinement: How the process is confined.
  ///   - trainings: The cached results of trainings, to be used and added to; `nil` to compute all.
  ///   - observe: Called as the process begins, and for every event as it arrives.
  package static func run(
    object: String, host: String, folder: URL, data: [String: String], libraries: [String], times: Times,
    threads: Int, confinement: Confinement, trainings: TrainingCache?,
    observe: (@Sendable (LessonActivity) -> Void)?
  ) async throws -> LessonProcess {
    let scratch = folder.path + "/" + LessonJob.scratchFolder
    let dataFolder = URL(filePath: scratch + "/data")
    try FileManager.default.createDirectory(at: dataFolder, withIntermediateDirectories: true)
    for (name, path) in data {
      try FileManager.default.createSymbolicLink(
        atPath: dataFolder.path + "/" + name, withDestinationPath: path)
    }
    let job = LessonJob(
      object: object, folder: folder.path,
      policy: .lesson(
        object: object, scratch: scratch,
        data: data.values.sorted() + [trainings?.folder.realPath].compactMap(\.self), libraries: libraries,
        seconds: times.lesson, by: confinement),
      build: BuildIdentity.runtime, trainings: trainings?.folder.realPath, tellsProgress: observe != nil)
    try job.write()
    var options = PlatformOptions()
    options.processGroupID = 0
    let watch = LessonWatchdog(times: times, scratch: scratch)
    let names = StableNames(scratch: scratch, program: URL(filePath: object).deletingLastPathComponent().path)
    let printedFile = folder.path + "/" + LessonJob.printedFile
    let outcome = try await Subprocess.run(
      .path(.init(host)),
      arguments: [HostCommand.lesson.rawValue, folder.path],
      environment: .custom(environment(home: scratch, threads: threads)), platformOptions: options,
      input: .none, output: .sequence, error: .discarded
    ) { execution in
      observe?(.began(PrintedOutput(file: printedFile, names: names)))
      let dog = Task { await watch.guardProcess(execution.processIdentifier.value) }
      let events = await read(
        execution.standardOutput, EventReader(names: names), watch, observe)
      if events.problem != nil { try? execution.send(signal: .kill, toProcessGroup: true) }
      return (events, dog)
    }
    let (events, dog) = outcome.closureResult
    dog.cancel()
    // Processes that the lesson started must not outlive it.
    kill(-outcome.processIdentifier.value, SIGKILL)
    // If the task was cancelled, the process ended because of that.
    try Task.checkCancellation()
    trainings?.take(from: scratch + "/" + LessonJob.newTrainingsFolder)
    let ending: Ending =
      if let problem = events.problem {
        .sentInvalidEvent(problem)
      } else if let verdict = watch.verdict {
        verdict
      } else {
        switch outcome.terminationStatus {
        case .exited(let code): .exited(code)
        case .signaled(let signal): .signalled(signal)
        }
      }
    return LessonProcess(
      records: events.reader.records,
      printed: (try? Data(contentsOf: URL(filePath: printedFile))) ?? Data(),
      errors: (try? Data(contentsOf: folder.appending(path: LessonJob.errorFile))) ?? Data(),
      ending: ending,
      names: names)
  }

  private struct Events: Sendable {
    var reader: EventReader
    var problem: EventReader.Problem?
  }

  private static func read(
    _ output: SubprocessOutputSequence, _ reader: EventReader, _ watch: LessonWatchdog,
    _ observe: (@Sendable (LessonActivity) -> Void)?
  ) async -> Events {
    var events = Events(reader: reader)
    do {
      for try await buffer in output {
        for record in try buffer.withUnsafeBytes({ try events.reader.take($0) }) {
          watch.note(record.event)
          observe?(.event(record))
        }
      }
    } catch let problem as EventReader.Problem {
      events.problem = problem
    } catch {
      // The way the process ended explains why the stream stopped.
    }
    // It also explains an incomplete event at the end.
    return events
  }

  /// The environment has nothing of the user's, and is the same for every run.
  private static func environment(home: String, threads: Int) -> [Environment.Key: String] {
    var environment: [Environment.Key: String] = [
      "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "TZ": "UTC",
      "OMP_NUM_THREADS": "\(threads)", "OMP_STACKSIZE": "1M", "OMP_WAIT_POLICY": "passive",
      "MALLOC_ARENA_MAX": "2",
      "SWIFT_BACKTRACE": "enable=no", "SWIFT_DETERMINISTIC_HASHING": "1",
    ]
    for (name, value) in inheritedEnvironment { environment[.init(stringLiteral: name)] = value }
    return environment
  }

  /// The paths of libraries, and the instructions that the engine and oneDNN may use: the same as in the runner.
  package static var inheritedEnvironment: [String: String] {
    ProcessInfo.processInfo.environment.filter {
      ["LD_LIBRARY_PATH", "DEEPTRAINING_KERNELS", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"].contains($0.key)
    }
  }
}
