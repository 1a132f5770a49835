import CNettle
import Foundation

/// Computes the SHA-256 of bytes that arrive in parts.
package struct SHA256 {
  package static let byteCount = Int(SHA256_DIGEST_SIZE)

  private var context = sha256_ctx()

  package init() { nettle_sha256_init(&context) }

  /// Whether a text is a hash in the form of `hexadecimal`.
  package static func isWritten(in text: some StringProtocol) -> Bool {
    text.utf8.count == 2 * byteCount
      && text.utf8.allSatisfy {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
      }
  }

  /// The hash of these bytes.
  package static func hash(_ bytes: some ContiguousBytes) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  package mutating func update(_ bytes: some ContiguousBytes) {
    bytes.withUnsafeBytes {
      nettle_sha256_update(&context, $0.count, $0.bindMemory(to: UInt8.self).baseAddress)
    }
  }

  /// The hash of all parts so far; then resets the state.
  package mutating func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { digest, count in
      dt_sha256_digest(&context, digest.baseAddress)
      count = Self.byteCount
    }
  }
}

/// The MD5 of some bytes, in hexadecimal.
package func md5(_ bytes: some ContiguousBytes) -> String {
  var context = md5_ctx()
  nettle_md5_init(&context)
  bytes.withUnsafeBytes {
    nettle_md5_update(&context, $0.count, $0.bindMemory(to: UInt8.self).baseAddress)
  }
  var digest = [UInt8](repeating: 0, count: Int(MD5_DIGEST_SIZE))
  dt_md5_digest(&context, &digest)
  return digest.hexadecimal
}

/// The SHA-256 of some bytes, in hexadecimal.
package func contentHash(_ bytes: some ContiguousBytes) -> String { SHA256.hash(bytes).hexadecimal }

/// The SHA-256 of a list of texts; lists with different boundaries have different hashes.
package func contentHash(of parts: [String]) -> String {
  contentHash(Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8))
}

extension Sequence<UInt8> {
  /// The bytes in hexadecimal, two digits each.
  package var hexadecimal: String {
    var text: [UInt8] = []
    for byte in self {
      text.append(Self.digit(byte >> 4))
      text.append(Self.digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
