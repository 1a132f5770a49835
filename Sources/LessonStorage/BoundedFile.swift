import Foundation

/// Reads files from untrusted paths, up to a limit.
package enum BoundedFile {
  /// The first `most` bytes of a regular file; `nil` for pipes, devices, folders and missing files.
  package static func read(_ path: String, atMost most: Int, followingLinks: Bool) -> Data? {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | (followingLinks ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else { return nil }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return (try? file.read(upToCount: most)) ?? Data()
  }
}
