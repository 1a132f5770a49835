import Foundation

/// Files of which nobody knows what they are.
package enum BoundedFile {
  /// The beginning of a regular file; `nil` for pipes, devices and folders, and where there is none.
  package static func read(_ path: String, atMost most: Int, followingLinks: Bool) -> Data? {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | (followingLinks ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else { return nil }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return (try? file.read(upToCount: most)) ?? Data()
  }
}
