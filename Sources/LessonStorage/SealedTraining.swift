import Foundation

/// The file format for the results of a training: their SHA-256, then their bytes.
package enum SealedTraining {
  /// The maximum bytes of one training's results.
  package static let mostBytes = 32 << 20
  /// The maximum bytes of the results of all trainings of a run.
  package static let mostBytesOfRun = 128 << 20
  private static let sealBytes = SHA256.byteCount

  /// The maximum size of a file in bytes.
  package static let mostBytesOfFile = mostBytes + sealBytes

  /// The hash of the bytes, followed by the bytes.
  package static func sealed(_ bytes: Data) -> Data { Data(SHA256.hash(bytes)) + bytes }

  /// The bytes that follow the hash; `nil` if they do not match it.
  package static func content(_ bytes: Data) -> Data? {
    let content = Data(bytes.dropFirst(sealBytes))
    return bytes.count >= sealBytes && Data(SHA256.hash(content)) == bytes.prefix(sealBytes)
      ? content : nil
  }
}
