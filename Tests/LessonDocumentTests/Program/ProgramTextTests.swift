import LessonTestSupport
import Testing

@testable import LessonCore

@Suite("What tells one program from another")
struct ProgramTextTests {
  @Test(
    "are the settings that decide a run, in the digest and in the text",
    arguments: [
      ("seed: 1", "seed: 2"), ("seed: 1", "title: a"), ("optimize: true", "optimize: false"),
      ("requires: [mnist]", "title: a"), ("requires: [mnist]", "requires: [fashion-mnist]"),
    ])
  func settings(one: String, other: String) throws {
    func made(_ setting: String) throws -> (digest: ProgramDigest, text: [String]) {
      let markdown = "---\n\(setting)\n---\n\n```swift-dt\nlet a = 1\n```\n"
      return (try program(markdown).digest, try lesson(markdown).outline.programText)
    }
    #expect(try made(one).digest != made(other).digest)
    #expect(try made(one).text != made(other).text)
  }

  @Test("is where each block ends")
  func ends() throws {
    let two = try lesson("```swift-dt\na\n```\n\n```swift-dt\nb\n```\n").outline.programText
    // What stands in front of each block's code, as a line of one.
    let between = try #require(two.dropFirst(2).first)
    let one = try lesson("```swift-dt\na\n\(between)\nb\n```\n").outline.programText
    #expect(one != two)
    #expect(one.filter { $0 != "end" } == two.filter { $0 != "end" })
  }
}
