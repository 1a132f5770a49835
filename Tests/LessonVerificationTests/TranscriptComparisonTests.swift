import DeepTraining
import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonVerification

@Suite("A fresh transcript beside the recorded one")
struct TranscriptComparisonTests {
  private func messages(
    _ recorded: String, _ fresh: String, _ occasion: TranscriptComparison.Occasion,
    text: String = "# A\n\n```swift-dt\nx\n```\n\nThere `{swift-dt} x` is.\n"
  ) throws -> [String] {
    let lesson = try #require(Lesson.parse(path: "a.md", text: text, language: "en", name: "a").lesson)
    func transcript(_ value: String) -> Transcript {
      Transcript(blocks: [BlockTranscript(results: [.shown(.text(value))])], inlineValues: [value])
    }
    return TranscriptComparison(
      lesson.outline, transcript(recorded), transcript(fresh), occasion
    ).diagnostics.map { "\($0.range!.lowerBound.line): \($0.message)" }
  }

  @Test("agrees on the same machine only if a reader sees the same")
  func sameMachine() throws {
    #expect(try messages("0.500", "0.500", .record) == [])
    #expect(try messages("0.12", "0.1249", .record).count == 2)
    #expect(
      try messages("0.500", "0.507", .record) == [
        "3: the page says '0.500', but the code gives '0.507'",
        "7: the page says '0.500', but the code gives '0.507'",
      ])
  }

  @Test("names the frame of a slider that differs, also inside of a group")
  func frames() throws {
    func transcript(_ loss: Double, label: String = "γ") -> Transcript {
      let slider = Slider(label, [0, 0.5]) { $0 == 0 ? 1 : loss }.shown
      return LessonTestSupport.transcript([[.shown(slider)], [.shown(.group([.text("a"), slider]))]])
    }
    let lesson = try LessonTestSupport.lesson("```swift-dt\nx\n```\n\n```swift-dt\nx\n```\n")
    func messages(_ fresh: Transcript, _ occasion: TranscriptComparison.Occasion = .record) -> [String] {
      TranscriptComparison(lesson.outline, transcript(2.5), fresh, occasion).diagnostics.map(\.message)
    }
    #expect(messages(transcript(2.5)) == [])
    #expect(messages(transcript(2.51), .recordOfAnotherMachine) == [])
    #expect(
      messages(transcript(3.5))
        == Array(repeating: "at γ = 0.5, the page says '2.5', but the code gives '3.5'", count: 2))
    #expect(
      messages(transcript(3.5), .twoRuns)
        == Array(repeating: "results differ from run to run at γ = 0.5: first '2.5', then '3.5'", count: 2))
    #expect(
      messages(transcript(2.5, label: "β")) == [
        "the page says another slider, but the code gives another slider",
        "the page says other things, but the code gives other things",
      ])
  }

  @Test("agrees on another class of machines within two percent, integers and words exactly")
  func otherMachine() throws {
    #expect(try messages("0.500", "0.507", .recordOfAnotherMachine) == [])
    #expect(try messages("0.500", "0.515", .recordOfAnotherMachine).count == 2)
    #expect(try messages("500", "501", .recordOfAnotherMachine).count == 2)
    #expect(try messages("loss 0.5", "Loss 0.5", .recordOfAnotherMachine).count == 2)
  }

  @Test("agrees within the lesson's own tolerance on another class of machines, and there only")
  func lessonTolerance() throws {
    let text = "---\ntol: 0.1\n---\n\n```swift-dt\nx\n```\n\n`{swift-dt} x`\n"
    #expect(try messages("0.50", "0.54", .recordOfAnotherMachine, text: text) == [])
    #expect(try messages("0.50", "0.58", .recordOfAnotherMachine, text: text).count == 2)
    #expect(try messages("0.50", "0.54", .record, text: text).count == 2)
  }

  @Test("agrees within the tolerance of a block or an expression, each by itself")
  func ownTolerance() throws {
    let text = "```swift-dt\nx\n```\n\n`{swift-dt tol=0.1} x`\n"
    #expect(
      try messages("0.50", "0.54", .record, text: text) == [
        "1: the page says '0.50', but the code gives '0.54'"
      ])
    let other = "```swift-dt tol=0.1\nx\n```\n\n`{swift-dt} x`\n"
    #expect(
      try messages("0.50", "0.54", .record, text: other) == [
        "5: the page says '0.50', but the code gives '0.54'"
      ])
  }

  @Test("of two runs agrees only if every number is the same, unless a tolerance was asked for")
  func twice() throws {
    #expect(
      try messages("0.12", "0.1249", .twoRuns) == [
        "3: results differ from run to run: first '0.12', then '0.1249'",
        "7: results differ from run to run: first '0.12', then '0.1249'",
      ])
    let text = "```swift-dt tol=0.1\nx\n```\n\n`{swift-dt tol=0.1} x`\n"
    #expect(try messages("0.12", "0.1249", .twoRuns, text: text) == [])
  }

  @Test(
    "comes from a class of machines that this version knows, or from none",
    arguments: [
      ("avx2, oneDNN 2.6, engine 9", true), ("avx512_core_bf16, oneDNN 3.5, engine 12", true),
      ("other", false), ("", false),
      ("avx9000, oneDNN 2.6, engine 9", false), ("avx2, oneDNN 2, engine 9", false),
      ("avx2, oneDNN 2.6, engine x", false),
      ("avx2, oneDNN 2.6, engine 99999999999999999999", false), (" avx2, oneDNN 2.6, engine 9", false),
    ])
  func machineClass(text: String, isKnown: Bool) {
    let machine = MachineClass(text)
    #expect((machine != nil) == isKnown && machine.map { $0.description == text } ?? true)
  }

  @Test("comes from this very machine in a class that is known")
  func ownMachineClass() {
    #expect(MachineClass(Engine.machineClass.description) == Engine.machineClass)
    #expect(Engine.machineClass.engine == Engine.version)
  }
}
