import Foundation
import LessonStorage
import Testing

@testable import LessonBuilding
@testable import LessonExecution
@testable import LessonServing

@Suite("Runs of learners")
struct LearnerRunsTests {
  /// The lines of an answer.
  private func lines(_ stream: AsyncStream<Data>?) async throws -> [LearnerRuns.Line] {
    var lines: [LearnerRuns.Line] = []
    for await bytes in try #require(stream) where bytes.count > 1 {
      lines.append(try StableJSON.decode(bytes))
    }
    return lines
  }

  private let passed: AttemptResult

  init() throws {
    let json = Data(#"{"verdict":"passed","claims":[],"problems":[],"html":""}"#.utf8)
    passed = try JSONDecoder().decode(AttemptResult.self, from: json)
  }

  /// Waits until it is cancelled.
  private static let endless: @Sendable (@escaping @Sendable () -> Void) async throws -> AttemptResult = {
    begins in
    begins()
    try await Task.sleep(for: .seconds(3600))
    throw CancellationError()
  }

  /// A value that is set once.
  private actor Flag {
    private(set) var value = false
    func set() { value = true }
  }

  @Test("say that they wait, that they run, and what came of them")
  func states() async throws {
    let runs = LearnerRuns()
    let passed = passed
    let said = try await lines(
      runs.run(for: "a") { begins in
        begins()
        return passed
      })
    #expect(said.map(\.state) == [.waits, .runs, .done])
    #expect(said.last?.result == passed)
  }

  @Test("end when the same learner begins another, and leave those of others alone")
  func replaced() async throws {
    let runs = LearnerRuns()
    let passed = passed
    let first = runs.run(for: "a", Self.endless)
    let isOver = Flag()
    let other = runs.run(for: "b") { _ in
      while await !isOver.value { try await Task.sleep(for: .milliseconds(1)) }
      return passed
    }
    let second = runs.run(for: "a") { _ in passed }
    let said = try await lines(first)
    #expect(said.last?.state == .ended)
    #expect(said.last?.message == "this run has ended, since another one was begun")
    #expect(try await lines(second).last?.state == .done)
    await isOver.set()
    #expect(try await lines(other).last?.state == .done)
  }

  @Test("are refused while as many as may be are under way, until one of them has ended")
  func limit() async throws {
    let runs = LearnerRuns()
    let passed = passed
    var streams = (0..<LearnerRuns.most).map { runs.run(for: "\($0)", Self.endless) }
    #expect(streams.allSatisfy { $0 != nil })
    #expect(runs.run(for: "one more") { _ in passed } == nil)
    // The browser is gone.
    streams.removeLast()
    var isTaken = false
    while !isTaken {
      isTaken = runs.run(for: "one more") { _ in passed } != nil
      await Task.yield()
    }
    #expect(isTaken)
  }

  @Test("take no slot of the build any more when they end while they wait for it")
  func waiting() async throws {
    let slots = AsyncSemaphore(1)
    let hasRun = Flag()
    try await slots.withPermit {
      let waiting = Task { try await slots.withPermit { await hasRun.set() } }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
    }
    #expect(await !hasRun.value)
    try await slots.withPermit { await hasRun.set() }
    #expect(await hasRun.value)
  }
}
