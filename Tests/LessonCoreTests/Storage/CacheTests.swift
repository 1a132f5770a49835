import Foundation
import Testing

@testable import LessonCore
@testable import LessonStorage

@Suite("Files of the runner")
struct CacheTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lessons-cache-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test("A file is replaced whole, and only when it changes")
  func atomic() throws {
    try inFolder { folder in
      let file = folder.appending(path: "a/b.txt")
      let root = RootedFolder(folder.path)
      let changes = try ["one", "one", "two"].map { try root.write(Data($0.utf8), to: "a/b.txt") }
      #expect(changes == [true, false, true])
      #expect(try Data(contentsOf: file) == Data("two".utf8))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "a").path) == ["b.txt"])
    }
  }

  @Test("A place that cannot be written is named")
  func unwritable() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data().write(to: folder.appending(path: "file"))
      let failure = #expect(throws: FileFailure.self) {
        try RootedFolder(folder.path).write(Data(), to: "file/below.txt")
      }
      #expect(
        failure?.description.contains("/file' cannot be made: it is a file, and a folder is expected") == true
      )
    }
  }

  @Test("Any damage to a kept value is noticed")
  func checked() throws {
    try inFolder { folder in
      let file = folder.appending(path: "value.json")
      let value = Transcript(blocks: [.init(results: [.printed("żółw")])], inlineValues: ["∞"])
      let root = RootedFolder(folder.path)
      try CheckedFile.write(value, to: "value.json", in: root)
      #expect(CheckedFile.read("value.json", in: root) == value)
      let bytes = try Data(contentsOf: file)
      for damaged in [bytes.dropLast(), bytes + Data([0x20]), Data(), bytes.prefix(64)] {
        try Data(damaged).write(to: file)
        #expect(CheckedFile.read("value.json", in: root) as Transcript? == nil)
      }
      for place in stride(from: 0, to: bytes.count, by: 7) {
        var damaged = bytes
        damaged[place] ^= 1
        try damaged.write(to: file)
        #expect(CheckedFile.read("value.json", in: root) as Transcript? == nil)
      }
    }
  }

  @Test("A folder that is trimmed keeps what was written last, as far as there is room")
  func trimming() throws {
    try inFolder { folder in
      let cache = CacheFolder(RootedFolder(folder.path))
      let values = cache.folder("marks")
      func name(_ index: Int) -> String { contentHash(of: ["\(index)"]) }
      // What has another name, or lies elsewhere, is not the cache's.
      let others = ["thesis.txt", "marks/\(name(0)).txt", "marks/notes.json", "photos/\(name(0)).json"]
      for other in others {
        let file = folder.appending(path: other)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(count: 5_000).write(to: file)
        try FileManager.default.setAttributes([.modificationDate: Date.distantPast], ofItemAtPath: file.path)
      }
      for index in 0..<10 {
        values.keep(String(repeating: "x", count: 1_000), as: name(index))
        let file = folder.appending(path: "marks/\(name(index)).json").path
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: Double((index * 7) % 10))], ofItemAtPath: file)
      }
      cache.trim(to: 3_500)
      let kept = (0..<10).filter { (values.value(name($0)) as String?) != nil }
      #expect(kept.map { $0 * 7 % 10 }.sorted() == [7, 8, 9])
      cache.trim(to: 3_500)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "marks").path).count == 5)
      for other in others {
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: other).path), "\(other)")
      }
    }
  }

  @Test("A cache that cannot be used is a warning, and another user's is not used")
  func trouble() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data().write(to: folder.appending(path: "file"))
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/link", withDestinationPath: "somewhere")
      try FileManager.default.createDirectory(
        at: folder.appending(path: "open"), withIntermediateDirectories: true)
      #expect(chmod(folder.path + "/open", 0o777) == 0)
      let root = RootedFolder(folder.path)
      func warning(_ name: String) -> String? {
        let cache = CacheFolder(root.folder(name))
        cache.folder("marks").keep("x", as: "x")
        return cache.trouble.warning
      }
      #expect(warning("file")?.contains("'\(folder.path)/file' cannot be read: it is a file") == true)
      #expect(warning("link")?.contains("is a symbolic link to 'somewhere'") == true)
      #expect(warning("open")?.contains("all users may write there") == true)
      #expect(warning("new") == nil)
      if geteuid() == 0 {
        #expect(chown(folder.path + "/new", 12345, 12345) == 0)
        #expect(warning("new")?.contains("it belongs to the user with the number 12345") == true)
      }
    }
  }

  @Test("A file's hash is that of its contents, found anew whenever the file may have changed")
  func fileHashes() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let file = folder.appending(path: "data.bin")
      let root = RootedFolder(folder.path)
      let hashes = FileHashes(CacheFolder(root.folder("cache")))
      #expect(hashes.hash(of: "data.bin", in: root) == nil)
      for text in ["one", "two", "one"] {
        try Data(text.utf8).write(to: file)
        #expect(hashes.hash(of: "data.bin", in: root) == contentHash(Data(text.utf8)))
        #expect(hashes.hash(of: "data.bin", in: root) == contentHash(Data(text.utf8)))
      }
    }
  }

  @Test("Numbers that JSON lacks are kept")
  func numbers() throws {
    let bytes = try StableJSON.encode([Double.nan, .infinity, -.infinity])
    let values: [Double] = try StableJSON.decode(bytes)
    #expect(values[0].isNaN)
    #expect(values[1...] == [.infinity, -.infinity])
  }
}
