import FlyingFox
import Foundation
import LessonBuilding
import LessonCore
import LessonRendering
import LessonStorage
import Synchronization

/// Answers what exercises on a page ask: which there are, and what an attempt gives.
final class LearnRequests: Sendable {
  /// The paths of the script, of what results need, of a page's exercises, and of attempts. No file can have them.
  static let scriptPath = PageScripts.path + "learner.js"
  static let stylePath = "/.lessons/results.css"
  static let resultsPath = "/.lessons/results.js"
  static let exercisesPath = "/.lessons/exercises"
  static let attemptPath = "/.lessons/attempt"

  /// The style of results.
  static let style = Data(ThemePart.styleOfResults.utf8)
  /// The scripts of charts and sliders, for results that come when the page's own scripts have run.
  ///
  /// They look for charts in the `document`, in whose place they get the part of the page that is new. It uses the
  /// properties of prototypes, since element names in an untrusted page can hide those of `document`.
  static let results = Data(
    """
    globalThis.lessonsResults = part => {
      const page = globalThis.document
      const property = name => Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(page)
      const document = {
        get activeElement() { return property("activeElement") },
        get documentElement() { return property("documentElement") },
        createElement: name => Document.prototype.createElement.call(page, name),
        addEventListener: (...event) => EventTarget.prototype.addEventListener.apply(page, event),
        getElementById: id => part.querySelector("#" + CSS.escape(id)),
        querySelectorAll: selector => part.querySelectorAll(selector),
      };
    \(ThemePart.scriptOfResults)
    };
    """.utf8)

  private let key: PageKey
  private let runs = LearnerRuns()
  private let attempts = Mutex<ExerciseAttempts?>(nil)

  /// - Parameter key: What whoever runs code must know.
  init(key: PageKey) { self.key = key }

  /// Attempts are made with these lessons from now on.
  func learn(with attempts: ExerciseAttempts) { self.attempts.withLock { $0 = attempts } }

  /// The answer to a request for exercises, or to an attempt.
  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    guard key.opens(request) else {
      return PageRequests.answer(
        .forbidden,
        PageRequests.Message(
          "this page may not run code: open the address with the key that 'lessons serve' says"))
    }
    guard let attempts = attempts.withLock({ $0 }), let page = PageRequests.page(of: request) else {
      return PageRequests.noLesson()
    }
    do {
      guard request.method == .POST else {
        let exercises = try await attempts.exercises(ofPage: page)
        return exercises.map { PageRequests.answer(.ok, $0) } ?? PageRequests.noLesson()
      }
      return try await run(request, page, attempts)
    } catch {
      return PageRequests.answer(error)
    }
  }

  /// JSON may need six letters for one; a name and braces come besides.
  private static let mostBytes = 6 * AttemptLines.mostBytes + 1_000

  private func run(
    _ request: HTTPRequest, _ page: String, _ attempts: ExerciseAttempts
  ) async throws -> HTTPResponse {
    guard let learner = request.headers[HTTPHeader("X-Lessons-Learner")], learner.utf8.count == 32 else {
      throw UsageFailure("an attempt says by 32 letters whose it is")
    }
    let body = try await PageRequests.body(of: request, "an attempt", atMost: Self.mostBytes)
    guard let attempt: ExerciseAttempts.Attempt = try? StableJSON.decode(body) else {
      throw UsageFailure("what was sent is no attempt at an exercise")
    }
    let stream = runs.run(for: learner) { begins in
      try await attempts.result(of: attempt, onPage: page, begins: begins)
    }
    guard let stream else {
      let text = "\(LearnerRuns.most) runs are under way or wait already; try again in a minute"
      return PageRequests.answer(.tooManyRequests, PageRequests.Message(text))
    }
    return HTTPResponse(
      statusCode: .ok, headers: [.contentType: "application/x-ndjson"],
      body: HTTPBodySequence(from: StreamedBody(stream: stream)))
  }
}
