import Foundation
import Testing

@testable import LessonEditing

@Suite("Messages in a stream")
struct MessageFramingTests {
  private func messages(_ text: String, inPartsOf size: Int = .max) throws -> [String] {
    var framing = MessageFraming()
    var found: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      framing.receive(rest.prefix(size))
      rest = rest.dropFirst(size)
      while let message = try framing.next() { found.append(String(decoding: message, as: UTF8.self)) }
    }
    return found
  }

  @Test("a message is as long as its header says, in bytes", arguments: [1, 2, 3, 7, 1_000])
  func lengths(size: Int) throws {
    let text = "Content-Length: 6\r\n\r\nżółContent-Type: x\r\nCONTENT-LENGTH:2\r\n\r\n{}"
    #expect(try messages(text, inPartsOf: size) == ["żół", "{}"])
  }

  @Test("what was framed is read again")
  func inverse() throws {
    let framed = MessageFraming.framed(Data("ż{}".utf8)) + MessageFraming.framed(Data())
    #expect(try messages(String(decoding: framed, as: UTF8.self), inPartsOf: 5) == ["ż{}", ""])
  }

  @Test(
    "lengths that no message has end the stream",
    arguments: [
      "-1", "99999999999999999999", "1e3", "", "\(MessageFraming.mostOfMessage + 1)",
      "1\r\nContent-Length: 1",
    ])
  func wrongLengths(length: String) {
    #expect(throws: MessageFraming.Broken.self) { try messages("Content-Length: \(length)\r\n\r\n{}") }
  }

  @Test("headers without an end are refused before they fill the memory")
  func endlessHeaders() {
    #expect(throws: MessageFraming.Broken.self) {
      try messages(String(repeating: "X: y\r\n", count: 10_000), inPartsOf: 100)
    }
    #expect(throws: MessageFraming.Broken.self) { try messages("X: y\r\n\r\n{}") }
  }
}
