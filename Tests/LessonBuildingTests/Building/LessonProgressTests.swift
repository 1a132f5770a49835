import Foundation
import LessonTestSupport
import Synchronization
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonDisplay
@testable import LessonDocument
@testable import LessonExecution

@Suite("How far a running lesson has come")
struct LessonProgressTests {
  @Test("is told with its block, and with the epoch of a training in it")
  func events() throws {
    let lesson = try #require(
      Lesson.parse(
        path: "a.md", text: "```swift-dt\n1\n```\n\n```swift-dt\n2\n```\n", language: "en", name: "a"
      ).lesson)
    let told = Mutex<[String]>([])
    let observe = LessonProgress.observer(of: lesson.outline) { progress in
      told.withLock { $0.append(progress.description) }
    }
    let training = try JSONDecoder().decode(
      LessonEvent.Training.self,
      from: Data(#"{"epoch":3,"epochs":20,"loss":0.4123,"secondsLeft":12.2}"#.utf8))
    for event in [
      .blockBegan(0), .training(training), .blockEnded(0), .blockBegan(1), .inlineValue(0, "1"), .ended,
    ] as [LessonEvent] { observe(.event(LessonEventRecord(out: 0, err: 0, event: event))) }
    #expect(
      told.withLock { $0 } == [
        "a.md 1/2", "a.md 1/2 · epoch 3/20 · loss 0.412 · 12 s left", "a.md 2/2",
      ])
  }
}
