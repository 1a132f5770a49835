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

  @Test("Numbers that JSON lacks are kept")
  func numbers() throws {
    let bytes = try TranscriptCoding.encode([Double.nan, .infinity, -.infinity])
    let values: [Double] = try TranscriptCoding.decode(bytes)
    #expect(values[0].isNaN)
    #expect(values[1...] == [.infinity, -.infinity])
  }

  @Test("A key of the cache differs when anything differs that it names")
  func keys() {
    func key(
      program: String = "p", runner: String = "r", machine: String = "m", compiler: String = "c",
      data: [String: String] = ["d": "1"]
    ) -> String {
      TranscriptCache.Key(
        program: digest(program), runner: runner, machine: machine, compiler: compiler, data: data
      ).name
    }
    let keys = [
      key(), key(program: "q"), key(runner: "s"), key(machine: "n"), key(compiler: "d"),
      key(data: ["d": "2"]), key(data: [:]),
      key(runner: "rm", machine: ""),
    ]
    #expect(Set(keys).count == keys.count)
    #expect(key() == key())
  }

  private func digest(_ text: String) -> ProgramDigest {
    let decoder = JSONDecoder()
    return try! decoder.decode(ProgramDigest.self, from: Data("\"\(text)\"".utf8))
  }
}
