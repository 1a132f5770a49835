import Foundation
import Testing

// What a build need not do again.
extension BuildTests {
  @Test("Edits of prose, comments and spacing run no code; edits of code do")
  func cache() async throws {
    let place = try Workplace()
    func build(_ text: String) async throws -> String {
      try place.write(text, to: "lessons/en/a.md")
      let result = try await place.lessons("build")
      #expect(result.status == 0, "\(result.errors)")
      return result.summary
    }
    #expect(try await build(good) == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try await build(good) == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(try await build("Prose.\n\n" + good) == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").hasPrefix("Prose."))
    let respaced = good.replacing("6 * 7", with: "6   *  7 // the answer")
    #expect(try await build(respaced) == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("// the answer"))
    #expect(
      try await build(good.replacing("6 * 7", with: "6 * 9")) == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("54"))
    let forced = try await place.lessons("build", "--force")
    #expect(forced.summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
  }

  @Test("A build that changes nothing writes nothing")
  func untouched() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    func dates() throws -> [Date?] {
      try place.files(below: "output").map {
        try FileManager.default.attributesOfItem(atPath: place.url.appending(path: "output/\($0)").path)[
          .modificationDate] as? Date
      }
    }
    let before = try dates()
    #expect(before.count == 10)
    _ = try await place.lessons("build", "--force")
    #expect(try dates() == before)
  }

  @Test("A translation whose blocks differ in comments only shares its source's run")
  func translation() async throws {
    let place = try Workplace()
    try place.write(
      "Two `{swift-dt} 1 + 1`, three `{swift-dt} 1 + 2`.\n\n```swift-dt\n// one\nlet a = 1\na\n```\n",
      to: "lessons/en/a.md")
    try place.write(
      "Dwa `{swift-dt} 1 + 1`, trzy `{swift-dt} 1 + 2`.\n\n```swift-dt\n// jeden\nlet a = 1\na\n```\n",
      to: "lessons/pl/a.md")
    let result = try await place.lessons("build")
    #expect(result.summary == "2 lessons: 1 ran, 1 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").hasPrefix("Two 2, three 3."))
    #expect(try place.read("output/pl/a.md").hasPrefix("Dwa 2, trzy 3."))
  }

  @Test(
    "A translation whose expressions stand in another order runs by itself, since one may change the next")
  func translationInAnotherOrder() async throws {
    let place = try Workplace()
    let block = "```swift-dt\nvar n = 0\nfunc next(_ step: Int) -> Int {\n  n += step\n  return n\n}\n```\n\n"
    try place.write(block + "`{swift-dt} next(1)` `{swift-dt} next(10)`\n", to: "lessons/en/a.md")
    try place.write(block + "`{swift-dt} next(10)` `{swift-dt} next(1)`\n", to: "lessons/pl/a.md")
    #expect(try await place.lessons("build").summary == "2 lessons: 2 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").hasSuffix("1 11\n"))
    #expect(try place.read("output/pl/a.md").hasSuffix("10 11\n"))
  }

  @Test("Lessons that share a failing program are each told of it")
  func sharedFailure() async throws {
    let place = try Workplace()
    try place.write("# A\n\n```swift-dt\nfatalError(\"x\")\n```\n", to: "lessons/en/a.md")
    try place.write("```swift-dt\nfatalError(\"x\")\n```\n", to: "lessons/pl/a.md")
    let result = try await place.lessons("build")
    #expect(
      result.remarks.filter { $0.contains(": error: ") }
        == ["lessons/en/a.md:4:1: error: x", "lessons/pl/a.md:2:1: error: x"])
    #expect(result.status == 1)
  }

  @Test("Damaged files of the cache are noticed and computed again")
  func damagedCache() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    let cache = ".lessons"
    let files = place.files(below: cache).filter { $0 != ".gitignore" }
    #expect(Set(files.map { $0.prefix { $0 != "/" } }) == ["lists", "readings", "stamps", "transcripts"])
    for file in files {
      let text = try place.read("\(cache)/\(file)")
      #expect(text.count > 80)
      try place.write(
        text.replacing("42", with: "43").replacing("\"digest\":\"", with: "\"digest\":\"0"),
        to: "\(cache)/\(file)")
    }
    try place.write("", to: "output/en/a.html")
    #expect(try await place.lessons("build").summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("42"))
    #expect(try place.read("output/en/a.html").contains("42"))
  }

  @Test("A page that was damaged is written again without running code")
  func damagedPage() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    let page = try place.read("output/en/a.md")
    try place.write(page.replacing("42", with: "41"), to: "output/en/a.md")
    #expect(try await place.lessons("build").summary == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md") == page)
  }
}
