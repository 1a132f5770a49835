import Foundation
import LessonStorage

/// What Ctrl-C does: temporary files go, and so do the processes of lessons, which do not outlive the runner.
enum Interruption {
  // Written once, before any other thread starts.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  static func install() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        TemporaryPaths.removeAll()
        // Ends as if nothing had caught the signal, so that shells know.
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
}
