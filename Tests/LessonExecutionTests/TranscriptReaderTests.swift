import Foundation
import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonExecution

@Suite("From what a lesson sends to its transcript")
struct TranscriptReaderTests {
  private let twoBlocks = "```swift-dt\nlet a = 1\n```\n\n```swift-dt\nlet b = 2\n```\n"

  private func read(
    _ events: [(Int, LessonEvent)], printed: String = "", errors: String = "",
    ending: LessonProcess.Ending = .exited(0)
  ) throws -> Result<Transcript, TranscriptReader.Failure> {
    let process = LessonProcess(
      records: events.map { LessonEventRecord(out: $0, err: errors.utf8.count, event: $1) },
      printed: Data(printed.utf8), errors: Data(errors.utf8), ending: ending)
    var reader = TranscriptReader(process, of: try program(twoBlocks).written())
    return Result { () throws(TranscriptReader.Failure) in
      try reader.read()
      return reader.transcript
    }
  }

  private func message(_ result: Result<Transcript, TranscriptReader.Failure>) -> String? {
    if case .failure(let failure) = result { failure.message } else { nil }
  }

  private let whole: [(Int, LessonEvent)] = [
    (0, .blockBegan(0)), (2, .shown(.text("x"))), (4, .blockEnded(0)), (4, .blockBegan(1)),
    (4, .blockEnded(1)),
    (4, .ended),
  ]

  @Test("Printed text is cut where events say how much there was")
  func order() throws {
    let transcript = try read(whole, printed: "a\nb\n").get()
    #expect(transcript.blocks[0].results == [.printed("a\n"), .shown(.text("x")), .printed("b\n")])
    #expect(transcript.blocks[1].results == [])
  }

  @Test("A process that ends before the last block's end has failed, even with status 0")
  func early() throws {
    let result = try read(Array(whole.dropLast(2)), printed: "a\nb\n")
    #expect(message(result) == "the lesson ended before its last block, with status 0")
  }

  @Test("What an expectation states is what its block has printed")
  func printedInBlock() throws {
    let markdown = "```swift-dt\nprint(1)\n```\n\n```swift-dt\nprint(2) // Prints \"2\"\n```\n"
    let records = [
      (0, LessonEvent.blockBegan(0)), (2, .blockEnded(0)), (2, .blockBegan(1)), (4, .printsEnd(0)),
      (4, .blockEnded(1)), (4, .ended),
    ].map { LessonEventRecord(out: $0.0, err: 0, event: $0.1) }
    let process = LessonProcess(
      records: records, printed: Data("1\n2\n".utf8), errors: Data(), ending: .exited(0))
    var reader = TranscriptReader(process, of: try program(markdown).written())
    try reader.read()
    #expect(reader.transcript.found == [.printed("2\n")])
  }

  @Test("Failures of documents speak of documents")
  func documents() throws {
    for (kind, message) in [
      (TextKind.lesson, "the lesson called 'exit' before its end"),
      (.document, "the document called 'exit' before its end"),
    ] {
      let records = [LessonEvent.blockBegan(0), .exited([])].map {
        LessonEventRecord(out: 0, err: 0, event: $0)
      }
      let process = LessonProcess(records: records, printed: Data(), errors: Data(), ending: .exited(1))
      var reader = TranscriptReader(process, of: try program(twoBlocks).written(), in: kind)
      let failure = #expect(throws: TranscriptReader.Failure.self) { try reader.read() }
      #expect(failure?.message == message)
    }
  }

  @Test("Events that cannot be are refused")
  func impossible() throws {
    let refused = "the lesson wrote into the runner's event stream: what it sent there is no event"
    #expect(message(try read([(0, .blockBegan(1))])) == refused)
    #expect(message(try read([(0, .blockBegan(0)), (0, .blockBegan(1))])) == refused)
    #expect(message(try read([(0, .blockBegan(0)), (0, .blockEnded(1))])) == refused)
    #expect(message(try read([(5, .blockBegan(0))], printed: "abc")) == refused)
    #expect(message(try read([(3, .blockBegan(0)), (1, .ended)], printed: "abc")) == refused)
    #expect(message(try read([(0, .inlineValue(7, "x"))])) == refused)
    #expect(message(try read([(0, .ended)])) == refused)
    #expect(message(try read([], ending: .sentInvalidEvent(.notAnEvent))) == refused)
  }

  /// A run whose second block stops with a signal.
  private func failure(signal: Int32, printed: String, errors: String) throws -> TranscriptReader.Failure {
    let crash = LessonEvent.crashed(
      .init(signal: signal, isExpected: false, isStackOverflow: false, frames: []))
    let process = LessonProcess(
      records: [
        LessonEventRecord(out: 0, err: 0, event: .blockBegan(0)),
        LessonEventRecord(out: 4, err: 4, event: .blockEnded(0)),
        LessonEventRecord(out: 4, err: 4, event: .blockBegan(1)),
        LessonEventRecord(out: 4 + printed.utf8.count, err: 4 + errors.utf8.count, event: crash),
      ], printed: Data(("one\n" + printed).utf8), errors: Data(("one\n" + errors).utf8), ending: .exited(132))
    var reader = TranscriptReader(process, of: try program(twoBlocks).written())
    return try #require(throws: TranscriptReader.Failure.self) { try reader.read() }
  }

  @Test("A failure has what its block printed, and no other block, without the runtime's own words")
  func output() throws {
    let fatal = try failure(
      signal: SIGILL, printed: "two\nthree", errors: "warn\nLesson/x.md:2: Fatal error: why\n")
    #expect([fatal.message, fatal.printed, fatal.errors] == ["why", "two\nthree", "warn\n"])
    let fault = try failure(signal: SIGSEGV, printed: "", errors: "mine\n")
    #expect(fault.message == "the code used memory that it does not have (a null or stale pointer)")
    #expect([fault.printed, fault.errors] == ["", "mine\n"])
    // A line of the block's own may be all that there is: the frames decide.
    let trap = try failure(signal: SIGILL, printed: "", errors: "mine\n")
    #expect(trap.isGuess && trap.errors == "mine\n")
  }

  @Test("The runtime's message is the one that was written last, without addresses")
  func fatal() throws {
    let crash = LessonEvent.crashed(.init(signal: 4, isExpected: false, isStackOverflow: false, frames: []))
    let result = try read(
      [(0, .blockBegan(0)), (0, crash)],
      errors: "Lesson/x.md:2: Fatal error: at 0x00007f12\nCurrent stack trace:\n0 0x1\n")
    // The first event says that all of it was there before the block began.
    #expect(message(result)?.contains("trapped") == true)
    let process = LessonProcess(
      records: [
        LessonEventRecord(out: 0, err: 0, event: .blockBegan(0)),
        LessonEventRecord(out: 0, err: 66, event: crash),
      ], printed: Data(),
      errors: Data("Lesson/x.md:2: Fatal error: at 0x00007f12\nCurrent stack trace:\n0 0x1\n".utf8),
      ending: .exited(132))
    var reader = TranscriptReader(process, of: try program(twoBlocks).written())
    let failure = try #require(throws: TranscriptReader.Failure.self) { try reader.read() }
    #expect(failure.message == "at 0x…")
    #expect(failure.block == 0)
  }
}
