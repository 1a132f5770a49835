import Crypto
import Foundation

/// The SHA-256 of some bytes, in hexadecimal.
func contentHash(_ bytes: some DataProtocol) -> String { SHA256.hash(data: bytes).hexadecimal }

/// The SHA-256 of texts that are told apart.
func contentHash(of parts: [String]) -> String {
  contentHash(Data(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8))
}

extension Sequence<UInt8> {
  /// Two digits a byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
