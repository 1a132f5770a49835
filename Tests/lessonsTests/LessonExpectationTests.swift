import Foundation
import Testing

@Suite("An expectation of a lesson")
struct LessonExpectationTests {
  private static let path = "lessons/en/a.md"

  private static func lesson(_ stated: String) -> String {
    "# A\n\n```swift-dt\nlet x = 3 // => \(stated)\nprint(x)\n// Prints \"3\"\nx + 1 // → 4\n```\n"
  }

  @Test("that does not hold fails build, check and run at its comment, each time, and keeps the page")
  func fails() async throws {
    let place = try Workplace()
    try place.write(Self.lesson("3"), to: Self.path)
    #expect(try await place.lessons("build").status == 0)
    let page = try place.read("output/en/a.html")
    let record = try place.read("output/en/a/record.json")
    #expect(!record.contains("found"))
    #expect(try await place.lessons("check").status == 0)
    try place.write(Self.lesson("5"), to: Self.path)
    let message = "lessons/en/a.md:4:11: error: this comment states '5', but the value is '3'"
    for command in [["build"], ["build"], ["check"], ["run", Self.path]] {
      let result = try await place.lessons(command)
      #expect(result.remarks == [message] && result.status == 1, "\(command)")
    }
    #expect(try place.read("output/en/a.html") == page)
    try place.write(Self.lesson("3"), to: Self.path)
    #expect(try await place.lessons("build").status == 0)
  }

  @Test("is replaced by check --accept, which leaves pages and records")
  func accept() async throws {
    let place = try Workplace()
    try place.write(Self.lesson("3"), to: Self.path)
    #expect(try await place.lessons("build").status == 0)
    let files = place.files(below: "output")
    let record = try place.read("output/en/a/record.json")
    try place.write(Self.lesson("5"), to: Self.path)
    let result = try await place.lessons("check", "--accept")
    #expect(result.status == 1 || result.remarks.contains { $0.contains("the comment was replaced") })
    #expect(try place.read(Self.path) == Self.lesson("3"))
    #expect(try place.files(below: "output") == files && place.read("output/en/a/record.json") == record)
    #expect(try await place.lessons("check").status == 0)
  }
}
