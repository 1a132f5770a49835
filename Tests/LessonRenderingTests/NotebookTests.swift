import Foundation
import LessonDisplay
import LessonTestSupport
import TestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering

@Suite("A lesson as a notebook")
struct NotebookTests {
  /// The cells of a lesson's notebook, each as its kind, source and what stands in its outputs.
  private func cells(_ markdown: String, _ transcript: Transcript) throws -> [[String: Any]] {
    let parsed = Lesson.parse(path: "x.md", text: markdown, language: "en", name: "x")
    let bytes = Notebook(try #require(parsed.lesson), transcript).bytes
    let notebook = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    #expect(notebook["nbformat"] as? Int == 4 && notebook["nbformat_minor"] as? Int == 5)
    return try #require(notebook["cells"] as? [[String: Any]])
  }

  private func source(_ cell: [String: Any]) -> String { (cell["source"] as? [String] ?? []).joined() }

  private func outputs(_ cell: [String: Any]) -> [[String: Any]] { cell["outputs"] as? [[String: Any]] ?? [] }

  @Test("has a cell for each block and for the prose between, values in the place of expressions")
  func order() throws {
    let found = try cells(
      "---\nseed: 1\n---\n\n# A\r\n\r\nTwo\n\n```swift-dt\nlet a = 1\n\na\n```\n```swift-dt\na\n```\n\nIt is `{swift-dt} a`.\n",
      transcript([[], []], ["1"]))
    #expect(found.map { $0["cell_type"] as? String } == ["markdown", "code", "code", "markdown"])
    let imports = "import DeepTraining\nimport Foundation\nimport LessonDisplay\n"
    #expect(
      found.map(source) == [
        "# A\n\nTwo", imports + "DefaultSeed.value = 1\n\nlet a = 1\n\na", "a", "It is 1.",
      ])
    #expect(found.map { $0["id"] as? String } == ["text-1", "block-1", "block-2", "text-end"])
    #expect(found.map { $0["execution_count"] as? Int } == [nil, 1, 2, nil])
  }

  @Test("shows text, tables, drawings and messages each in its form")
  func forms() throws {
    let results: [BlockTranscript.Result] = [
      .printed("one\ntwo\n"), .shown(.text("text")), .shown(.table(Table(columns: ["n"], rows: [[1]]))),
      .shown(.chart(Chart(x: "x", y: "y", [Series("s", [1, 2])]))), .message("error: no\nnote: yes"),
    ]
    let cell = try cells("```swift-dt\na\n```\n", transcript([results]))[0]
    let shown = outputs(cell)
    #expect(
      shown.map { $0["output_type"] as? String } == [
        "stream", "display_data", "display_data", "display_data", "error",
      ])
    #expect(shown[0]["text"] as? [String] == ["one\n", "two\n"])
    let bundles = shown[1...3].map { $0["data"] as? [String: [String]] ?? [:] }
    #expect(bundles[0] == ["text/plain": ["text"]])
    #expect(bundles[1]["text/html"]?.first == "<table>\n" && bundles[1]["text/plain"]?.count == 3)
    #expect(bundles[2]["image/svg+xml"]?.joined().hasPrefix("<svg ") == true)
    #expect(shown[4]["evalue"] as? String == "error: no\nnote: yes")
  }

  @Test("keeps the code of blocks that pages do not show or fold, hidden")
  func hidden() throws {
    let found = try cells(
      "```swift-dt invisible\n1\n```\n\n```swift-dt fold id=f\n2\n```\n\n```swift-dt silent\n3\n```\n",
      transcript([[.printed("x")], [.printed("y")], [.printed("z")]]))
    let metadata = found.map { $0["metadata"] as? [String: Any] ?? [:] }
    #expect(metadata.map { ($0["jupyter"] as? [String: Bool])?["source_hidden"] } == [true, true, nil])
    #expect(metadata.map { $0["name"] as? String } == [nil, "f", nil])
    #expect(found.map { outputs($0).count } == [0, 1, 0])
  }

  // MARK: Code

  private func tags(_ cell: [String: Any]) -> [String]? {
    (cell["metadata"] as? [String: Any])?["tags"] as? [String]
  }

  @Test(
    "says of blocks that must not be run with the others that they are not, and has the imports before them")
  func notRun() throws {
    let found = try cells(
      "```swift-dt fail\nx\n```\n```swift-dt crash\nfatalError()\n```\n```swift-dt compile-only\n1\n```\n```swift-dt\n2\n```\n",
      transcript([[.message("no")], [], [], []]))
    let not = ["raises-exception", "skip-execution"]
    #expect(found.map(tags) == [nil, not, not, not, nil])
    #expect(source(found[0]) == "import DeepTraining\nimport Foundation\nimport LessonDisplay")
    #expect(found[0]["execution_count"] is NSNull)
    #expect(found.dropFirst().map(source) == ["x", "fatalError()", "1", "2"])
  }

  @Test("keeps the names of a nested block inside, but not its imports")
  func nested() throws {
    let found = try cells(
      "```swift-dt\n1\n```\n```swift-dt nest\n// Why.\nimport Synchronization\nlet a = \"\"\"\n  x\n  \"\"\"\n```\n",
      transcript([[], []]))
    #expect(
      source(found[1])
        == "import Synchronization\ndo {\n// Why.\n\nlet a = \"\"\"\n  x\n  \"\"\"\n}")
  }

  // MARK: Results

  @Test("shows printed controls as pages do, and puts long output into a frame")
  func printed() throws {
    let long = (1...40).map { "\($0)\n" }.joined()
    let found = try cells(
      "```swift-dt\na\n```\n```swift-dt\nb\n```\n",
      transcript([[.printed("a\u{1B}[31mb\rc\u{0}\n")], [.printed(long)]]))
    #expect(outputs(found[0])[0]["text"] as? [String] == ["a␛[31mb\n", "c␀\n"])
    #expect((outputs(found[1])[0]["text"] as? [String])?.count == 40)
    let scrolled = found.map { ($0["metadata"] as? [String: Any])?["scrolled"] as? Bool }
    #expect(scrolled == [nil, true])
  }

  @Test("keeps dollar signs in tables from being formulas, and folds long tables")
  func tables() throws {
    let money = Table(columns: ["price"], rows: [["$5 to $6"]])
    let long = Table(columns: ["n"], rows: (1...40).map { [$0] })
    let cell = try cells(
      "```swift-dt\na\n```\n", transcript([[.shown(.table(money)), .shown(.table(long))]]))[0]
    let html = outputs(cell).map { (($0["data"] as? [String: [String]])?["text/html"] ?? []).joined() }
    #expect(html[0].contains("<span>&#36;</span>5 to <span>&#36;</span>6"))
    #expect(html[1].contains("<details><summary>Rest of the output (+28)</summary><table>"))
  }

  @Test("shows what a block printed as Markdown by the same rules as the text")
  func passed() throws {
    let cell = try cells(
      "Note[^1].\n\n```swift-dt passthrough\na\n```\n\n[^1]: The lesson's.\n",
      transcript([[.printed("Costs $5.[^1]\n\n[^1]: Its own.\n")]]))[1]
    let data = outputs(cell)[0]["data"] as? [String: [String]]
    #expect(
      data?["text/markdown"]?.joined() == """
        Costs \\$5.<sup id="fnref.2.1">[1](#fn.2.1)</sup>

        ***

        1. <a id="fn.2.1"></a>Its own. [↩](#fnref.2.1)
        """)
  }

  // MARK: Prose

  /// What the Markdown cells of a lesson say, and its code cells as `=`. A line `=` of the lesson is a block.
  private func prose(_ markdown: String, _ values: [String] = []) throws -> [String] {
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      guard line.last == "=", line.allSatisfy({ " >-.1234567890=".contains($0) }) else {
        return String(line)
      }
      // Marks of lists stand once.
      let margin = String(line.dropLast().map { $0 == ">" ? $0 : " " })
      return "\(line.dropLast())```swift-dt\n\(margin)1\n\(margin)```"
    }
    let text = lines.joined(separator: "\n")
    let parsed = Lesson.parse(path: "x.md", text: text, language: "en", name: "x")
    let lesson = try #require(parsed.lesson)
    return try cells(text, transcript(lesson.blocks.map { _ in [] }, values)).map {
      $0["cell_type"] as? String == "code" ? "=" : source($0)
    }
  }

  @Test(
    "writes out what links refer to, wherever that is",
    arguments: [
      ("[The guide][g]\n\n=\n\n[g]: https://a.b/c", ["[The guide](https://a.b/c)", "="]),
      (
        "=\n\n[G] and [the\n  Guide].\n\n> [g]: c.html 'T'\n\n- [THE GUIDE]: d",
        ["=", "[G](c.html \"T\") and [the\nGuide](d).\n\n>\n\n-"]
      ),
      ("![Picture][p]\n\n=\n\n[p]: p.png", ["![Picture](p.png)", "="]),
      ("[a](<c d(e)$&copy> '\"$')", [#"[a](c%20d%28e%29%24&amp;copy "\"&#36;")"#]),
      ("https://a.b/c_d and <https://a.b>", ["<https://a.b/c_d> and <https://a.b>"]),
      ("[run](javascript:alert\\(1\\))", ["run"]),
      ("[a](b.md#c) <a href=\"b.md\">d</a>", ["[a](b.ipynb#c) <a href=\"b.ipynb\">d</a>"]),
    ])
  func links(_ markdown: String, _ expected: [String]) throws {
    let found = try prose(markdown)
    #expect(found == expected)
  }

  @Test("gives headings the anchors of pages, but for the first, to which links are changed")
  func anchors() throws {
    #expect(
      try prose("# One Two\n\n## Three Four\n\n## five\n\n[a](#one-two) [b](#three-four)") == [
        "# One Two\n\n## Three Four<a id=\"three-four\"></a>\n\n## five\n\n[a](#One-Two) [b](#three-four)"
      ])
    #expect(
      try prose("[a](#b)\n\n```swift-dt id=b\n1\n```\n\n```swift-dt id=c\n1\n```\n") == [
        "[a](#b)\n\n<a id=\"b\"></a>", "=", "=",
      ])
  }

  @Test(
    "has dollar signs only where MathJax is to see formulas",
    arguments: [
      ("Costs $5 here and $10 there.", "Costs <span>\\$5</span> here and <span>\\$10</span> there."),
      ("Costs $5.", "Costs \\$5."),
      ("US\\$5–$6 and $x$", "<span>US</span><span>\\$5–</span><span>\\$6</span> and $x$"),
      ("$x^2$, $`a_1`$ and $$y$$", "$x^2$, $a_1$ and $$y$$"),
      ("$$\na\n= b\n$$", "$$a = b$$"),
      ("```math\na\n\n  b\n```", "$$\na\nb\n$$"),
      ("> ```math\n> a\n> b\n> ```", "> $$a b$$"),
      ("$a$$b$ \\\\$c$", "$a$<span>$b$</span> &#92;<span>$c$</span>"),
      ("`$a` and `$b`, `$$`", "`$a` and `$b`, <code>&#36;&#36;</code>"),
      ("```sh\n$a $b\n```", "```sh\n$a $b\n```"),
      (
        "|a|\n|-|\n|$\\|x\\|$ `a \\| b` $1 $2|",
        "| a |\n| --- |\n| $\\vert x\\vert $ <code>a &#124; b</code> <span>\\$1</span> <span>\\$2</span> |"
      ),
      ("$5\\% < 6$", "$5\\% < 6$"),
      ("<p title='$x$'>$y$</p>", "<p title=\"&#36;x&#36;\"><span>&#36;</span>y<span>&#36;</span></p>"),
      (#"\\(x\\) and \\begin{x}"#, #"\\<span></span>(x\\<span></span>) and \\<span></span>begin{x}"#),
    ])
  func dollars(_ markdown: String, _ expected: String) throws {
    let found = try prose(markdown)
    #expect(found == [expected])
  }

  @Test("counts the dollar signs of values")
  func values() throws {
    #expect(
      try prose("It is `{swift-dt} a` or $5.", ["$4 *now*"]) == [
        "It is <span>\\$4</span> \\*now\\* or <span>\\$5.</span>"
      ])
  }

  @Test(
    "goes on after a block in a list or quote as the page does",
    arguments: [
      ("1. a\n\n   =\n\n   b\n\n       c\n2. d", ["1. a", "=", "b\n\n```\nc\n```\n\n2. d"]),
      ("3. a\n4. =\n   b\n5. c", ["3. a", "=", "4. b\n5. c"]),
      ("- a\n  - =\n    b\n  - c\n\n- d", ["- a", "=", "- b\n- c\n\n<!-- -->\n\n- d"]),
      ("> a\n>\n> =\n>\n> b", ["> a", "=", "> b"]),
      ("> [!TIP]\n> a\n>\n> =\n> b\n>\n> [!NOTE]", ["> **Tip**\n>\n> a", "=", "> b\n>\n> \\[!NOTE\\]"]),
      ("- [x] a\n\n  =\n\n  b\n- [ ] c", ["- [x] a", "=", "b\n\n- [ ] c"]),
      (
        "a[^1]\n\n=\n\n[^1]: b\n\n    =\n\n    c",
        [
          "a<sup id=\"fnref.1\">[1](#fn.1)</sup>", "=", "=",
          "***\n\n1. <a id=\"fn.1\"></a>b\n\n   c [↩](#fnref.1)",
        ]
      ),
    ])
  func containers(_ markdown: String, _ expected: [String]) throws {
    let found = try prose(markdown)
    #expect(found == expected)
  }

  @Test(
    "opens and closes HTML in the same cell",
    arguments: [
      (
        "<details>\n<summary>S</summary>\n\na\n\n=\n\nb\n</details>\n\nc",
        ["<div><strong>S</strong></div>\n\na", "=", "b\n\nc"]
      ),
      (
        "<details><summary>S</summary>\n\na\n\n</details>\n\n=\n",
        ["<details><summary>S</summary>\n\na\n\n</details>", "="]
      ),
      (
        "<div id=\"d\" class='e'>\n\na\n\n=\n\n=\n\nb\n\n</div>",
        ["<div id=\"d\" class=\"e\">\n\na\n\n</div>", "=", "=", "<div class=\"e\">\n\nb\n\n</div>"]
      ),
      ("<table><tr><td>\n\n=\n\n</td></tr></table>", ["="]),
      ("a <b>b\n\n<i>c</i></b>", ["a <b>b</b>\n\n<i>c</i>"]),
      ("<!-- a --> *b*", ["<div></div>*b*"]),
      ("`a`<!-- b -->`c`", ["`a`<span></span>`c`"]),
      ("<pre>\na\n\nb</pre>", ["<pre>\na\n\nb</pre>"]),
    ])
  func html(_ markdown: String, _ expected: [String]) throws {
    let found = try prose(markdown)
    #expect(found == expected)
  }

  @Test("leads from a footnote to each place that refers to it")
  func footnotes() throws {
    #expect(
      try prose("a[^n] b[^n]\n\n[^n]: e") == [
        #"a<sup id="fnref.1">[1](#fn.1)</sup> b<sup id="fnref.1.2">[1](#fn.1)</sup>"#,
        "***\n\n1. <a id=\"fn.1\"></a>e [↩](#fnref.1) [↩<sup>2</sup>](#fnref.1.2)",
      ])
  }

  @Test("hides the blocks that pages fold")
  func folded() throws {
    let found = try cells(
      "<details>\n\n```swift-dt\n1\n```\n\n</details>\n\n<details open>\n\n```swift-dt\n1\n```\n\n</details>\n",
      transcript([[], []]))
    let hidden = found.map { ($0["metadata"] as? [String: Any])?["jupyter"] as? [String: Bool] }
    #expect(hidden == [["source_hidden": true, "outputs_hidden": true], nil])
  }

  @Test("begins with the title of the front matter where the text has none")
  func title() throws {
    #expect(try prose("---\ntitle: A $1 *b*\n---\nc") == ["# A \\$1 \\*b\\*", "c"])
    #expect(try prose("---\ntitle: A\n---\n=\n") == ["# A", "="])
    #expect(try prose("---\ntitle: A\n---\n# B") == ["# B"])
    #expect(try prose("---\ntitle: A\n---\n## B") == ["# A", "## B"])
    #expect(try prose("---\r\nseed: 1\r\n---\r\n\r\na\r\nb\r\n") == ["a\nb"])
  }

  /// What a reader sees of Markdown, without blanks.
  private func seen(_ document: MarkdownNode) -> String {
    var renderer = ProseRenderer(words: .english)
    // Pages and cells may lead back from footnotes in different ways.
    let tag = #/<a href="#fnref[^>]*>.*?<\/a>|<[^>]*>/#.matchingSemantics(.unicodeScalar)
    // A byte-order mark is none where a text begins.
    let scalars = renderer.document(document).replacing(tag, with: "").unicodeScalars
    return String(
      String.UnicodeScalarView(scalars.filter { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }))
  }

  @Test("says what the lesson says to whoever reads the cell as Markdown", arguments: 0..<8)
  func meaning(_ part: Int) throws {
    expectLaw(seeds: (part * 50)..<(part * 50 + 50), of: TokenSoupTests.soup, demandMeaning)
  }

  private func demandMeaning(of text: String) throws {
    // GFM takes no address whose host has an underscore, but does once that is escaped.
    guard !text.contains("https://a.b_") else { return }
    let lesson = try #require(Lesson.parse(path: "x.md", text: "x", language: "en", name: "x").lesson)
    let links = NotebookLinks(lesson, transcript([]))
    var writer = CellMarkdown(expression: { _ in "" }, words: .english, links: links)
    let document = try MarkdownReader.read(SourceText(text))
    let cell = writer.printed(document)
    let again = try MarkdownReader.read(SourceText(cell))
    try demand(seen(again) == seen(document), "→ \(cell)")
  }
}
