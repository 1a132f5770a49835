import Foundation
import LessonDisplay
import Synchronization

/// Ends a lesson's process when its time is up, or when it exceeds a limit that the kernel does not enforce.
final class LessonWatchdog: Sendable {
  private struct State {
    var deadline: ContinuousClock.Instant
    var block: (index: Int, seconds: Double)?
    var verdict: LessonProcess.Ending?
  }

  /// The maximum resident memory of a process in bytes.
  static let mostMemory = 4 << 30

  private let times: LessonProcess.Times
  private let scratch: String
  private let lessonDeadline: ContinuousClock.Instant
  private let state: Mutex<State>

  /// - Parameter scratch: The folder in which the lesson may write.
  init(times: LessonProcess.Times, scratch: String) {
    self.times = times
    self.scratch = scratch
    lessonDeadline = .now + .seconds(times.lesson)
    state = Mutex(State(deadline: lessonDeadline))
  }

  /// Why the process was ended, if it was.
  var verdict: LessonProcess.Ending? { state.withLock { $0.verdict } }

  /// Follows the lesson from block to block.
  func note(_ event: LessonEvent) {
    state.withLock { state in
      switch event {
      case .blockBegan(let index):
        guard let seconds = times.blocks[index] else { return }
        let deadline = ContinuousClock.now + .seconds(seconds)
        // Otherwise the lesson's own limit is reached first, and is the one to name.
        guard deadline < lessonDeadline else { return }
        state.block = (index, seconds)
        state.deadline = deadline
      case .blockEnded:
        state.block = nil
        state.deadline = lessonDeadline
      default: break
      }
    }
  }

  /// Polls a process until the task is cancelled or the process must end.
  func guardProcess(_ process: pid_t) async {
    var looks = 0
    while true {
      // A block's time limit may start and be reached between two polls.
      let deadline = state.withLock { $0.deadline }
      do { try await Task.sleep(until: min(deadline, .now + .milliseconds(50))) } catch { return }
      looks += 1
      if isTimeUp() {
        // The first signal lets it report where it is; the second ends it.
        kill(process, SIGQUIT)
        try? await Task.sleep(for: .seconds(1))
        kill(-process, SIGKILL)
        return
      }
      // Files are counted less often, since they can be many.
      if let excess = excess(of: process, countsFiles: looks.isMultiple(of: 4)) {
        state.withLock { $0.verdict = .exceeded(excess) }
        kill(-process, SIGKILL)
        return
      }
    }
  }

  private func isTimeUp() -> Bool {
    state.withLock { state in
      guard ContinuousClock.now >= state.deadline else { return false }
      let block = state.block
      state.verdict = .timedOut(seconds: block?.seconds ?? times.lesson, block: block?.index)
      return true
    }
  }

  private func excess(of process: pid_t, countsFiles: Bool) -> String? {
    if let memory = Self.memory(of: process), memory > Self.mostMemory {
      return "the lesson uses more than \(Self.mostMemory >> 30) GB of memory"
    }
    return countsFiles ? ScratchUsage(folder: scratch, process: process).problem : nil
  }

  /// The resident memory in bytes, including shared pages.
  private static func memory(of process: pid_t) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8) else {
      return nil
    }
    let pages = text.split(separator: " ")
    return pages.count > 1 ? Int(pages[1]).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } : nil
  }
}
