import Foundation
import Synchronization

/// Work that an interrupt does not break off, such as the writing of all files of a page.
package enum UnbrokenWork {
  private struct State {
    var running = 0
    var hasEnded = false
  }

  private static let state = Mutex(State())
  /// The longest time, in microseconds, that an interrupt waits; a disk may hang.
  private static let longest = 3_000_000
  private static let step = 2_000

  /// Performs work, which must not perform other unbroken work. After `end()`, it never begins.
  package static func perform<Result>(_ work: () throws -> Result) rethrows -> Result {
    while !begin() { pause() }
    defer { state.withLock { $0.running -= 1 } }
    return try work()
  }

  private static func begin() -> Bool {
    state.withLock { state in
      if !state.hasEnded { state.running += 1 }
      return !state.hasEnded
    }
  }

  /// Waits for the work that has begun, and lets none begin any more, since the process ends.
  package static func end() {
    state.withLock { $0.hasEnded = true }
    for _ in 0..<longest / step where state.withLock({ $0.running > 0 }) { usleep(useconds_t(step)) }
  }
}
