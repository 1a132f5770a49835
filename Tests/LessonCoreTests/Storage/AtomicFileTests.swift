import Foundation
import Testing

@testable import LessonStorage

@Suite("A file that is written whole")
struct AtomicFileTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lessons-atomic-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test("leaves nothing beside it where it cannot be put")
  func refused() throws {
    try inFolder { folder in
      let taken = folder.appending(path: "taken")
      try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
      let failure = #expect(throws: FileFailure.self) {
        try RootedFolder(folder.path).write(Data("x".utf8), to: "taken")
      }
      #expect(
        failure?.description
          == "'\(taken.path)' cannot be written: it is a folder, and a file is expected; move the folder away"
      )
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken"])
    }
  }

  @Test("is told from what a killed runner left by its lock, whatever else lies there and in whatever order")
  func abandoned() throws {
    try inFolder { folder in
      let written = (0..<20).map { ".lessons-\(getpid())-9\($0)" }
      let pages = (0..<20).map { "page-\($0).html" }
      let dead = (0..<20).map { ".lessons-\(getpid())-\($0)-1" }
      for name in written + pages + dead { try Data().write(to: folder.appending(path: name)) }
      let locks = written.map { name in
        let file = open(folder.path + "/" + name, O_WRONLY)
        flock(file, LOCK_EX)
        return file
      }
      defer { for lock in locks { close(lock) } }
      AtomicFile.removeAbandoned(below: RootedFolder(folder.path))
      #expect(
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == Set(written + pages))
    }
  }

  @Test("is found by walks that leave no folder open")
  func descriptors() throws {
    try inFolder { folder in
      func openFiles() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      }
      let before = try openFiles()
      let opened = try RootedFolder(folder.path).open("", O_RDONLY | O_DIRECTORY)
      for _ in 0..<300 { FolderWalk.visit(opened.descriptor) { _ in true } }
      // Other tests open files, too.
      #expect(try openFiles() < before + 150)
    }
  }
}
