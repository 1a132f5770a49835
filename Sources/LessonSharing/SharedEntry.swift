import CNettle
import CZlib
import Foundation
import LessonStorage

/// The form of an entry of a shared cache: a line with what is needed to check it, then the content as a zlib stream
/// (RFC 1950).
///
/// The checksum, or with a secret the HMAC-SHA256 (RFC 2104), is that of the entry's key and its content: an entry that was
/// moved to another key is as wrong as a damaged one.
struct SharedEntry: Sendable {
  /// What writers and readers share, if not all who can write are trusted; empty for none.
  let secret: Data

  /// The most bytes of a content.
  static let mostBytes = 1 << 28
  /// The most bytes of an entry.
  static let mostPackedBytes = mostBytes + mostBytes / 1000 + 1024

  private static let form = "lessons 1"

  /// The entry of a content; `nil` if the content is too large.
  func packed(_ content: Data, for key: String) -> Data? {
    guard content.count <= Self.mostBytes, let stream = Self.compressed(content) else { return nil }
    return Data("\(Self.form) \(content.count) \(proof(content, key))\n".utf8) + stream
  }

  /// The content of an entry; `nil` if it is damaged, too large, of another key or of another secret.
  func content(of entry: Data, for key: String) -> Data? {
    guard let end = entry.prefix(200).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = String(decoding: entry[..<end], as: UTF8.self).split(separator: " ")
    guard line.count == 4, line[0] + " " + line[1] == Self.form, let count = Int(line[2]),
      (0...Self.mostBytes).contains(count), let content = Self.expanded(entry[(end + 1)...], to: count),
      Self.areEqual(proof(content, key), String(line[3]))
    else { return nil }
    return content
  }

  // MARK: Proof

  private func proof(_ content: Data, _ key: String) -> String {
    let proved = Data("\(key.utf8.count) \(key)".utf8) + content
    return secret.isEmpty ? contentHash(proved) : authenticated(proved)
  }

  private func authenticated(_ bytes: Data) -> String {
    var context = hmac_sha256_ctx()
    secret.withUnsafeBytes {
      nettle_hmac_sha256_set_key(&context, $0.count, $0.bindMemory(to: UInt8.self).baseAddress)
    }
    bytes.withUnsafeBytes {
      nettle_hmac_sha256_update(&context, $0.count, $0.bindMemory(to: UInt8.self).baseAddress)
    }
    var digest = [UInt8](repeating: 0, count: SHA256.byteCount)
    dt_hmac_sha256_digest(&context, &digest)
    return digest.hexadecimal
  }

  /// Compares without telling by the time how much is equal.
  private static func areEqual(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && zip(one.utf8, other.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  // MARK: Compression

  private static func compressed(_ content: Data) -> Data? {
    var count = compressBound(uLong(content.count))
    var stream = Data(count: Int(count))
    let status = stream.withUnsafeMutableBytes { target in
      content.withUnsafeBytes { source in
        compress2(
          target.bindMemory(to: UInt8.self).baseAddress, &count,
          source.bindMemory(to: UInt8.self).baseAddress, uLong(source.count), 6)
      }
    }
    return status == Z_OK ? stream.prefix(Int(count)) : nil
  }

  /// The content of a stream, if it has exactly so many bytes.
  private static func expanded(_ stream: Data, to size: Int) -> Data? {
    var content = Data(count: max(size, 1))
    var count = uLong(size)
    let status = content.withUnsafeMutableBytes { target in
      stream.withUnsafeBytes { source in
        uncompress(
          target.bindMemory(to: UInt8.self).baseAddress, &count,
          source.bindMemory(to: UInt8.self).baseAddress, uLong(source.count))
      }
    }
    return status == Z_OK && Int(count) == size ? content.prefix(size) : nil
  }
}
