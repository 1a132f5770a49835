import Foundation
import Testing

@testable import LessonKit

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
      let failure = #expect(throws: RunnerFailure.self) {
        try AtomicFile.write(Data("x".utf8), to: taken)
      }
      #expect(failure?.description.contains("cannot be replaced") == true)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken"])
    }
  }

  @Test("is told from what a killed runner left, whatever else lies there and in whatever order")
  func abandoned() throws {
    try inFolder { folder in
      // 1 is always there, this process too, and no process has a number beyond the kernel's limit.
      let living = (0..<20).flatMap {
        [".lessons-1-\($0)", ".lessons-\(getpid())-9\($0)", "page-\($0).html"]
      }
      let dead = (0..<20).map { ".lessons-\(999_999_900 + $0)-1" }
      for name in living + dead { try Data().write(to: folder.appending(path: name)) }
      AtomicFile.removeAbandoned(below: folder.path)
      #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == Set(living))
    }
  }

  @Test("is found by walks that leave no folder open")
  func descriptors() throws {
    try inFolder { folder in
      func openFiles() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      }
      let before = try openFiles()
      for _ in 0..<300 { FolderWalk.visit(folder.path) { _, _ in true } }
      // Other tests open files, too.
      #expect(try openFiles() < before + 150)
    }
  }
}
