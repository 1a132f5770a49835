import Foundation
import Testing

@testable import LessonConfinement
@testable import LessonExecution
@testable import LessonStorage

@Suite("What the compiler has read of C headers")
struct ModuleCacheTests {
  @Test("Is read by one of several runners, and the others wait for it")
  func fill() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.url.appending(path: "cache").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let fills = Fills()
    try await withThrowingTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          try await ModuleCache(folder: path, name: "6", identity: "a").fill(["Foundation"]) { _ in
            await fills.take(.milliseconds(100))
            return true
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(await fills.count == 1)
  }

  @Test("Is not shared by compilers that are users of their own with others, who could not add to it")
  func users() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let toolchain = try await Toolchain.find(path: ProcessInfo.processInfo.environment["PATH"])
    let dropping = Confinement(restrictsFiles: false, filtersCalls: false, dropsPrivileges: true)
    let folders = try [Confinement.none, dropping].map {
      try ModuleCache.makeFolder(in: folder.url, for: toolchain, by: $0)
    }
    #expect(folders[0] != folders[1])
  }
}

private actor Fills {
  private(set) var count = 0

  func take(_ time: Duration) async {
    count += 1
    try? await Task.sleep(for: time)
  }
}
