import Testing

@testable import LessonEditing

@Suite("What stands before a place")
struct LineContextTests {
  /// The context at the `|` of a text.
  private func context(_ marked: String) -> LineContext {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let text = EditedText(parts.joined(), .utf16)
    return LineContext(text, at: text.place(ofOffset: parts[0].utf8.count))
  }

  @Test(
    "options stand behind 'swift-dt', in lists and quotes too, or in a comment",
    arguments: [
      ("```swift-dt |", []), ("```swift-dt fold i|", ["fold", "i"]), ("\t> - ~~~~swift-dt\tfold |", ["fold"]),
      ("<!-- lessons: fail |", ["fail"]), ("1. ```swift-dt id=a|", ["id=a"]),
    ])
  func options(marked: String, words: [String]) {
    #expect(context(marked).optionWords.map { $0.map(String.init) } == words)
  }

  @Test(
    "elsewhere there are no options",
    arguments: [
      "swift-dt |", "```swift-dt|", "``swift-dt |", "```swift |", "```swift-dt caption=\"a |",
      "<!-- lessons: fold --> |", "text ```swift-dt |",
    ])
  func noOptions(marked: String) { #expect(context(marked).optionWords == nil) }

  @Test("addresses of links and keys of citations are what is being written")
  func links() {
    #expect(context("ż 😀 [a](b) [c](#d|").linkAddress == "#d")
    #expect(context("[a](b)|").linkAddress == nil)
    #expect(context("see [@one; @tw|").citation == "@tw")
    #expect(context("@|").citation == "@")
    #expect(context("a@b|").citation == nil)
  }

  @Test(
    "formulas are found around the place",
    arguments: [
      ("ż $a|$ $b$", "$a$"), ("$a$ $|b$", "$b$"), ("$$a + |b$$", "$$a + b$$"), ("\\$1 $|x$", "$x$"),
    ])
  func formulas(marked: String, written: String) { #expect(context(marked).formula?.written == written) }

  @Test("prose between formulas is none", arguments: ["$a$ | $b$", "costs $5|", "|"])
  func noFormulas(marked: String) { #expect(context(marked).formula == nil) }
}

@Suite("Keys above a place")
struct YAMLContextTests {
  private func context(_ marked: String) -> YAMLContext {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let text = EditedText(parts.joined(), .utf16)
    return YAMLContext(LineContext(text, at: text.place(ofOffset: parts[0].utf8.count)))
  }

  @Test("indentation and dashes say to what a line belongs")
  func keys() {
    let list = context("swift:\n  packages:\n    - path: a\n      |\n    - url: b\n")
    #expect(list.keys == ["swift", "packages"])
    #expect(list.siblings == ["path"])
    #expect(context("a: 1\n|\nb: 2\n").siblings == ["a", "b"])
    #expect(context("a:\n  b: 1\nc: |\n").key == "c")
    #expect(context("a:\n  - b: 1\n  - |\n").keys == ["a"])
  }

  @Test("the published schema says what can stand where")
  func schema() throws {
    let schema = try #require(SettingsSchema.published)
    #expect(schema.keys["title"]?.description != nil)
    #expect(schema.part(below: ["swift", "packages"])?.keys["exact"] != nil)
    #expect(schema.part(below: ["quotes"])?.words == ["typographic", "straight"])
    #expect(schema.part(below: ["formats"])?.words?.contains("notebook") == true)
    #expect(schema.part(below: ["none"]) == nil)
  }
}
