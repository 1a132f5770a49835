import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonMarkup
@testable import LessonPlots
@testable import LessonRendering
@testable import LessonWords

/// Expects that a lesson's Markdown page is exactly this.
func check(
  _ text: String, _ transcript: Transcript, markdown: String, language: String = "en",
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let page = PageRenderer().markdown(try lesson(text, language: language), transcript)
  #expect(Array(page.text.unicodeScalars) == Array(markdown.unicodeScalars), sourceLocation: sourceLocation)
}

@Suite("A Markdown page")
struct MarkdownPageTests {
  @Test(
    "is the author's text, byte for byte, where nothing is run",
    arguments: [
      "a", "a\n", "\u{FEFF}---\r\ntitle: a\r\n---\r\n\r\n* ą  \r\n\tb\0 <!-- c -->\r\n", "~~~python x\n~~~\n",
      "`{swift} a`\r",
    ])
  func unchanged(_ text: String) throws { try check(text, transcript([]), markdown: text) }

  @Test("has plain Swift fences with what they gave below them")
  func results() throws {
    try check(
      "a\n```swift-dt id=a tol=0.1\nx  \n```\nb\n\n~~~~ swift dt nest\ny\n~~~~~\n",
      transcript([[.printed("1\n"), .shown(.text("2"))], [.message("m")]]),
      markdown: """
        a
        ```swift
        x  
        ```

        ```text
        1
        ```

        ```text
        2
        ```

        b

        ~~~~swift
        y
        ~~~~~

        ```text
        m
        ```

        """)
  }

  @Test("keeps results inside the list or quote of their block")
  func containers() throws {
    try check(
      "1. > a\n   > ```swift-dt\n   > x\n   > ```\n   > b\n2. c", transcript([[.printed("1\n\n2")]]),
      markdown: """
        1. > a
           > ```swift
           > x
           > ```
           >
           > ```text
           > 1
           >
           > 2
           > ```
           >
           > b
        2. c
        """)
    try check(
      "- ```swift-dt fold\n  x\n  ```\n-\t```swift-dt\n\ty\n\t```\n",
      transcript([[.printed("1")], [.printed("2")]]),
      markdown: """
        - <details>
          <summary>1-line set-up</summary>

          ```swift
          x
          ```

          </details>

          ```text
          1
          ```

        -\t```swift
        \ty
        \t```

         \t```text
         \t2
         \t```

        """)
  }

  @Test("has the line ends of the author's text")
  func lineEnds() throws {
    try check(
      "```swift-dt\r\nx\r\n```\r\na\r\n", transcript([[.printed("1\n2\n")]]),
      markdown: "```swift\r\nx\r\n```\r\n\r\n```text\r\n1\r\n2\r\n```\r\n\r\na\r\n")
  }

  @Test("ends where the author's text ends")
  func endOfFile() throws {
    try check("```swift-dt\n```", transcript([[.printed("1")]]), markdown: "```swift\n```\n\n```text\n1\n```")
  }

  @Test("lacks blocks that are invisible, and results of silent ones")
  func visibility() throws {
    try check(
      "a\n\n```swift-dt invisible\nx\n```\n\nb\n\n```swift-dt silent\ny\n```\n- ```swift-dt invisible\n  z\n  ```\n",
      transcript([[.printed("1")], [.printed("2")], [.printed("3")]]),
      markdown: "a\n\nb\n\n```swift\ny\n```\n- \n")
    try check("a\n```swift-dt invisible\n```\nb", transcript([[]]), markdown: "a\nb")
    try check("a\n\n```swift-dt invisible\n```", transcript([[]]), markdown: "a\n\n")
  }

  @Test("has printed text as Markdown where the block asks for that")
  func passthrough() throws {
    try check(
      "> ```swift-dt passthrough\n> ```\n", transcript([[.printed("| a |\n|---|\n\n*b*\n")]]),
      markdown: "> ```swift\n> ```\n>\n> | a |\n> |---|\n>\n> *b*\n")
  }

  @Test("has tables, and charts as pictures with the plot in characters folded below them")
  func tablesAndCharts() throws {
    let table = Table(columns: ["a|b", "c"], rows: [["x", 1.5]])
    let chart = Chart(title: "[C]", x: "x", y: "y", Series("s", [1, 2]))
    let lesson = try lesson(
      "```swift-dt id=loss\n```\n\n```swift-dt\n```", language: "pl", name: "a/Triki i (b)")
    let page = PageRenderer().markdown(
      lesson, transcript([[.shown(.group([.table(table), .chart(chart)]))], [.shown(.chart(chart))]]))
    let ascii = PrintedText.lines(chart.ascii()).joined(separator: "\n")
    let words = PlotWords(Language("pl"))
    let alternative = chart.textAlternative(in: words)
    #expect(alternative.hasPrefix("Wykres liniowy; oś pozioma: x"))
    #expect(
      page.text == """
        ```swift
        ```

        | a\\|b |   c |
        | ---- | --: |
        | x    | 1.5 |

        ![\(alternative)](Triki%20i%20%28b%29/loss.svg)

        <details>
        <summary>Wykres jako tekst</summary>

        ```text
        \(ascii)
        ```

        </details>

        ```swift
        ```

        ![\(alternative)](Triki%20i%20%28b%29/2.svg)

        <details>
        <summary>Wykres jako tekst</summary>

        ```text
        \(ascii)
        ```

        </details>
        """)
    #expect(page.figures.map(\.path) == ["Triki i (b)/loss.svg", "Triki i (b)/2.svg"])
    #expect(
      page.figures.map(\.svg) == ["chart.loss", "chart.2"].map { chart.svgFile(id: $0, in: words) })
  }

  @Test("folds the end of long output and of long tables")
  func folding() throws {
    let table = Table(columns: ["n"], rows: (1...31).map { [$0] })
    let printed = (1...31).map { "\($0)\n" }.joined()
    let page = PageRenderer().markdown(
      try lesson("```swift-dt\n```", language: "de"),
      transcript([[.printed(printed), .shown(.table(table))]]))
    #expect(
      page.text.contains(
        """
        12
        ```

        <details>
        <summary>Rest der Ausgabe (+19)</summary>

        ```text
        13
        """))
    #expect(
      page.text.contains(
        """
        |  12 |

        <details>
        <summary>Rest der Ausgabe (+19)</summary>

        |   n |
        | --: |
        |  13 |
        """))
  }

  @Test("has values in the places of expressions, which read as text")
  func expressions() throws {
    try check(
      "# ą `{swift-dt} a`, ``{swift-dt} b``\n\n> c `{swift-dt} d +\n> e` f",
      transcript([], ["0.5", "*_|<$", "g\nh"]),
      markdown: "# ą 0.5, \\*\\_\\|\\<\\$\n\n> c g h f")
    try check("`{swift-dt} a` b_c", transcript([], ["- a_b"]), markdown: "\\- a_b b_c")
    try check("`{swift-dt} a`", transcript([], ["1. a"]), markdown: "1\\. a")
    try check("`{swift-dt} a`", transcript([], ["-1.5"]), markdown: "-1.5")
  }

  @Test("fences printed text so that it cannot leave its fence")
  func fences() throws {
    try check(
      "```swift-dt\n```", transcript([[.printed("```\n````x\n  `````")]]),
      markdown: "```swift\n```\n\n``````text\n```\n````x\n  `````\n``````")
  }

  @Test(
    "reads as the same text when it is rendered again",
    arguments: [
      "- a_b", "1) x", "# t", "a*b*", "<b>", "&amp;", "`x`", "[a](b)", "~~x~~", "\\", "a | b", "__x__",
      "http", "> q", "![x](y)", "+ z", "a\\*b",
    ])
  func roundTrip(_ value: String) throws {
    let page = PageRenderer().markdown(try lesson("`{swift-dt} x`"), transcript([], [value])).text
    let rendered = renderFragment(path: "x.md", bytes: Array(page.utf8)).html
    #expect(rendered == Element.tag("p")[.text(value)].markup + "\n")
  }
}
