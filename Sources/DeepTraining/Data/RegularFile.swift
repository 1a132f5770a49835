import Foundation

/// A file on a disk, opened to be read from first to last.
struct RegularFile {
  /// Where reading goes on.
  let handle: FileHandle
  /// How many bytes it had when it was opened.
  let size: Int

  /// Why a file cannot be read, in the system's words.
  struct Unreadable: Error {
    let reason: String
  }

  init(path: String) throws(Unreadable) {
    // A named pipe would wait for a writer for ever, were it opened as usual.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Unreadable(reason: String(cString: strerror(errno))) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Unreadable(reason: "not a regular file")
    }
    size = Int(status.st_size)
  }

  /// At most `count` bytes from where reading has come to; none at the end.
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
