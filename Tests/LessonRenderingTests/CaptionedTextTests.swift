import Foundation
import LessonDisplay
import LessonSite
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering

@Suite("Images and tables with a caption")
struct CaptionedTextTests {
  private let chart = BlockTranscript.Result.shown(.chart(Chart(x: "x", y: "y", Series("s", [1, 2]))))

  /// An image, a chart, an image and a table.
  private let text = """
    See [](#fig-chain), [](#fig-b), [](#fig-two) and [](#fig-sizes).

    ![A chain](../figures/chain.svg)

    : How *it* goes & ends.

    ```swift-dt id=b caption="A chart."
    ```

    ![Two](x.png)
    : Below {#two}

    | a |
    | - |
    | 1 |

    : Sizes, as in [](#fig-two). {#fig-sizes}

    ![Without](y.png)
    """

  private var found: Transcript { transcript([[chart]]) }

  @Test("are figures of the page, numbered with its other figures")
  func html() throws {
    let page = PageRenderer().html(try lesson(text), found)
    #expect(
      page.contains(
        """
        <figure class="captioned" id="fig-chain">
        <img src="../figures/chain.svg" alt="A chain">
        <figcaption><strong>Figure 1:</strong> How <em>it</em> goes &amp; ends.</figcaption>
        </figure>
        """))
    #expect(page.contains("<strong>Figure 2:</strong> A chart.</figcaption>"))
    #expect(page.contains("<strong>Figure 3:</strong> Below</figcaption>"))
    #expect(
      page.contains(
        """
        <figure class="captioned" id="fig-sizes">
        <div class="table"><table>
        """))
    #expect(
      page.contains("<strong>Table 1:</strong> Sizes, as in <a href=\"#fig-two\">Figure 3</a>.</figcaption>"))
    #expect(
      page.contains(
        """
        See <a href="#fig-chain">Figure 1</a>, <a href="#fig-b">Figure 2</a>, <a href="#fig-two">Figure 3</a> and \
        <a href="#fig-sizes">Table 1</a>.
        """))
    #expect(page.contains("<p class=\"picture\"><img src=\"y.png\" alt=\"Without\"></p>"))
    #expect(
      PageRenderer().html(try lesson(text, language: "pl"), found).contains("<strong>Rysunek 1:</strong> How")
    )
  }

  @Test("have their labels in Markdown pages, without the marks")
  func markdown() throws {
    try check(
      """
      See [](#fig-chain) and [](#fig-sizes).

      ![A chain](../figures/chain.svg)

      : How it goes.

      > ![Two](x.png)
      > : Below {#two}

      | a |
      | - |
      | 1 |

      : Sizes
      {#sizes}
      """, transcript([]),
      markdown: """
        See [Figure 1](#fig-chain) and [Table 1](#fig-sizes).

        ![A chain](../figures/chain.svg)

        <a id="fig-chain"></a>**Figure 1:** How it goes.

        > ![Two](x.png)
        > <br><a id="fig-two"></a>**Figure 2:** Below

        | a |
        | - |
        | 1 |

        <a id="fig-sizes"></a>**Table 1:** Sizes

        """)
  }

  @Test("have their captions in notebooks, below them in the same cell")
  func notebook() throws {
    let text = "![A chain](chain.svg)\n: How it goes.\n\n| a |\n| - |\n| 1 |\n\n: Sizes. {#sizes}"
    let file = try JSONDecoder().decode(Cells.self, from: Notebook(try lesson(text), transcript([])).bytes)
    #expect(
      file.cells.map { $0.source.joined() } == [
        """
        ![A chain](chain.svg)

        <a id="fig-chain"></a>**Figure 1:** How it goes.

        | a |
        | --- |
        | 1 |

        <a id="fig-sizes"></a>**Table 1:** Sizes.
        """
      ])
  }

  @Test("are listed in the book, with numbers that go on")
  func book() throws {
    let entries = try ["one", "two"].map {
      Book.Entry(name: $0, part: nil, chapter: PageRenderer().chapter(try lesson(text), found))
    }
    let book = Book(entries, in: "en", identity: SiteIdentity()).html
    #expect(book.contains(##"<a href="#ch1-caption.text.1">Figure 1: How it goes &amp; ends.</a>"##))
    #expect(book.contains(##"<a href="#ch2-caption.text.2">Figure 6: Below</a>"##))
    #expect(book.contains(##"<a href="#ch2-caption.text.3">Table 2: Sizes, as in "##))
    #expect(book.contains(##"<figcaption id="ch2-caption.text.2"><strong>Figure 6:</strong> Below"##))
  }

  @Test("can be reached by links, which are checked")
  func references() throws {
    #expect(
      Figures.addresses(in: try lesson(text)) == ["#fig-chain", "#b", "#fig-b", "#fig-two", "#fig-sizes"])
  }

  private struct Cells: Decodable {
    struct Cell: Decodable { let source: [String] }
    let cells: [Cell]
  }
}
