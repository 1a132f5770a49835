import Foundation
import LessonDisplay

/// What a lesson's process does, as it happens.
package enum LessonActivity: Sendable {
  /// The process begins; what it prints can be read from now on.
  case began(PrintedOutput)
  /// An event arrived.
  case event(LessonEventRecord)
}

/// What a running lesson has printed so far.
package struct PrintedOutput: Sendable {
  /// The maximum output of a lesson in bytes; a longer page would be unreadable.
  package static let mostBytes = 1 << 20

  private let readBytes: @Sendable (_ offset: Int, _ most: Int) -> Data
  private let names: StableNames

  /// - Parameters:
  ///   - names: The stable names of temporary folders.
  ///   - read: Gives at most so many bytes from an offset.
  package init(names: StableNames = .none, read: @escaping @Sendable (_ offset: Int, _ most: Int) -> Data) {
    self.names = names
    readBytes = read
  }

  /// What a lesson prints into a file of its folder.
  init(file: String, names: StableNames) {
    self.init(names: names) { offset, most in
      let descriptor = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { return Data() }
      defer { close(descriptor) }
      var bytes = Data(count: most)
      let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, most, off_t(offset)) }
      return Data(bytes.prefix(max(0, count)))
    }
  }

  /// At most `most` bytes from an offset on.
  package func bytes(from offset: Int, atMost most: Int) -> Data {
    most > 0 ? readBytes(offset, most) : Data()
  }

  /// Bytes as text with stable names.
  package func text(of bytes: Data) -> String {
    String(decoding: names.applied(to: bytes), as: UTF8.self)
  }
}
