import CFolders
import Foundation

/// An open file or folder, closed with its last reference.
package final class OpenFile: Sendable {
  /// The flag for opening only the path of a file or folder, not its contents.
  static let pathOnly = path_only_flag()

  package let descriptor: Int32

  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// The status of the file.
  package var status: stat {
    var status = stat()
    fstat(descriptor, &status)
    return status
  }

  /// The next `most` bytes; fewer only at the end of the file.
  ///
  /// - Returns: `nil` after a read error, with `errno` set.
  package func read(atMost most: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < most {
      let wanted = min(most - bytes.count, max(1 << 16, min(1 << 22, Int(status.st_size) - bytes.count + 1)))
      var failed = false
      let part = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        let got = Glibc.read(descriptor, buffer.baseAddress, wanted)
        failed = got < 0
        count = max(0, got)
      }
      if failed {
        if errno == EINTR { continue }
        return nil
      }
      if part.isEmpty { break }
      bytes += part
    }
    return bytes
  }

  /// Writes all bytes.
  ///
  /// - Returns: 0, or the system's error.
  package func write(_ bytes: Data) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(count)
      }
      return 0
    }
  }
}
