import Foundation
import LessonDisplay
import Subprocess
import Synchronization

/// A lesson's process as the runner sees it: what it said, what it printed, how it ended.
struct LessonProcess: Sendable {
  /// How the process ended.
  enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// The time was up, in seconds: that of the block with this index, or of the lesson.
    case timedOut(seconds: Double, block: Int?)
    /// What it sent is no event.
    case misspoke
  }

  let records: [LessonEventRecord]
  let printed: Data
  let errors: Data
  let ending: Ending

  /// Seconds that a lesson and each of its blocks may take.
  struct Times: Sendable {
    var lesson: Double
    /// By the block's index.
    var blocks: [Int: Double] = [:]
  }

  /// Bytes of events that a lesson may send.
  private static let mostEventBytes = 64 << 20

  /// Runs an object in a process of its own.
  ///
  /// - Parameters:
  ///   - runner: The executable that becomes the process.
  ///   - folder: An empty folder; the lesson works in one inside it.
  ///   - data: Folders that the lesson finds as `data/NAME`, by name.
  static func run(
    object: String, runner: String, folder: URL, data: [String: String], times: Times
  ) async throws -> LessonProcess {
    let dataFolder = folder.appending(path: "scratch/data")
    try FileManager.default.createDirectory(at: dataFolder, withIntermediateDirectories: true)
    for (name, path) in data {
      try FileManager.default.createSymbolicLink(
        atPath: dataFolder.path + "/" + name, withDestinationPath: path)
    }
    let job = LessonChild.Job(
      object: object, folder: folder.path,
      limits: .init(processorTime: Int((times.lesson * 64).rounded(.up)) + 10))
    var options = PlatformOptions()
    options.processGroupID = 0
    let watch = Watch(times: times)
    let outcome = try await Subprocess.run(
      .path(.init(runner)),
      arguments: [LessonChild.argument, String(decoding: try JSONEncoder().encode(job), as: UTF8.self)],
      environment: .custom(environment(home: folder.path + "/scratch")), platformOptions: options,
      input: .none, output: .sequence, error: .discarded
    ) { execution in
      let dog = Task { await watch.guardProcess(execution.processIdentifier.value) }
      let events = await read(execution.standardOutput, watch)
      if !events.areWellFormed { try? execution.send(signal: .kill, toProcessGroup: true) }
      return (events, dog)
    }
    let (events, dog) = outcome.closureResult
    dog.cancel()
    // What the lesson started must not outlive it.
    kill(-outcome.processIdentifier.value, SIGKILL)
    let ending: Ending =
      if !events.areWellFormed {
        .misspoke
      } else if let timeout = watch.expired {
        timeout
      } else {
        switch outcome.terminationStatus {
        case .exited(let code): .exited(code)
        case .signaled(let signal): .signalled(signal)
        }
      }
    return LessonProcess(
      records: events.records,
      printed: (try? Data(contentsOf: folder.appending(path: LessonChild.printedFile))) ?? Data(),
      errors: (try? Data(contentsOf: folder.appending(path: LessonChild.errorFile))) ?? Data(), ending: ending
    )
  }

  private struct Events: Sendable {
    var records: [LessonEventRecord] = []
    var areWellFormed = true
  }

  private static func read(_ output: SubprocessOutputSequence, _ watch: Watch) async -> Events {
    var events = Events()
    var pending = Data()
    var total = 0
    do {
      for try await buffer in output {
        buffer.withUnsafeBytes { pending.append(contentsOf: $0) }
        total += buffer.count
        guard total <= mostEventBytes else {
          events.areWellFormed = false
          return events
        }
        while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
          let record = try EventStream.decode(Data(pending[..<end]))
          pending = Data(pending[(end + 1)...])
          watch.note(record.event)
          events.records.append(record)
        }
      }
    } catch {
      events.areWellFormed = false
    }
    // A line that was cut off means an end in the middle of an event; how the process ended says why.
    return events
  }

  /// Nothing of the user's own environment, and the same for every run.
  private static func environment(home: String) -> [Environment.Key: String] {
    var environment: [Environment.Key: String] = [
      "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "TZ": "UTC",
      "OMP_NUM_THREADS": "2", "OMP_STACKSIZE": "1M", "OMP_WAIT_POLICY": "passive", "MALLOC_ARENA_MAX": "2",
      "SWIFT_BACKTRACE": "enable=no", "SWIFT_DETERMINISTIC_HASHING": "1",
    ]
    // Where libraries are, and which instructions oneDNN may use: the runner has found and used the same.
    for name in ["LD_LIBRARY_PATH", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"] {
      if let value = ProcessInfo.processInfo.environment[name] {
        environment[.init(stringLiteral: name)] = value
      }
    }
    return environment
  }
}

/// Keeps the time of a lesson and its blocks.
private final class Watch: Sendable {
  private struct State {
    var deadline: ContinuousClock.Instant
    var block: (index: Int, seconds: Double)?
    var expired: LessonProcess.Ending?
  }

  private let times: LessonProcess.Times
  private let lessonDeadline: ContinuousClock.Instant
  private let state: Mutex<State>

  init(times: LessonProcess.Times) {
    self.times = times
    lessonDeadline = .now + .seconds(times.lesson)
    state = Mutex(State(deadline: lessonDeadline))
  }

  var expired: LessonProcess.Ending? { state.withLock { $0.expired } }

  func note(_ event: LessonEvent) {
    state.withLock { state in
      switch event {
      case .blockBegan(let index):
        guard let seconds = times.blocks[index] else { return }
        state.block = (index, seconds)
        state.deadline = min(lessonDeadline, .now + .seconds(seconds))
      case .blockEnded:
        state.block = nil
        state.deadline = lessonDeadline
      default: break
      }
    }
  }

  /// Ends a process whose time is up: first so that it can say where it is, then for good.
  func guardProcess(_ process: pid_t) async {
    while true {
      // A block's own time may begin and end between two looks.
      let deadline = state.withLock { $0.deadline }
      let next = min(deadline, .now + .milliseconds(50))
      do { try await Task.sleep(until: next) } catch { return }
      let isOver = state.withLock { state in
        guard ContinuousClock.now >= state.deadline else { return false }
        let block = state.block
        state.expired = .timedOut(seconds: block?.seconds ?? times.lesson, block: block?.index)
        return true
      }
      guard isOver else { continue }
      kill(process, SIGQUIT)
      try? await Task.sleep(for: .seconds(1))
      kill(-process, SIGKILL)
      return
    }
  }
}
