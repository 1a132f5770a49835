import Foundation
import LessonStorage

/// A folder for one test, removed with it.
package final class TestFolder {
  package let url = FileManager.default.temporaryDirectory.appending(
    path: "lessons-folder-\(UUID().uuidString)")

  package init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  package var path: String { url.path }

  /// The folder as the runner opens it.
  package var rooted: RootedFolder { RootedFolder(path) }

  package func write(_ text: String, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  package func read(_ path: String) throws -> String {
    try String(contentsOf: url.appending(path: path), encoding: .utf8)
  }

  package func link(_ path: String, to target: String) throws {
    try FileManager.default.createDirectory(
      at: url.appending(path: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: url.appending(path: path).path, withDestinationPath: target)
  }

  /// The paths of all files and folders, sorted.
  package var paths: [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
  }
}
