import Foundation
import LessonTestSupport
import Testing

@testable import LessonExecution
@testable import LessonStorage

@Suite("What a lesson takes of its folder")
struct ScratchUsageTests {
  @Test("counts files by what they take, closed folders and depths that no walk reaches as too much")
  func usage() throws {
    let place = try TestFolder()
    // A process that writes nothing; this one has the files of other tests.
    let idle = Process()
    idle.executableURL = URL(filePath: "/bin/sleep")
    idle.arguments = ["600"]
    // It must not keep what waits for the output of these tests.
    idle.standardOutput = FileHandle.nullDevice
    idle.standardError = FileHandle.nullDevice
    try idle.run()
    defer { kill(idle.processIdentifier, SIGKILL) }
    func problem(_ limits: ScratchUsage.Limits = .init(files: 50, bytes: 1 << 20)) -> String? {
      ScratchUsage(folder: place.path, process: idle.processIdentifier, limits: limits).problem
    }
    #expect(problem() == nil)
    try place.write(String(repeating: "x", count: 600_000), to: "a")
    #expect(problem() == nil)
    try place.write(String(repeating: "x", count: 600_000), to: "b")
    #expect(problem() == "the lesson's files take more than 1 MB")
    #expect(problem(.init(files: 1, bytes: 1 << 30)) == "the lesson made more than 1 files and folders")
    try RootedFolder(place.path).remove("b")
    // A name that is no text counts, too.
    let strange: [CChar] = [-1, -2, 0]
    let root = open(place.path, O_RDONLY | O_DIRECTORY)
    defer { close(root) }
    let file = openat(root, strange, O_WRONLY | O_CREAT, 0o600)
    #expect(ftruncate(file, 1) == 0 && write(file, [UInt8](repeating: 1, count: 600_000), 600_000) == 600_000)
    close(file)
    #expect(problem() == "the lesson's files take more than 1 MB")
    unlinkat(root, strange, 0)
    var folder = ""
    for _ in 0..<70 { folder += "d/" }
    try FileManager.default.createDirectory(
      atPath: place.path + "/" + folder, withIntermediateDirectories: true)
    #expect(problem(.init(files: 500, bytes: 1 << 20)) == "the lesson made folders more than 64 deep")
  }
}
