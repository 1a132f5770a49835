import CFolders
import Foundation
import LessonTestSupport
import Testing

@testable import LessonStorage

@Suite("A folder below which files are opened")
struct RootedFolderTests {
  /// A folder with a file, and links of all kinds beside and around it.
  private func place() throws -> TestFolder {
    let place = try TestFolder()
    try place.write("inside", to: "root/a/file")
    try place.write("outside", to: "secret")
    for (link, target) in [
      ("root/up", ".."), ("root/a/secret", "../../secret"), ("root/absolute", place.path + "/root/a"),
      ("root/inner", "a"), ("root/gone", "nothing"), ("root/magic", "/proc/self/root"),
    ] { try place.link(link, to: target) }
    #expect(mkfifo(place.path + "/root/pipe", 0o600) == 0)
    return place
  }

  @Test("No file is hashed that is larger than any of a page")
  func sparse() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "lessons-sparse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data("x".utf8).write(to: url.appending(path: "a"))
    let folder = RootedFolder(url.path)
    #expect(folder.hash("a") == contentHash(Data("x".utf8)))
    #expect(truncate(url.path + "/a", 10 << 30) == 0)
    #expect(folder.hash("a") == nil)
  }

  @Test(
    "gives what is in it, and nothing through a link or a way out; older kernels find the same",
    arguments: [
      ("a/file", 0), ("./a//file", 0), ("nothing", ENOENT), ("a/file/below", ENOTDIR), ("up/secret", ELOOP),
      ("a/secret", ELOOP), ("absolute/file", ELOOP), ("inner/file", ELOOP), ("inner", ELOOP), ("gone", ELOOP),
      ("magic/etc/passwd", ELOOP), ("../secret", EXDEV), ("/etc/passwd", EXDEV), ("", ENOENT),
    ])
  func opening(_ path: String, _ expected: Int32) throws {
    let place = try place()
    let root = open(place.path + "/root", O_RDONLY | O_DIRECTORY)
    defer { close(root) }
    for (flags, way) in [open_beneath, open_beneath_by_steps].flatMap({ way in
      [O_RDONLY, O_RDONLY | O_NOFOLLOW].map { ($0, way) }
    }) {
      let file = way(root, path, flags | O_CLOEXEC, 0)
      let code = file < 0 ? errno : 0
      if file >= 0 { close(file) }
      #expect(code == expected, "\(path) \(String(cString: strerror(code)))")
    }
  }

  @Test("opens places only as places, and folders only as folders")
  func kinds() throws {
    let place = try place()
    let root = open(place.path + "/root", O_RDONLY | O_DIRECTORY)
    defer { close(root) }
    func code(_ way: (Int32, UnsafePointer<CChar>, Int32, UInt32) -> Int32, _ path: String, _ flags: Int32)
      -> Int32
    {
      let file = way(root, path, flags | O_CLOEXEC, 0)
      defer { if file >= 0 { close(file) } }
      return file < 0 ? errno : 0
    }
    for way in [open_beneath, open_beneath_by_steps] {
      for link in ["inner", "up", "gone"] { #expect(code(way, link, OpenFile.pathOnly) == ELOOP) }
      #expect(code(way, "a", OpenFile.pathOnly) == 0)
      #expect(code(way, "inner", O_RDONLY | O_DIRECTORY) == ELOOP)
      #expect(code(way, "a/file", O_RDONLY | O_DIRECTORY) == ENOTDIR)
    }
  }

  @Test("reads regular files up to a limit, and says of others what they are")
  func reading() throws {
    let place = try place()
    let root = RootedFolder(place.path + "/root")
    #expect(try root.read("a/file", atMost: 6) == Data("inside".utf8))
    #expect(try root.read("nothing", atMost: 6) == nil)
    func reason(_ name: String, atMost most: Int = 100) -> String {
      do throws(FileFailure) { _ = try root.read(name, atMost: most) } catch { return error.reason }
      return "none"
    }
    #expect(reason("a/file", atMost: 5) == "it has more than 5 bytes")
    #expect(reason("a") == "it is a folder, and a regular file is expected")
    // Nobody writes there, and nobody waits.
    #expect(reason("pipe") == "it is a pipe, a device or a socket, and a regular file is expected")
    #expect(
      reason("up/secret")
        == "'\(place.path)/root/up' is a symbolic link to '..', and no links are followed in "
        + "'\(place.path)/root'; replace the link by what it leads to")
    #expect(
      reason("a/file/below").contains("'\(place.path)/root/a/file' is a file, and a folder is expected"))
    #expect(root.hash("a/file") == contentHash(Data("inside".utf8)))
    #expect(root.hash("a/secret") == nil && root.hash("pipe") == nil)
    #expect(root.holds(Data("inside".utf8), "a/file") && !root.holds(Data("inside!".utf8), "a/file"))
    #expect(root.linkTarget("up") == ".." && root.linkTarget("a/file") == nil)
  }

  @Test("writes and removes nothing through links")
  func writing() throws {
    let place = try place()
    let root = RootedFolder(place.path + "/root")
    #expect(try root.write(Data("new".utf8), to: "deep/er/file"))
    #expect(try !root.write(Data("new".utf8), to: "deep/er/file"))
    #expect(try place.read("root/deep/er/file") == "new")
    #expect(throws: FileFailure.self) { try root.write(Data(), to: "up/secret") }
    #expect(throws: FileFailure.self) { try root.remove("up/secret") }
    #expect(throws: FileFailure.self) { try root.create("up/made", Data()) }
    #expect(throws: FileFailure.self) { _ = try root.openForAppending("a/secret") }
    #expect(throws: FileFailure.self) { try root.makeFolder("up/made") }
    #expect(throws: FileFailure.self) { try root.removeTree("up") }
    #expect(!root.removeEmptyFolder("up"))
    #expect(try place.read("secret") == "outside")
    #expect(!place.paths.contains("made"))
    // A link in the place of a file is replaced, and what it led to stays.
    try root.write(Data("own".utf8), to: "a/secret")
    #expect(try place.read("root/a/secret") == "own")
    #expect(try place.read("secret") == "outside")
    try root.remove("inner")
    #expect(try place.read("root/a/file") == "inside")
  }

  @Test("is removed with all that is in it, however deep, closed or linked, and nothing else is")
  func removal() throws {
    let place = try place()
    let top = place.path + "/root/tree"
    try FileManager.default.createDirectory(atPath: top, withIntermediateDirectories: true)
    // Deeper than a path can say.
    var folder = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    let name = String(repeating: "d", count: 200)
    for level in 0..<60 {
      #expect(mkdirat(folder, name, 0o700) == 0)
      #expect(mkdirat(folder, "side\(level)", 0o700) == 0)
      #expect(symlinkat("../../../secret", folder, "link") == 0)
      let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if level % 7 == 3 { fchmod(folder, 0) }
      close(folder)
      folder = next
    }
    close(folder)
    try RootedFolder(place.path + "/root").removeTree("tree")
    #expect(!FileManager.default.fileExists(atPath: top))
    #expect(try place.read("secret") == "outside" && place.read("root/a/file") == "inside")
  }

  @Test("says of every error what the system said, in words, with the path and what to do")
  func words() throws {
    for (code, words) in [
      (ENOSPC, "the disk is full; make room"), (EACCES, "permission is denied"), (EROFS, "mounted read-only"),
      (EMFILE, "Too many open files"),
    ] {
      let text = FileFailure(.write, "output/x", code).description
      #expect(text.hasPrefix("'output/x' cannot be written: ") && text.contains(words))
    }
    // Foundation's errors are never shown as they are.
    for path in ["/nowhere/x", "/etc/passwd/x"] {
      do {
        try Data().write(to: URL(filePath: path))
        Issue.record("\(path) was written")
      } catch {
        let text = FileFailure.text(of: error)
        #expect(!text.contains("Error") && !text.contains("couldn") && !text.contains("Domain"))
        #expect(text.contains(path))
      }
    }
  }
}

@Suite("Temporary folders")
struct TemporaryFolderTests {
  @Test("are removed when their runners are gone, those that are in use stay")
  func abandoned() throws {
    let used = try TemporaryFolder()
    defer { used.remove() }
    let left = FileManager.default.temporaryDirectory.appending(path: "lessons-run-\(suffix)")
    try FileManager.default.createDirectory(
      at: left.appending(path: "run/scratch"), withIntermediateDirectories: true)
    let victim = try TestFolder()
    try victim.write("kept", to: "file")
    let link = FileManager.default.temporaryDirectory.appending(path: "lessons-run-\(suffix)")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: victim.url)
    defer { unlink(link.path) }
    TemporaryFolder.removeAbandoned()
    #expect(!FileManager.default.fileExists(atPath: left.path))
    #expect(FileManager.default.fileExists(atPath: used.url.path))
    #expect(try victim.read("file") == "kept")
    used.remove()
    #expect(!FileManager.default.fileExists(atPath: used.url.path))
  }

  private var suffix: String { String((0..<6).map { _ in "abcdefghijkmnpqrstuvwxyz".randomElement()! }) }
}
