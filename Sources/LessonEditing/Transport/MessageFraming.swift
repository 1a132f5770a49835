import Foundation

/// Divides a stream of bytes into messages: headers, an empty line, and as many bytes as 'Content-Length' says.
///
/// Sizes are those of the sender, so each has a limit, and nothing is reserved before it has arrived.
package struct MessageFraming: Sendable {
  /// The stream does not follow the protocol; what comes after it cannot be understood.
  package struct Broken: Error, Equatable {
    package let reason: String
  }

  /// The maximum bytes of all headers of a message.
  package static let mostOfHeaders = 4_096
  /// The maximum bytes of a message. A lesson has at most 2 MB, each of which JSON may write in six.
  package static let mostOfMessage = 32 << 20

  private var buffer: [UInt8] = []
  /// The bytes of the buffer that were looked at before.
  private var searched = 0
  /// The length of the message whose headers were read.
  private var expected: Int?

  package init() {}

  /// Adds bytes that have arrived.
  package mutating func receive(_ bytes: some Sequence<UInt8>) { buffer += bytes }

  /// The next whole message; `nil` if more bytes are needed.
  package mutating func next() throws(Broken) -> Data? {
    if expected == nil {
      guard let end = endOfHeaders() else {
        guard buffer.count <= Self.mostOfHeaders else {
          throw Broken(reason: "the headers of a message have more than \(Self.mostOfHeaders) bytes")
        }
        return nil
      }
      expected = try Self.length(in: buffer[..<end])
      buffer.removeSubrange(..<(end + Self.separator.count))
      searched = 0
    }
    guard let length = expected, buffer.count >= length else { return nil }
    let message = Data(buffer[..<length])
    buffer.removeSubrange(..<length)
    expected = nil
    return message
  }

  private static let separator = Array("\r\n\r\n".utf8)

  private mutating func endOfHeaders() -> Int? {
    let from = max(0, searched - Self.separator.count)
    searched = min(buffer.count, Self.mostOfHeaders + Self.separator.count)
    guard from < searched else { return nil }
    return buffer[from..<searched].firstRange(of: Self.separator)?.lowerBound
  }

  private static func length(in headers: ArraySlice<UInt8>) throws(Broken) -> Int {
    var length: Int?
    for line in String(decoding: headers, as: UTF8.self).split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      let digits = parts[1].trimmingCharacters(in: .whitespaces)
      guard let number = Int(digits), number >= 0, length == nil else {
        throw Broken(reason: "'Content-Length' is a number, not '\(digits.prefix(40))'")
      }
      length = number
    }
    guard let length else { throw Broken(reason: "a message has no 'Content-Length'") }
    guard length <= mostOfMessage else {
      throw Broken(reason: "a message has \(length) bytes; expected at most \(mostOfMessage)")
    }
    return length
  }

  /// A message with its header.
  package static func framed(_ message: Data) -> Data {
    Data("Content-Length: \(message.count)\r\n\r\n".utf8) + message
  }
}
