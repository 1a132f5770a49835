import Foundation
import LessonConfinement
import LessonDisplay
import LessonStorage
import Subprocess

/// A lesson's process as the runner sees it: what it said, what it printed, how it ended.
package struct LessonProcess: Sendable {
  /// How the process ended.
  package enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// The time was up, in seconds: that of the block with this index, or of the lesson.
    case timedOut(seconds: Double, block: Int?)
    /// It took more than it may, as the author is told.
    case exceeded(String)
    /// What it sent could not be read.
    case sentInvalidEvent(EventReader.Problem)
  }

  package let records: [LessonEventRecord]
  package let printed: Data
  package let errors: Data
  package let ending: Ending
  /// What temporary folders are called in results.
  package var names = StableNames.none

  /// A part of what it printed.
  func printedText(_ bytes: Range<Int>) -> String { text(printed[bytes]) }

  /// A part of what it wrote to the standard error.
  func errorText(_ bytes: Range<Int>) -> String { text(errors[bytes]) }

  private func text(_ bytes: Data) -> String {
    String(decoding: names.applied(to: Data(bytes)), as: UTF8.self)
  }

  /// Seconds that a lesson and each of its blocks may take.
  package struct Times: Sendable {
    package var lesson: Double
    /// By the block's index.
    package var blocks: [Int: Double] = [:]
  }

  /// Runs an object in a process of its own.
  ///
  /// - Parameters:
  ///   - host: The executable that becomes the process: `lesson-host`.
  ///   - folder: An empty folder; the lesson works in one inside it.
  ///   - data: Folders that the lesson finds as `data/NAME`, by name.
  ///   - libraries: Where libraries are that only the lesson needs.
  ///   - confinement: How the process is confined.
  ///   - trainings: What trainings of earlier runs gave, to be used and added to; `nil` to compute all.
  ///   - observe: Is told of every event as it comes; nobody by default.
  package static func run(
    object: String, host: String, folder: URL, data: [String: String], libraries: [String], times: Times,
    confinement: Confinement, trainings: TrainingCache?, observe: (@Sendable (LessonEvent) -> Void)?
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
      build: BuildIdentity.current, trainings: trainings?.folder.realPath, tellsProgress: observe != nil)
    try job.write()
    var options = PlatformOptions()
    options.processGroupID = 0
    let watch = LessonWatchdog(times: times, scratch: scratch)
    let names = StableNames(scratch: scratch, program: URL(filePath: object).deletingLastPathComponent().path)
    let outcome = try await Subprocess.run(
      .path(.init(host)),
      arguments: [HostCommand.lesson.rawValue, folder.path],
      environment: .custom(environment(home: scratch)), platformOptions: options,
      input: .none, output: .sequence, error: .discarded
    ) { execution in
      let dog = Task { await watch.guardProcess(execution.processIdentifier.value) }
      let events = await read(
        execution.standardOutput, EventReader(names: names), watch, observe)
      if events.problem != nil { try? execution.send(signal: .kill, toProcessGroup: true) }
      return (events, dog)
    }
    let (events, dog) = outcome.closureResult
    dog.cancel()
    // What the lesson started must not outlive it.
    kill(-outcome.processIdentifier.value, SIGKILL)
    // Then it was ended because nobody wants to know.
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
      printed: (try? Data(contentsOf: folder.appending(path: LessonJob.printedFile))) ?? Data(),
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
    _ observe: (@Sendable (LessonEvent) -> Void)?
  ) async -> Events {
    var events = Events(reader: reader)
    do {
      for try await buffer in output {
        for record in try buffer.withUnsafeBytes({ try events.reader.take($0) }) {
          watch.note(record.event)
          observe?(record.event)
        }
      }
    } catch let problem as EventReader.Problem {
      events.problem = problem
    } catch {
      // How the process ended says why nothing more came.
    }
    // So it does of a line that was cut off, in the middle of an event.
    return events
  }

  /// Nothing of the user's own environment, and the same for every run.
  private static func environment(home: String) -> [Environment.Key: String] {
    var environment: [Environment.Key: String] = [
      "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "TZ": "UTC",
      "OMP_NUM_THREADS": "2", "OMP_STACKSIZE": "1M", "OMP_WAIT_POLICY": "passive", "MALLOC_ARENA_MAX": "2",
      "SWIFT_BACKTRACE": "enable=no", "SWIFT_DETERMINISTIC_HASHING": "1",
    ]
    for (name, value) in inheritedEnvironment { environment[.init(stringLiteral: name)] = value }
    return environment
  }

  /// Where libraries are, and which instructions the engine and oneDNN may use: the runner has found and used the same.
  package static var inheritedEnvironment: [String: String] {
    ProcessInfo.processInfo.environment.filter {
      ["LD_LIBRARY_PATH", "DEEPTRAINING_KERNELS", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"].contains($0.key)
    }
  }
}
