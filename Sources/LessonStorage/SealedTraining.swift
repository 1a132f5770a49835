import Foundation

/// What one training gave, in a file that says itself whether it is whole: its bytes behind their hash.
package enum SealedTraining {
  /// Bytes that one training may leave.
  package static let mostBytes = 32 << 20
  /// Bytes that all trainings of a run may leave.
  package static let mostBytesOfRun = 128 << 20
  private static let sealBytes = SHA256.byteCount

  /// Bytes of the largest file.
  package static let mostBytesOfFile = mostBytes + sealBytes

  /// Bytes behind their hash.
  package static func sealed(_ bytes: Data) -> Data { Data(SHA256.hash(bytes)) + bytes }

  /// What stands behind a hash; `nil` when it is damaged.
  package static func content(_ bytes: Data) -> Data? {
    let content = Data(bytes.dropFirst(sealBytes))
    return bytes.count >= sealBytes && Data(SHA256.hash(content)) == bytes.prefix(sealBytes)
      ? content : nil
  }
}
