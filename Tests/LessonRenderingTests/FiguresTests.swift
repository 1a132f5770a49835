import Foundation
import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering

@Suite("Results with a caption")
struct FiguresTests {
  private let chart = BlockTranscript.Result.shown(.chart(Chart(x: "x", y: "y", Series("s", [1, 2]))))
  private let table = BlockTranscript.Result.shown(.table(Table(columns: ["a"], rows: [[1]])))

  /// Two figures and a table between them.
  private let text = """
    See [](#fig-a), [](#b), [](#fig-c) and [it](#fig-a).

    ```swift-dt id=a caption="First & <last>"
    ```

    ```swift-dt id=b
    ```
    : *Second*, as [](#fig-a).

    ```swift-dt id=fig-c caption="Third."
    ```

    : Long.
    """

  private var found: Transcript { transcript([[chart], [table], [chart, table]]) }

  private func page(_ language: String = "en") throws -> String {
    PageRenderer().html(try lesson(text, language: language), found)
  }

  @Test("are figures, or tables, each with its own numbers, in the language of the page")
  func html() throws {
    let page = try page()
    #expect(page.contains("<figcaption><strong>Figure 1:</strong> First &amp; &lt;last&gt;</figcaption>"))
    #expect(
      page.contains(
        "<strong>Table 1:</strong> <em>Second</em>, as <a href=\"#fig-a\">Figure 1</a>.</figcaption>"))
    #expect(page.contains("<figcaption><strong>Figure 2:</strong> Third. Long.</figcaption>"))
    #expect(!page.contains("<p>: ") && page.ranges(of: "<figure class=\"results\"").count == 3)
    #expect(try self.page("pl").contains("<strong>Rysunek 2:</strong> Third. Long."))
    #expect(try self.page("ja").contains("<strong>表 1:</strong>"))
  }

  @Test("give their names to links that have none, and have anchors")
  func references() throws {
    let page = try page()
    #expect(
      page.contains(
        """
        See <a href="#fig-a">Figure 1</a>, <a href="#b">Table 1</a>, <a href="#fig-c">Figure 2</a> and \
        <a href="#fig-a">it</a>.
        """))
    let ids = page.matches(of: /\sid="([a-z-]+)"/).map { String($0.1) }
    for id in ["a", "fig-a", "b", "fig-b", "fig-c"] { #expect(ids.count { $0 == id } == 1, "\(id)") }
  }

  @Test("are named in Markdown pages, where they stand")
  func markdown() throws {
    let text = """
      See [](#fig-a) and `[](#x)`.

      > ```swift-dt id=a
      > ```
      > : A *b*
      > c.

      ```swift-dt id=t caption="T*"
      ```
      """
    try check(
      text, transcript([[.printed("1")], [table]]),
      markdown: """
        See [Figure 1](#fig-a) and `[](#x)`.

        > ```swift
        > ```
        >
        > ```text
        > 1
        > ```
        >
        > <a id="fig-a"></a>**Figure 1:** A *b*
        > c.

        ```swift
        ```

        |   a |
        | --: |
        |   1 |

        <a id="fig-t"></a>**Table 1:** T\\*
        """)
  }

  @Test("have their captions in notebooks below their cells")
  func notebook() throws {
    let file = try JSONDecoder().decode(Cells.self, from: Notebook(try lesson(text), found).bytes)
    let sources = file.cells.map { $0.source.joined() }
    #expect(sources[0] == "See [Figure 1](#fig-a), [Table 1](#b), [Figure 2](#fig-c) and [it](#fig-a).")
    #expect(
      file.cells.map(\.cell_type) == ["markdown", "code", "markdown", "code", "markdown", "code", "markdown"])
    #expect(sources[2].hasPrefix("<a id=\"fig-a\"></a>**Figure 1:** First & \\<last>"))
    #expect(sources[6] == "**Figure 2:** Third. Long.")
  }

  private struct Cells: Decodable {
    struct Cell: Decodable {
      let cell_type: String
      let source: [String]
    }
    let cells: [Cell]
  }
}
