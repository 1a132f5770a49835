import Foundation

/// A folder of its own outside the package, removed after use.
struct TemporaryFolder: Sendable {
  let url: URL

  init() throws(RunnerFailure) {
    let template = FileManager.default.temporaryDirectory.appending(path: "lessons-XXXXXX").path
    let bytes = strdup(template)
    defer { free(bytes) }
    guard let bytes, mkdtemp(bytes) != nil else {
      throw RunnerFailure(
        "no temporary folder can be made at '\(template)': \(String(cString: strerror(errno)))")
    }
    // The compiler and the symbolizer name files by their true path.
    url = URL(filePath: String(cString: bytes), directoryHint: .isDirectory).resolvingSymlinksInPath()
    // A lesson that root runs becomes a user of its own, who has to pass to its scratch folder.
    if geteuid() == 0 { chmod(url.path, 0o711) }
    TemporaryPaths.add(url.path)
  }

  func remove() {
    try? FileManager.default.removeItem(at: url)
    TemporaryPaths.remove(url.path)
  }
}
