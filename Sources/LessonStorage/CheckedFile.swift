import Foundation

/// Values in files with checksums.
enum CheckedFile {
  /// The maximum size of a file in bytes. A transcript has at most some 100 MB.
  static let mostBytes = 1 << 28

  /// The value in a file; `nil` if the file is missing or damaged.
  static func read<Value: Decodable>(_ name: String, in folder: RootedFolder) -> Value? {
    folder.bytes(name, atMost: mostBytes).flatMap(content).flatMap { try? StableJSON.decode($0) }
  }

  /// Whether the bytes are those of such a file.
  static func isWhole(_ bytes: Data) -> Bool { content(bytes) != nil }

  /// What follows the checksum; `nil` if it does not match.
  private static func content(_ bytes: Data) -> Data? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let content = Data(bytes[(end + 1)...])
    return Data(contentHash(content).utf8) == bytes[..<end] ? content : nil
  }

  /// Writes a value to a file, which is replaced atomically.
  static func write(_ value: some Encodable, to name: String, in folder: RootedFolder) throws {
    let content = try StableJSON.encode(value)
    try folder.write(Data((contentHash(content) + "\n").utf8) + content, to: name)
  }
}
