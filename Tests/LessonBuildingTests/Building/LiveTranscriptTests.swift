import Foundation
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonDisplay
@testable import LessonExecution

@Suite("What a running lesson has given so far")
struct LiveTranscriptTests {
  /// A transcript of two blocks after events, of a lesson that has printed a text.
  private func transcript(
    _ printed: String, _ events: [(Int, LessonEvent)]
  ) -> LiveTranscript {
    var transcript = LiveTranscript(
      blocks: 2, PrintedOutput { offset, most in Data(Data(printed.utf8).dropFirst(offset).prefix(most)) })
    for (out, event) in events { transcript.take(LessonEventRecord(out: out, err: 0, event: event)) }
    _ = transcript.readPrinted()
    return transcript
  }

  @Test(
    "has the text of each block between its values, and text that no event has told of in the block that runs"
  )
  func order() {
    let found = transcript(
      "abcdef",
      [
        (0, .blockBegan(0)), (1, .shown(.text("x"))), (2, .blockEnded(0)), (3, .blockBegan(1)),
        (4, .blockThrew("no")),
      ])
    #expect(found.results(ofBlock: 0) == [.printed("a"), .shown(.text("x")), .printed("bc")])
    #expect(found.results(ofBlock: 1) == [.printed("d"), .message("Error: no"), .printed("ef")])
  }

  @Test("has the end of a long text while its block runs, and all of it then")
  func long() {
    let lines = (1...1_000).map { "line \($0)\n" }.joined()
    let running = transcript(lines, [(0, .blockBegan(0))])
    guard case .printed(let end)? = running.results(ofBlock: 0).first else { return #expect(Bool(false)) }
    #expect(
      end.hasPrefix("…\n") && end.hasSuffix("line 999\nline 1000\n") && end.split(separator: "\n").count == 25
    )
    let ended = transcript(lines, [(0, .blockBegan(0)), (lines.utf8.count, .blockEnded(0))])
    #expect(ended.results(ofBlock: 0) == [.printed(lines)])
  }

  @Test("never has more text than a page may have, whatever a lesson says of itself")
  func bounded() {
    let endless = PrintedOutput { _, most in Data(repeating: 65, count: most) }
    var transcript = LiveTranscript(blocks: 1, endless)
    for event in [.blockBegan(7), .blockBegan(-1), .blockEnded(3), .blockBegan(0)] as [LessonEvent] {
      transcript.take(LessonEventRecord(out: .max, err: -5, event: event))
      transcript.take(LessonEventRecord(out: .min, err: 0, event: .shown(.text("x"))))
    }
    for _ in 0..<4 { _ = transcript.readPrinted() }
    transcript.take(LessonEventRecord(out: 0, err: 0, event: .blockEnded(0)))
    let text = transcript.results(ofBlock: 0).map {
      if case .printed(let text) = $0 { text.utf8.count } else { 0 }
    }
    #expect(text.reduce(0, +) <= PrintedOutput.mostBytes)
  }
}
