import Foundation
import Testing

@testable import LessonStorage

@Suite("A file that may be anything")
struct BoundedFileTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "lessons-bounded-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test("is read up to the limit, and whole where it is not longer")
  func limit() throws {
    try inFolder { folder in
      let bytes = Data("12345".utf8)
      try bytes.write(to: URL(filePath: folder + "/file"))
      for most in 1...7 {
        #expect(
          BoundedFile.read(folder + "/file", atMost: most, followingLinks: false) == bytes.prefix(most))
      }
      try Data().write(to: URL(filePath: folder + "/empty"))
      #expect(BoundedFile.read(folder + "/empty", atMost: 7, followingLinks: false) == Data())
    }
  }

  @Test(
    "is not read where it is a folder, a pipe or nothing, or is reached by a link that must not be followed")
  func kinds() throws {
    try inFolder { folder in
      try Data("x".utf8).write(to: URL(filePath: folder + "/file"))
      #expect(symlink("file", folder + "/link") == 0)
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      for path in [folder, folder + "/pipe", folder + "/nothing", folder + "/link"] {
        #expect(BoundedFile.read(path, atMost: 10, followingLinks: false) == nil)
      }
      #expect(BoundedFile.read(folder + "/link", atMost: 10, followingLinks: true) == Data("x".utf8))
    }
  }

  @Test("is found by a walk once, with all that is beside and below it, and nothing behind a link")
  func walk() throws {
    try inFolder { folder in
      for path in ["a/b/c", "a/d", "e"] {
        let url = URL(filePath: folder + "/" + path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: url)
      }
      #expect(symlink("a", folder + "/link") == 0)
      func visited(until last: String?) -> (paths: [String], toTheEnd: Bool) {
        var paths: [String] = []
        let opened = OpenFile(open(folder, O_RDONLY | O_DIRECTORY))
        let toTheEnd = FolderWalk.visit(opened.descriptor) { entry in
          paths.append(entry.path + (entry.status?.isFile ?? false ? "" : "/"))
          return entry.path != last
        }
        return (paths, toTheEnd)
      }
      let all = visited(until: nil)
      #expect(all.paths.sorted() == ["a/", "a/b/", "a/b/c", "a/d", "e", "link/"])
      #expect(all.toTheEnd)
      let some = visited(until: "a/b/c")
      #expect(some.paths.last == "a/b/c")
      #expect(!some.toTheEnd)
      var unreadable: [Int32] = []
      FolderWalk.visit(-1) { entry in
        if case .unreadable(let code) = entry.kind { unreadable.append(code) }
        return true
      }
      #expect(unreadable == [EBADF])
    }
  }
}
