import Foundation
import Testing

@testable import LessonKit

@Suite("Finding lessons")
struct LessonFileTests {
  @Test("Lessons are found by language and name, hidden files and the folder's README left out")
  func find() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lessons-find-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for path in [
      "en/b.md", "en/sub/a.md", "pl/b.md", "en/.hidden.md", ".git/x.md", "README.md", "en/notes.txt",
    ] {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
    let all = try LessonFile.find(in: folder.path).files
    #expect(all.map(\.page) == ["en/b", "en/sub/a", "pl/b"])
    #expect(all.map(\.language) == ["en", "en", "pl"])
    let some = try LessonFile.find(
      in: folder.path + "/", paths: [folder.path + "/pl", folder.path + "/pl/b.md"]
    ).files
    #expect(some.map(\.page) == ["pl/b"])
    try Data().write(to: folder.appending(path: "stray.md"))
    let (files, strays) = try LessonFile.find(in: folder.path)
    #expect(files == all)
    #expect(strays.map(\.path) == [folder.path + "/stray.md"])
  }
}
