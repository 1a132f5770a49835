import Foundation
import Synchronization

/// Paths to remove when the runner ends or is interrupted: scratch folders, files that are being written.
package enum TemporaryPaths {
  /// Identifies a registered removal.
  package typealias Token = Int

  private struct State {
    var removals: [Token: @Sendable () -> Void] = [:]
    var last: Token = 0
    var remains: [String] = []
  }

  private static let state = Mutex(State())

  /// - Parameter remove: Removes the path, whatever the runner is doing. Objects that it captures stay alive until
  ///   then.
  package static func add(_ remove: @escaping @Sendable () -> Void) -> Token {
    state.withLock { state in
      state.last += 1
      state.removals[state.last] = remove
      return state.last
    }
  }

  /// Cancels a removal, because the path is already removed or shall stay.
  package static func forget(_ token: Token) { state.withLock { _ = $0.removals.removeValue(forKey: token) } }

  /// Performs all removals.
  package static func removeAll() {
    let removals = state.withLock { state in
      defer { state.removals = [:] }
      return state.removals
    }
    for remove in removals.values { remove() }
  }

  /// Notes for the user a path that could not be removed.
  static func noteRemains(_ text: String) { state.withLock { $0.remains.append(text) } }

  /// The notes since the last call.
  package static func takeRemains() -> [String] {
    state.withLock { state in
      defer { state.remains = [] }
      return state.remains
    }
  }
}
