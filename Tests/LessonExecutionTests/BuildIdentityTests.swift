import Foundation
import Testing

@testable import LessonExecution

@Suite("What tells builds from others")
struct BuildIdentityTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  @Test("A copy of an executable has its identity, whatever its date; another file has not")
  func copies() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let host = LessonHostFile.beside("/proc/self/exe")
    let copy = folder.appending(path: "copy").path
    try FileManager.default.copyItem(atPath: host, toPath: copy)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: copy)
    let identity = BuildIdentity.identity(of: host)
    #expect(identity.wholeMatch(of: #/[0-9a-f]{16,}/#) != nil)
    #expect(BuildIdentity.identity(of: copy) == identity)
    #expect(BuildIdentity.identity(of: URL(filePath: "/proc/self/exe").path) != identity)
    try Data("no program".utf8).write(to: URL(filePath: copy))
    #expect(BuildIdentity.identity(of: copy).hasPrefix("10 "))
  }
}
