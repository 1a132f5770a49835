import Foundation
import LessonCore
import LessonDisplay
import LessonSite
import LessonTestSupport
import Testing

@testable import LessonRendering

@Suite("A book")
struct BookTests {
  private let chart = Shown.chart(Chart(x: "x", y: "y", [Series("s", [1, 2])]))

  private func entry(
    _ name: String, _ text: String, _ blocks: [[Shown]], part: String? = nil
  ) throws -> Book.Entry {
    let found = transcript(blocks.map { $0.map(BlockTranscript.Result.shown) })
    return Book.Entry(name: name, part: part, chapter: PageRenderer().chapter(try lesson(text), found))
  }

  /// A book of two lessons, the second of which refers to the first.
  private func book() throws -> String {
    let table = Shown.table(Table(columns: ["n"], rows: [[1]]))
    let first = """
      # One

      ## Part A

      See [](#fig-loss) and [the second](sub/two.md#part-b).[^1]

      ```swift-dt id=loss caption="The loss"
      a
      ```

      ```swift-dt caption="Rates"
      b
      ```

      [^1]: A note.
      """
    let second = """
      # Two & more

      Look at [One](../one.md), [](#fig-gain), [a picture](../images/a.png), [Swift](https://swift.org).

      ## Part B

      ```swift-dt id=gain caption="The gain"
      a
      ```
      """
    let entries = [
      try entry("one", first, [[chart], [table]], part: "Basics"),
      try entry("sub/two", second, [[chart]], part: "Basics"),
    ]
    return Book(entries, in: "en", identity: SiteIdentity()).html
  }

  @Test("has one heading of the first level, and each lesson's title one level below")
  func headings() throws {
    let book = try book()
    #expect(book.matches(of: /<h1[ >]/).count == 1)
    #expect(book.contains(#"<h2 id="ch1-one">One"#))
    #expect(book.contains(#"<h2 id="ch2-two--more">Two &amp; more"#))
    #expect(book.contains(#"<h3 id="ch1-part-a">Part A"#) && book.matches(of: /<li class="part">/).count == 1)
  }

  @Test("numbers figures and tables from its beginning to its end, and refers to them by these numbers")
  func figures() throws {
    let book = try book()
    #expect(book.contains("<strong>Figure 1:</strong>") && book.contains("<strong>Figure 2:</strong>"))
    #expect(book.contains("<strong>Table 1:</strong>") && !book.contains("\u{F0000}"))
    #expect(book.contains(##"<a href="#ch1-fig-loss">Figure 1</a>"##))
    #expect(book.contains(##"<a href="#ch2-fig-gain">Figure 2</a>"##))
    #expect(book.contains(##"<a href="#ch2-caption.1">Figure 2: The gain</a>"##))
  }

  @Test("keeps links between lessons inside, and files beside lessons where they are")
  func links() throws {
    let book = try book()
    #expect(book.contains(##"<a href="#ch2-part-b">the second</a>"##))
    #expect(book.contains(##"<a href="#ch1">One</a>, "##))
    #expect(book.contains(#"<a href="images/a.png">"#) && book.contains(#"<a href="https://swift.org">"#))
  }

  @Test("has each id once, and for each link inside the place that it leads to")
  func ids() throws {
    let book = try book().replacing(/<script>.*?<\/script>/.dotMatchesNewlines(), with: "")
    let ids = book.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
    let targets = book.matches(of: ##/href="#([^"]*)"/##).map { String($0.1) }
    #expect(Set(ids).count == ids.count && Set(targets).isSubset(of: ids) && targets.count > 10)
  }

  @Test("shows plots in one size, and of sliders what is seen first")
  func drawings() throws {
    let slider = Slider("x", [1, 2], initially: 2) { "value \($0)" }.shown
    let shown = try entry("a", "# A\n\n```swift-dt\na\n```\n", [[chart, slider]]).chapter.html
    #expect(shown.matches(of: #/<svg /#).count == 1 && !shown.contains("<details"))
    #expect(shown.contains("value 2") && !shown.contains("value 1"))
  }

  @Test("takes texts for what they are: marks of figures, markup and quotes in titles")
  func texts() throws {
    #expect(FigureMark.numbered("a\u{F0000}f2\u{F0001}b\u{F0000}t1\u{F0001}", after: (3, 4)) == "a5b5")
    #expect(FigureMark.numbered("\u{F0000}fx\u{F0001}\u{F0000}", after: (3, 4)) == "fx\u{F0001}")
    let title = Book([try entry("a", "# `</style>\"\\`\n", [])], in: "en", identity: SiteIdentity()).html
    #expect(title.contains(#"content:"\3c \2f style\3e \22 \5c "}"#))
  }

  @Test(
    "resolves addresses beside nested lessons",
    arguments: [
      ("b.html", "sub/b.html"), ("../b.html", "b.html"), ("../../pl/a.html", "../pl/a.html"),
      ("c.html#x", "#ch2-x"),
      ("#top", "#ch1"), ("mailto:a@b.c", "mailto:a@b.c"), ("/a", "/a"), ("data.csv?x=1", "sub/data.csv?x=1"),
    ])
  func addresses(address: String, expected: String) {
    let links = ChapterLinks(number: 1, name: "sub/a", chapters: ["sub/a": 1, "sub/c": 2])
    #expect(links.address(address) == expected)
  }
}
