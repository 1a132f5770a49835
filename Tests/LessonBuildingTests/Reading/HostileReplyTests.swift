import Foundation
import Testing

@testable import LessonCore
@testable import LessonReading
@testable import LessonStorage

@Suite("A reply that no honest reader gives")
struct HostileReplyTests {
  private static let task = ReadLesson(
    source: LessonSource(
      file: LessonFile(path: "en/x.md", language: "en", name: "x"),
      bytes: Data(
        "# A\n\n```swift-dt timeout=5\n1\n```\n\n```swift-dt fail\n+\n```\n\n`{swift-dt} 1`\n".utf8),
      translation: nil),
    values: [], basis: nil, memory: nil)

  /// The honest reply with a part of its JSON replaced.
  private func reply(_ old: String, _ new: String) throws -> Reading? {
    let text = String(decoding: try StableJSON.encode(Self.task.perform()), as: UTF8.self)
    #expect(old.isEmpty || text.contains(old), "\(text)")
    return try? StableJSON.decode(Data(text.replacing(old, with: new, maxReplacements: 1).utf8))
  }

  @Test("is told from an honest one")
  func honest() throws {
    let reply = try #require(try reply("", ""))
    #expect(reply.diagnostics.isEmpty && Self.task.accepts(reply))
  }

  @Test(
    "is refused as the failure of that lesson's reader",
    arguments: [
      ("\"path\":\"en/x.md\"", "\"path\":\"en/y.md\""), ("\"language\":\"en\"", "\"language\":\"../..\""),
      ("\"name\":\"x\"", "\"name\":\"../y\""), ("\"index\":0", "\"index\":1"),
      ("\"index\":0", "\"index\":-1"),
      ("\"blocksBefore\":2", "\"blocksBefore\":3"),
      ("\"column\":1", "\"column\":0"), ("\"line\":3", "\"line\":9223372036854775807"),
      ("\"line\":3", "\"line\":-1"), ("\"lastLine\":5", "\"lastLine\":-5"),
      ("\"lastLine\":5", "\"lastLine\":2"),
      ("\"timeout\":5", "\"timeout\":\"nan\""), ("\"timeout\":5", "\"timeout\":1e300"),
      ("\"timeout\":5", "\"timeout\":-1"), ("\"firstByte\":0", "\"firstByte\":9223372036854775807"),
      ("\"blocks\":2", "\"blocks\":1"), ("\"inlineExpressions\":1", "\"inlineExpressions\":1000000000000"),
      ("\"syntaxFailures\":{\"1\"", "\"syntaxFailures\":{\"2\""),
    ])
  func tampered(old: String, new: String) throws {
    guard let reply = try reply(old, new) else { return }
    #expect(!Self.task.accepts(reply))
  }

  @Test("may be no JSON, or JSON without an end")
  func nonsense() {
    for text in ["", "{", String(repeating: "[", count: 100_000), "{\"lesson\":null}"] {
      let reply: Reading? = try? StableJSON.decode(Data(text.utf8))
      #expect(reply.map(Self.task.accepts) != true)
    }
  }
}
