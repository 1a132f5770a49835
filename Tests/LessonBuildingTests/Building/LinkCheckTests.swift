import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonReading
@testable import LessonRendering
@testable import LessonStorage

@Suite("Links that reach nothing")
struct LinkCheckTests {
  /// What is wrong with the links of `en/a.md` among some other lessons and files.
  private func problems(_ text: String, beside files: [String: String] = [:]) async throws -> [String] {
    let root = FileManager.default.temporaryDirectory.appending(path: "lessons-links-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, content) in files.merging(["lessons/en/a.md": text], uniquingKeysWith: { $1 }) {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }
    let library = try LessonLibrary(folder: root.appending(path: "lessons").path, formats: PageFormat.all)
    let file = try #require(library.files.first { $0.page == "en/a" })
    let output = RootedFolder(root.appending(path: "output").path)
    let readings = Readings(RememberingReader(LessonReader.built, .none), library, output)
    let reading = try #require(try await readings.reading(of: file))
    var check = LinkCheck(
      library, output, readings, AttachmentSearch(library, FileHashes(.none)), LessonStates(library, [:]))
    var surroundings = Surroundings()
    let found = try await check.problems(with: reading.links, in: file, &surroundings)
    return found.map { $0.message.replacing(root.path + "/", with: "") }
  }

  private let others = ["lessons/en/sub/b.md": "# One\n\n<a id=\"mark\"></a>\n", "lessons/pl/a.md": "# A\n"]

  @Test(
    "are not those to a lesson, a heading, a block, a written anchor or another server",
    arguments: [
      "sub/b.md", "./sub/b.md", "sub/../sub/b.md", "../pl/a.md", "sub/b.md#one", "sub/b.md#mark", "#top",
      "#block", "#", "sub/b.md#", "sub/b.md?x=1#one", "#%74op", "https://a.b/c.md#d", "mailto:a@b.c",
      "/absolute.md", "a.md#top", "#fig-block",
    ])
  func reached(address: String) async throws {
    let text = "# Top\n\n[x](\(address))\n\n```swift-dt id=block caption=\"x\"\n1\n```\n"
    #expect(try await problems(text, beside: others) == [])
  }

  @Test(
    "are told with the nearest lesson or anchor",
    arguments: [
      ("sub/c.md", "there is no lesson 'sub/c.md'; did you mean 'sub/b.md'?"),
      ("../../../x.md", "there is no lesson '../../../x.md'"),
      ("en/sub/b.md", "there is no lesson 'en/sub/b.md'; did you mean 'sub/b.md'?"),
      ("../pl/sub/b.md", "there is no lesson '../pl/sub/b.md'; did you mean 'sub/b.md'?"),
      ("#tap", "there is no heading or block '#tap' in 'lessons/en/a.md'; did you mean '#top'?"),
      (
        "sub/b.md#ones",
        "there is no heading or block '#ones' in 'lessons/en/sub/b.md'; did you mean '#one'?"
      ),
      ("sub/b.md#elsewhere", "there is no heading or block '#elsewhere' in 'lessons/en/sub/b.md'"),
    ])
  func missed(address: String, message: String) async throws {
    #expect(try await problems("# Top\n\n[x](\(address))\n", beside: others) == [message])
  }

  @Test(
    "without text are those to anything but a figure, and those to a figure that is not there have one error")
  func references() async throws {
    let text = "# Top\n\n[](#fig-loss) [](#loss) [](#fig-los)\n\n```swift-dt id=loss\n1\n```\n: a\n"
    #expect(
      try await problems(text, beside: others) == [
        "there is no figure '#fig-los' in 'lessons/en/a.md'; did you mean '#fig-loss'?"
      ])
    #expect(try await problems("# Top\n\n[](#top)\n", beside: others).count == 1)
  }

  @Test(
    "between a language's folder and none are those that Markdown does not have, and the right one is named",
    arguments: [
      ("../c.md", nil), ("../c.md#c", nil), ("../en/c.md", "../c.md"), ("c.md", "../c.md"),
    ] as [(String, String?)])
  func betweenFolders(address: String, meant: String?) async throws {
    let found = try await problems("# A\n\n[x](\(address))\n", beside: ["lessons/c.md": "# C\n"])
    #expect(found == (meant.map { ["there is no lesson '\(address)'; did you mean '\($0)'?"] } ?? []))
  }

  @Test("are not those to files below the lessons' folder, which are copied")
  func copied() async throws {
    #expect(try await problems("# A\n\n![x](x.png)\n", beside: ["lessons/en/x.png": ""]) == [])
    #expect(try await problems("# A\n\n[x](../y/%C4%85.zip)\n", beside: ["lessons/y/ą.zip": ""]) == [])
  }

  @Test(
    "are those to files that are not there, or cannot be copied",
    arguments: [
      ("x.png", "lessons/en/y.png", "'x.png' does not exist, looked for from the lesson's folder"),
      (
        ".x.png", "lessons/en/.x.png",
        "'.x.png' cannot be copied to the pages: hidden files are not published: rename it"
      ),
      (
        "a/record.json", "lessons/en/a/record.json",
        "'a/record.json' cannot be copied to the pages: 'record.json' is the name of the records that builds keep in the "
          + "output: rename it"
      ),
      (
        "sub/b.html", "lessons/en/sub/b.html",
        "'sub/b.html' cannot be copied to the pages: its copy would lie where a file of the page of "
          + "'lessons/en/sub/b.md' belongs: rename it, or move it to another folder"
      ),
      (
        "../../../x.png", "x.png", "'../../../x.png' does not exist, looked for from the lesson's folder"
      ),
    ])
  func files(address: String, path: String, message: String) async throws {
    let found = try await problems(
      "# A\n\n![x](\(address))\n", beside: others.merging([path: ""]) { $1 })
    #expect(found == [message])
  }

  @Test("are those to files outside of the lessons' folder that the page does not reach")
  func outside() async throws {
    let text = "# A\n\n![x](../../images/x.png)\n"
    #expect(try await problems(text, beside: ["images/x.png": ""]) == [])
    let deeper = "# A\n\n![x](../../lessons-files/../images/x.png)\n"
    #expect(try await problems(deeper, beside: ["images/x.png": "", "lessons-files/y": ""]) == [])
  }
}
