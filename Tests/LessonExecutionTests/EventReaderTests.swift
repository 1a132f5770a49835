import Foundation
import LessonDisplay
import Testing

@testable import LessonExecution

@Suite("The event stream is read as if a lesson had written it")
struct EventReaderTests {
  private static let began = #"{"out":0,"err":0,"event":{"blockBegan":{"_0":0}}}"#

  /// What reading bytes in pieces gave.
  private func read(_ text: [UInt8], piece: Int = 4096, _ bounds: EventReader.Bounds = .init()) throws
    -> [LessonEvent]
  {
    var reader = EventReader(bounds)
    for start in stride(from: 0, to: text.count, by: piece) {
      _ = try reader.take(text[start..<min(start + piece, text.count)])
    }
    return reader.records.map(\.event)
  }

  @Test("Events arrive whole however the stream is cut", arguments: [1, 2, 3, 49, 50, 51, 1000])
  func pieces(size: Int) throws {
    let text = Array((Self.began + "\n" + Self.began + "\n").utf8)
    #expect(try read(text, piece: size) == [.blockBegan(0), .blockBegan(0)])
  }

  @Test(
    "What is no event ends the lesson",
    arguments: [
      "\n", "null\n", "{}\n", "[[[\n", "{\"out\":0}\n", #"{"out":1e99,"err":0,"event":{"ended":{}}}"# + "\n",
      #"{"out":0,"err":0,"event":{"unknown":{}}}"# + "\n", String(repeating: "[", count: 60) + "\n",
      "\u{1B}[2J\n", "<script>alert(1)</script>\n",
    ])
  func noEvents(text: String) {
    #expect(throws: EventReader.Problem.notAnEvent) { try read(Array(text.utf8)) }
  }

  @Test("Bytes that are not UTF-8 are no event, inside text too")
  func invalidText() {
    let text =
      Array(#"{"out":0,"err":0,"event":{"blockThrew":{"_0":""#.utf8) + [0xFF, 0xC0] + Array("\"}}}\n".utf8)
    #expect(throws: EventReader.Problem.notAnEvent) { try read(text) }
  }

  @Test("A line that never ends, too many bytes and too many events are not kept")
  func bounds() {
    let bounds = EventReader.Bounds(event: 1000, bytes: 5000, events: 3)
    #expect(throws: EventReader.Problem.largeEvent) {
      try read([UInt8](repeating: 0x20, count: 1001), piece: 100, bounds)
    }
    #expect(throws: EventReader.Problem.manyEvents) {
      try read(Array(String(repeating: Self.began + "\n", count: 4).utf8), piece: 1, bounds)
    }
    let padded = Self.began + String(repeating: " ", count: 900) + "\n"
    #expect(throws: EventReader.Problem.manyBytes) {
      try read(Array(String(repeating: padded, count: 6).utf8), .init(event: 1000, bytes: 5000, events: 100))
    }
  }
}
