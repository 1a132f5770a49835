import Foundation
import Testing

@testable import LessonCore
@testable import LessonStorage

@Suite("Finding lessons")
struct LessonFileTests {
  @Test("Lessons are found by language and name, hidden files and the folder's README left out")
  func find() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lessons-find-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for path in [
      "en/b.md", "en/sub/a.md", "pl/b.md", "en/.hidden.md", ".git/x.md", "README.md", "en/notes.txt",
    ] {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
    let all = try LessonFile.find(in: folder.path).files
    #expect(all.map(\.page) == ["en/b", "en/sub/a", "pl/b"])
    #expect(all.map(\.language) == ["en", "en", "pl"])
    let some = try LessonFile.find(
      in: folder.path + "/", paths: [folder.path + "/pl", folder.path + "/pl/b.md"]
    ).files
    #expect(some.map(\.page) == ["pl/b"])
    try Data().write(to: folder.appending(path: "stray.md"))
    let found = try LessonFile.find(in: folder.path)
    #expect(found.files.map(\.page) == ["en/b", "en/sub/a", "pl/b", "en/stray"])
    try Data().write(to: folder.appending(path: "b.md"))
    #expect(try LessonFile.find(in: folder.path).strays.map(\.path) == [folder.path + "/en/b.md"])
  }

  @Test("Lessons whose names differ in capitals only are found, with a warning that names both")
  func capitals() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lessons-find-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for path in ["en/Intro.md", "en/intro.md", "pl/INTRO.md", "en/Über/a.md", "en/über/a.md", "en/b.md"] {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
    let found = try LessonFile.find(in: folder.path)
    #expect(found.files.count == 6)
    #expect(found.strays.map(\.severity) == [.warning, .warning])
    let named = found.strays.map { ($0.path + " " + $0.message).replacing(folder.path + "/", with: "") }
    #expect(
      named.first?.hasPrefix("en/intro.md the name of this lesson differs from that of 'en/Intro.md' ")
        == true)
    #expect(
      named.last?.hasPrefix("en/über/a.md the name of this lesson differs from that of 'en/Über/a.md' ")
        == true)
  }

  @Test(
    "Links are followed in the project; others are errors where lessons should be, and are never taken for nothing"
  )
  func links() throws {
    let files = FileManager.default
    let place = files.temporaryDirectory.appending(path: "lessons-find-\(UUID().uuidString)")
    defer { try? files.removeItem(at: place) }
    for path in ["course/en/a.md", "elsewhere/x.md", "elsewhere/sub/y.md", "images/i.png"] {
      let file = place.appending(path: path)
      try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
    for (link, target) in [
      ("lessons", "course"), ("course/en/b.md", "../../elsewhere/x.md"), ("course/en/c", "../../elsewhere"),
      ("course/pl", "../elsewhere/sub"), ("course/en/images", "../../images"), ("course/en/same.md", "a.md"),
      ("course/en/gone.md", "nothing.md"), ("course/de", "en"), ("course/en/loop", ".."),
    ] {
      try files.createSymbolicLink(
        atPath: place.appending(path: link).path, withDestinationPath: target)
    }
    let found = try LessonFile.find(in: place.path + "/lessons")
    #expect(found.files.map(\.page) == ["de/a", "de/same", "en/a", "en/same"])
    let expected = ["en/b", "en/c", "en/gone", "en/images"]
    #expect(found.unknown.sorted() == (expected + ["pl"] + expected.map { "de/" + $0.dropFirst(3) }).sorted())
    #expect(
      found.strays.map { $0.path.replacing(place.path + "/lessons/", with: "") } == [
        "de/b.md", "de/c", "de/gone.md", "en/b.md", "en/c", "en/gone.md", "pl",
      ])
    #expect(found.strays.allSatisfy { $0.message.hasPrefix("this link leads to '") })
    let file = try #require(found.files.first { $0.page == "en/same" })
    #expect(try file.read(atMost: 10) == Data())
    try files.removeItem(at: place.appending(path: "course/en/same.md"))
    try files.createSymbolicLink(
      atPath: place.appending(path: "course/en/same.md").path, withDestinationPath: "../../elsewhere/x.md")
    // Exchanged after it was found.
    #expect(throws: FileFailure.self) { try file.read(atMost: 10) }
  }
}
