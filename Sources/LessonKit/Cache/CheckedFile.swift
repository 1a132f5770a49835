import Foundation

/// Values kept in files that say themselves whether they are whole.
enum CheckedFile {
  /// The value in a file; `nil` when there is none or it is damaged.
  static func read<Value: Decodable>(_ url: URL) -> Value? {
    guard let bytes = try? Data(contentsOf: url), let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
      return nil
    }
    let content = Data(bytes[(end + 1)...])
    guard Data(contentHash(content).utf8) == bytes[..<end] else { return nil }
    return try? TranscriptCoding.decode(content)
  }

  /// Replaces a file by one that holds a value.
  static func write(_ value: some Encodable, to url: URL) throws {
    let content = try TranscriptCoding.encode(value)
    try AtomicFile.write(Data((contentHash(content) + "\n").utf8) + content, to: url)
  }
}
