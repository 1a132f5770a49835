import Foundation
import Testing

@testable import LessonKit

@Suite("Links that reach nothing")
struct LinkCheckTests {
  /// What is wrong with the links of `en/a.md` among some other lessons and files.
  private func problems(_ text: String, beside files: [String: String] = [:]) throws -> [String] {
    let root = FileManager.default.temporaryDirectory.appending(path: "lessons-links-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, content) in files.merging(["lessons/en/a.md": text], uniquingKeysWith: { $1 }) {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }
    let library = try LessonLibrary(folder: root.appending(path: "lessons").path)
    let file = try #require(library.files.first { $0.page == "en/a" })
    let lesson = try #require(library.read(file, LessonBytes(file)).lesson)
    var check = LinkCheck(library, RootedFolder(root.appending(path: "output").path), known: [:])
    return check.problems(in: lesson).map { $0.message.replacing(root.path + "/", with: "") }
  }

  private let others = ["lessons/en/sub/b.md": "# One\n\n<a id=\"mark\"></a>\n", "lessons/pl/a.md": "# A\n"]

  @Test(
    "are not those to a lesson, a heading, a block, a written anchor or another server",
    arguments: [
      "sub/b.md", "./sub/b.md", "sub/../sub/b.md", "../pl/a.md", "sub/b.md#one", "sub/b.md#mark", "#top",
      "#block", "#", "sub/b.md#", "sub/b.md?x=1#one", "#%74op", "https://a.b/c.md#d", "mailto:a@b.c",
      "/absolute.md", "a.md#top",
    ])
  func reached(address: String) throws {
    let text = "# Top\n\n[x](\(address))\n\n```swift-dt id=block\n1\n```\n"
    #expect(try problems(text, beside: others) == [])
  }

  @Test(
    "are told with the nearest lesson or anchor",
    arguments: [
      ("sub/c.md", "there is no lesson 'sub/c.md'; did you mean 'lessons/en/sub/b.md'?"),
      ("../../../x.md", "there is no lesson '../../../x.md'"),
      ("#tap", "there is no heading or block '#tap' in 'lessons/en/a.md'; did you mean '#top'?"),
      (
        "sub/b.md#ones",
        "there is no heading or block '#ones' in 'lessons/en/sub/b.md'; did you mean '#one'?"
      ),
      ("sub/b.md#elsewhere", "there is no heading or block '#elsewhere' in 'lessons/en/sub/b.md'"),
    ])
  func missed(address: String, message: String) throws {
    #expect(try problems("# Top\n\n[x](\(address))\n", beside: others) == [message])
  }

  @Test("are those to files that either the lesson or its page does not see")
  func files() throws {
    func problem(_ path: String) throws -> [String] {
      try problems("# A\n\n![x](x.png)\n", beside: [path: ""])
    }
    #expect(try problem("lessons/en/other.png") == ["there is no 'x.png' as seen from the lesson"])
    #expect(try problem("lessons/en/x.png").count == 1)
    #expect(try problem("lessons/en/x.png") != problem("lessons/en/other.png"))
    let both = ["lessons/en/x.png": "", "output/en/x.png": ""]
    #expect(try problems("# A\n\n![x](x.png)\n", beside: both) == [])
  }
}
