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
    map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
