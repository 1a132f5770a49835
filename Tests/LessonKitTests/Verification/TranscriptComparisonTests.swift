import DeepTraining
import LessonDisplay
import Testing

@testable import LessonKit

@Suite("A fresh transcript beside the recorded one")
struct TranscriptComparisonTests {
  private func messages(_ recorded: String, _ fresh: String, isSameMachine: Bool) throws -> [String] {
    let text = "# A\n\n```swift-dt\nx\n```\n\nThere `{swift-dt} x` is.\n"
    let lesson = try #require(Lesson.parse(path: "a.md", text: text, language: "en", name: "a").lesson)
    func transcript(_ value: String) -> Transcript {
      Transcript(blocks: [BlockTranscript(results: [.shown(.text(value))])], inlineValues: [value])
    }
    return TranscriptComparison(
      lesson, recorded: transcript(recorded), fresh: transcript(fresh), isSameMachine: isSameMachine
    ).diagnostics.map { "\($0.range!.lowerBound.line): \($0.message)" }
  }

  @Test("agrees on the same machine only to the precision that is written")
  func sameMachine() throws {
    #expect(try messages("0.500", "0.500", isSameMachine: true) == [])
    #expect(
      try messages("0.500", "0.507", isSameMachine: true) == [
        "3: the page says '0.500', but the code gives '0.507'",
        "7: the page says '0.500', but the code gives '0.507'",
      ])
  }

  @Test("agrees on another class of machines within two percent, integers and words exactly")
  func otherMachine() throws {
    #expect(try messages("0.500", "0.507", isSameMachine: false) == [])
    #expect(try messages("0.500", "0.515", isSameMachine: false).count == 2)
    #expect(try messages("500", "501", isSameMachine: false).count == 2)
    #expect(try messages("loss 0.5", "Loss 0.5", isSameMachine: false).count == 2)
  }

  @Test("comes from a machine whose class names instructions, oneDNN and engine")
  func machineClass() {
    #expect(Engine.machineClass.contains(/^\w+, oneDNN \d+\.\d+, engine \d+$/))
  }
}
