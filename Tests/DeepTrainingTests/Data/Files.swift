import CZlib
import Foundation
import Testing

/// Real data that the repository does not contain.
enum SharedData {
  /// The folder with the four files of MNIST, if there is one.
  static let mnist = folder("data/mnist")

  private static func folder(_ path: String) -> String? {
    let root = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
    let shared =
      ProcessInfo.processInfo.environment["LESSONS_SHARED"]
      ?? root.appending(path: "../shared").path()
    let folder = URL(filePath: shared).appending(path: path).path()
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }
}

/// Calls `body` with the path of a new folder, and removes the folder.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "lessons-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path())
}

/// Calls `body` with the path of a new file of `bytes`, and removes the file.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
  try withFolder { folder in
    let path = folder + "/file"
    try Data(bytes).write(to: URL(filePath: path))
    return try body(path)
  }
}

/// `bytes` as one gzip member.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes
  var stream = z_stream()
  // zlib keeps the address of the stream, so all calls must see the same one.
  return withUnsafeMutablePointer(to: &stream) { stream in
    deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(stream) }
    return bytes.withUnsafeMutableBufferPointer { bytes in
      let bound = Int(deflateBound(stream, UInt(bytes.count)))
      return [UInt8](unsafeUninitializedCapacity: bound) { packed, count in
        stream.pointee.next_in = bytes.baseAddress
        stream.pointee.avail_in = UInt32(bytes.count)
        stream.pointee.next_out = packed.baseAddress
        stream.pointee.avail_out = UInt32(bound)
        precondition(
          deflate(stream, Z_FINISH) == Z_STREAM_END,
          "deflate needs one call if the room is its bound")
        count = Int(stream.pointee.total_out)
      }
    }
  }
}
