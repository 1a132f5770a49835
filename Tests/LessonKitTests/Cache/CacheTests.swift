import Foundation
import Testing

@testable import LessonKit

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
      let changes = try ["one", "one", "two"].map { try AtomicFile.write(Data($0.utf8), to: file) }
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
      let failure = #expect(throws: RunnerFailure.self) {
        try AtomicFile.write(Data(), to: folder.appending(path: "file/below.txt"))
      }
      #expect(failure?.description.contains("file") == true)
    }
  }

  @Test("Any damage to a kept value is noticed")
  func checked() throws {
    try inFolder { folder in
      let file = folder.appending(path: "value.json")
      let value = Transcript(blocks: [.init(results: [.printed("żółw")])], inlineValues: ["∞"])
      try CheckedFile.write(value, to: file)
      #expect(CheckedFile.read(file) == value)
      let bytes = try Data(contentsOf: file)
      for damaged in [bytes.dropLast(), bytes + Data([0x20]), Data(), bytes.prefix(64)] {
        try Data(damaged).write(to: file)
        #expect(CheckedFile.read(file) as Transcript? == nil)
      }
      for place in stride(from: 0, to: bytes.count, by: 7) {
        var damaged = bytes
        damaged[place] ^= 1
        try damaged.write(to: file)
        #expect(CheckedFile.read(file) as Transcript? == nil)
      }
    }
  }

  @Test("A folder that is trimmed keeps what was written last, as far as there is room")
  func trimming() throws {
    try inFolder { folder in
      let cache = CacheFolder(folder)
      for index in 0..<10 {
        try cache.keep(String(repeating: "x", count: 1_000), as: "\(index)")
        let file = folder.appending(path: "\(index).json").path
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: Double((index * 7) % 10))], ofItemAtPath: file)
      }
      cache.trim(to: 3_500)
      let kept = (0..<10).filter { (cache.value("\($0)") as String?) != nil }
      #expect(kept.map { $0 * 7 % 10 }.sorted() == [7, 8, 9])
      cache.trim(to: 3_500)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
    }
  }

  @Test("What a killed runner was writing is removed, what a living one writes is not")
  func abandoned() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "a"), withIntermediateDirectories: true)
      // No process has a number beyond the kernel's limit, and 1 is always there.
      for name in ["a/.lessons-999999999-1", ".lessons-1-1", ".lessons-x", "a/page.html"] {
        try Data().write(to: folder.appending(path: name))
      }
      AtomicFile.removeAbandoned(below: folder.path)
      #expect(
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == [
          ".lessons-1-1", ".lessons-x", "a", "a/page.html",
        ])
    }
  }

  @Test("A file's hash is that of its contents, found anew whenever the file may have changed")
  func fileHashes() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let file = folder.appending(path: "data.bin")
      let hashes = FileHashes(CacheFolder(folder.appending(path: "cache")))
      #expect(hashes.hash(of: file.path) == nil)
      for text in ["one", "two", "one"] {
        try Data(text.utf8).write(to: file)
        #expect(hashes.hash(of: file.path) == contentHash(Data(text.utf8)))
        #expect(hashes.hash(of: file.path) == contentHash(Data(text.utf8)))
      }
    }
  }

  @Test("Numbers that JSON lacks are kept")
  func numbers() throws {
    let bytes = try TranscriptCoding.encode([Double.nan, .infinity, -.infinity])
    let values: [Double] = try TranscriptCoding.decode(bytes)
    #expect(values[0].isNaN)
    #expect(values[1...] == [.infinity, -.infinity])
  }
}
