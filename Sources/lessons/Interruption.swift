import Foundation
import LessonStorage
import Synchronization

/// What Ctrl-C does: a page that is being written is finished, and one line says what is kept; temporary files go, and
/// so do the processes of lessons, which do not outlive the runner.
enum Interruption {
  // Written once, before any other thread starts.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []
  private static let statement = Mutex<(@Sendable () -> Void)?>(nil)

  static func install() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        UnbrokenWork.end()
        statement.withLock { $0 }?()
        TemporaryPaths.removeAll()
        // Ends as if nothing had caught the signal, so that shells know: their status is 130 after Ctrl-C.
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      source.resume()
      sources.append(source)
    }
    // However else a command ends.
    atexit { TemporaryPaths.removeAll() }
    // Written to a pipe that nobody reads any more, as in `lessons build | head`.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Sets what tells the user how far the command came.
  static func tells(_ tell: @escaping @Sendable () -> Void) { statement.withLock { $0 = tell } }
}
