import FlyingFox
import FlyingSocks
import Foundation
import LessonAuthoring
import LessonBuilding
import LessonCore
import LessonStorage

/// Serves a folder of pages to browsers, those of this machine unless others are let in, and tells them when to reload a
/// page.
package struct PreviewServer: Sendable {
  private let pages: PreviewPages
  private let server: HTTPServer
  private let running: Task<Void, any Error>
  /// The address of the first page.
  package let address: String
  /// The address from which a browser can run code, too: edit lessons, or try exercises.
  package var addressWithKey: String { "\(address)#key=\(key.text)" }
  private let key: PageKey

  /// Starts serving.
  ///
  /// - Parameters:
  ///   - output: The folder of the pages.
  ///   - port: The port; 0 for any free port.
  ///   - access: Who reaches it, and for what.
  /// - Throws: `RunnerFailure` if the address or the port cannot be used.
  package init(output: String, port: UInt16, access: PreviewAccess = PreviewAccess()) async throws {
    let key = PageKey()
    let pages = PreviewPages(
      access: access, folder: ServedFolder(URL(filePath: output, directoryHint: .isDirectory)),
      events: PreviewEvents(), edits: EditRequests(key: key), runs: RunRequests(key: key),
      learners: LearnRequests(key: key), exports: ExportRequests())
    let server = HTTPServer(
      address: try .inet(ip4: access.address, port: port), timeout: Self.longestAnswer, pool: PromptSockets(),
      logger: .disabled, handler: pages)
    let waiting = Task { try await server.waitUntilListening(timeout: 60) }
    let running = Task {
      defer { waiting.cancel() }
      try await server.run()
    }
    do {
      // If the server does not start listening, `running` throws the reason.
      do { try await waiting.value } catch is CancellationError { try await running.value }
    } catch SocketError.failed(_, let code, let message) {
      let advice = code == EADDRINUSE || code == EACCES ? "; --port names another" : ""
      throw RunnerFailure("port \(port) of \(access.address) cannot be used: \(message)\(advice)")
    }
    guard case .ip4(_, let own) = await server.listeningAddress else {
      throw RunnerFailure("port \(port) of \(access.address) cannot be used")
    }
    self.key = key
    self.pages = pages
    self.server = server
    self.running = running
    address = "http://\(access.name):\(own)/"
  }

  /// Seconds in which an answer begins: the book of a large course takes its time.
  private static let longestAnswer = 300.0

  /// Notifies browsers that pages may have changed, and shows on them what is wrong.
  package func tell(_ problems: PageProblems) {
    // What is wrong with lessons is not for learners.
    pages.events.tell(pages.access.isForLearners ? PageProblems() : problems)
  }

  /// Edits go to these lessons from now on; before, there are none.
  package func edit(with editor: LessonEditor) { pages.edits.edit(with: editor) }

  /// Attempts at exercises are made with these lessons from now on; before, there are none.
  package func learn(with attempts: ExerciseAttempts) { pages.learners.learn(with: attempts) }

  /// Files are made of these lessons from now on; before, there are none.
  package func export(from exports: PageExports) { pages.exports.export(from: exports) }

  /// Shows on a page what happens to its lesson while it is built.
  ///
  /// - Parameter page: The page's place in the output, without an extension.
  package func show(_ event: RunEvent, onPage page: String) {
    // Learners see lessons as they are built.
    if !pages.access.isForLearners { pages.events.show(event, onPage: page) }
  }

  /// Pages stop and run these lessons from now on; before, there are none.
  ///
  /// - Parameter build: Asks for another build.
  package func control(_ lessons: LiveLessons, build: @escaping @Sendable () -> Void) {
    pages.runs.control(lessons, build: build)
  }

  /// Serves until the task is cancelled.
  package func run() async throws {
    let beats = Task { [events = pages.events] in
      while true {
        try await Task.sleep(for: .seconds(15))
        events.beat()
      }
    }
    defer { beats.cancel() }
    try await withTaskCancellationHandler {
      try await running.value
    } onCancel: {
      running.cancel()
    }
  }
}
