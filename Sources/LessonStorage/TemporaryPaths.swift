import Foundation
import Synchronization

/// What must go when the runner ends or is interrupted: scratch folders, files that are being written.
package enum TemporaryPaths {
  /// Names what is to be removed.
  package typealias Token = Int

  private struct State {
    var removals: [Token: @Sendable () -> Void] = [:]
    var last: Token = 0
    var remains: [String] = []
  }

  private static let state = Mutex(State())

  /// - Parameter remove: Removes it, whatever the runner is doing. What it refers to is kept until then.
  package static func add(_ remove: @escaping @Sendable () -> Void) -> Token {
    state.withLock { state in
      state.last += 1
      state.removals[state.last] = remove
      return state.last
    }
  }

  /// It is gone, or stays.
  package static func forget(_ token: Token) { state.withLock { _ = $0.removals.removeValue(forKey: token) } }

  /// Removes all of it.
  package static func removeAll() {
    let removals = state.withLock { state in
      defer { state.removals = [:] }
      return state.removals
    }
    for remove in removals.values { remove() }
  }

  /// Notes what could not be removed, for the user.
  static func noteRemains(_ text: String) { state.withLock { $0.remains.append(text) } }

  /// What could not be removed since this was asked last.
  package static func takeRemains() -> [String] {
    state.withLock { state in
      defer { state.remains = [] }
      return state.remains
    }
  }
}
