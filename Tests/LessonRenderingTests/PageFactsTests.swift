import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonRendering
@testable import LessonSite

@Suite("Below its title, a page says")
struct PageFactsTests {
  private func minutes(_ text: String) throws -> Int { ReadingTime(try lesson(text)).minutes }

  private func words(_ count: Int) -> String { String(repeating: "word ", count: count) }

  @Test("how long it takes to read: 200 words a minute, or 15 lines of code that is not folded")
  func time() throws {
    #expect(try minutes("a") == 1)
    #expect(try minutes(words(1_000)) == 5)
    let code = String(repeating: "let a = 1\n", count: 45)
    #expect(try minutes(words(1_000) + "\n\n```swift-dt\n\(code)```") == 8)
    #expect(try minutes(words(1_000) + "\n\n```swift-dt fold\n\(code)```") == 5)
    #expect(try minutes(words(1_000) + "\n\n```swift-dt invisible\n\(code)```") == 5)
  }

  @Test("the same of languages that write no spaces, by their letters")
  func letters() throws {
    #expect(try minutes(String(repeating: "学習率とは", count: 450)) == 5)
  }

  private func page(_ text: String, _ names: [String], _ language: String = "en") throws -> String {
    let site = Site([language: try names.map { try entry("# A", $0) }])
    return PageRenderer().html(
      try lesson(text, language: language, name: "b"), transcript([]), at: site.place(of: "b", in: language))
  }

  @Test("where it stands in the course, in its language")
  func position() throws {
    #expect(
      try page("# A\n\nb", ["a", "b", "c"]).contains(
        "</h1>\n<p class=\"facts\" id=\"page.facts\"><span>2 of 3 · 1 min</span></p>\n<p>b</p>"))
    #expect(try page("# A", ["a", "b"], "pl").contains("<span>2 z 2 · 1 min</span>"))
    #expect(try page("# A", ["b"]).contains("<span>1 min</span>"))
  }

  @Test("nothing of its place where not all lessons are listed")
  func partial() throws {
    let names = (1...200).map { "a\($0)" } + ["b"]
    #expect(try page("# A", names).contains("<span>1 min</span>"))
  }

  @Test("and has a button that copies its code, where several blocks are run")
  func button() throws {
    func page(_ text: String) throws -> String { try self.page("# A\n\n" + text, ["b"]) }
    let (run, wrong, hidden) = (
      "```swift-dt\n1\n```\n", "```swift-dt fail\n1\n```\n", "```swift-dt invisible\n1\n```\n"
    )
    #expect(try page(run + run).contains("<template id=\"page.copy-all\">"))
    #expect(try !page(run + wrong + hidden).contains("<template id=\"page.copy-all\">"))
    #expect(try page(run + wrong).contains("<section class=\"block apart\">"))
  }

  @Test("the same where the title is that of the front matter")
  func titled() throws {
    #expect(
      try page("---\ntitle: T\n---\n\na", ["b"]).contains("<h1>T</h1>\n<p class=\"facts\" id=\"page.facts\">")
    )
  }
}
