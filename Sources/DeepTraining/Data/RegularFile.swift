import Foundation

/// A file on disk, opened for sequential reading.
struct RegularFile {
  /// The handle, at the current position.
  let handle: FileHandle
  /// The size of the file in bytes when it was opened.
  let size: Int

  /// The system's reason why a file cannot be read.
  struct Unreadable: Error {
    let reason: String
  }

  init(path: String) throws(Unreadable) {
    // O_NONBLOCK: otherwise opening a named pipe would wait for a writer forever.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Unreadable(reason: String(cString: strerror(errno))) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Unreadable(reason: "not a regular file")
    }
    size = Int(status.st_size)
  }

  /// At most `count` bytes from the current position; empty at the end.
  func read(atMost count: Int) throws(Unreadable) -> Data {
    do {
      return try handle.read(upToCount: count) ?? Data()
    } catch {
      throw Unreadable(reason: "\(error)")
    }
  }

  /// All bytes of the file at `path`.
  static func contents(of path: String) throws(Unreadable) -> Data {
    let file = try RegularFile(path: path)
    do {
      return try file.handle.readToEnd() ?? Data()
    } catch {
      throw Unreadable(reason: "\(error)")
    }
  }
}
