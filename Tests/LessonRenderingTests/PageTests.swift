import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering
@testable import LessonWords

/// Expects that the text of a lesson's HTML page is exactly this.
func check(
  _ text: String, _ transcript: Transcript, article: String, language: String = "en",
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let page = PageRenderer().html(try lesson(text, language: language), transcript)
  let start = try #require(page.firstRange(of: "<article>\n")).upperBound
  let end = try #require(page.ranges(of: "\n</article>").last).lowerBound
  // What the page says below its title has tests of its own.
  let found = page[start..<end].replacing(/\n<p class="(facts|ways)".*/, with: "")
  #expect(found == article, sourceLocation: sourceLocation)
}

@Suite("An HTML page")
struct PageTests {
  private let table = Table(title: "T", columns: ["a", "b"], rows: [["x<", 1.25]])
  private let chart = Chart(title: "C", x: "x", y: "y", Series("s", [1, 2]))

  @Test("shows code and below it what it printed and gave, in order")
  func results() throws {
    try check(
      "```swift-dt\nx\n```", transcript([[.printed("a\n<b>\n"), .shown(.text("1")), .printed("c")]]),
      article: """
        <section class="block">
        <pre class="code" dir="ltr"><code class="language-swift">x
        </code></pre>
        <div class="results" role="group" aria-label="Result">
        <pre class="result printed" dir="auto"><samp>a
        &lt;b&gt;</samp></pre>
        <pre class="result value" dir="auto"><samp>1</samp></pre>
        <pre class="result printed" dir="auto"><samp>c</samp></pre>
        </div>
        </section>
        """)
  }

  @Test("shows messages of blocks that fail, tables and charts, each as wide as a desktop and as a phone")
  func kinds() throws {
    let found = transcript([
      [.message("error: e")], [.shown(.group([.table(table), .chart(chart)])), .shown(.chart(chart))],
    ])
    func drawings(_ id: String) -> String {
      #"<div class="drawing">\#(chart.svg(id: id, hints: false).markup)</div>"#
        + #"<div class="drawing narrow">\#(chart.svg(id: "\(id).narrow", size: .narrow, twin: id).markup)</div>"#
    }
    let text = "```swift-dt fail\n```\n\n```swift-dt id=loss\n```"
    let data = try #require(chart.data).table.html(in: PlotWords.english.numbers, hints: false).markup
    let numbers =
      #"<details class="numbers"><summary>Data</summary><div class="table values">\#(data)</div></details>"#
    let reading = try #require(chart.reading).attributes.map { " \($0.name)=\"\($0.value)\"" }.joined()
    try check(
      text, found,
      article: """
        <section class="block apart">
        <p class="outcome">Does not compile</p>
        <pre class="code" dir="ltr"><code class="language-swift"></code></pre>
        <div class="results" role="group" aria-label="Result">
        <pre class="result message" dir="auto"><samp>error: e</samp></pre>
        </div>
        </section>
        <section class="block" id="loss">
        <pre class="code" dir="ltr"><code class="language-swift"></code></pre>
        <div class="results" role="group" aria-label="Result">
        <div class="result table values">\(table.html.markup)</div>
        <figure class="chart"\(reading)>\(drawings("chart.loss"))\(numbers)</figure>
        <figure class="chart"\(reading)>\(drawings("chart.loss.2"))\(numbers)</figure>
        </div>
        </section>
        """)
  }

  @Test("says how many of a long plot's numbers are in the table below it")
  func numbers() throws {
    let long = Chart(x: "krok", y: "strata", Series("strata", (0..<1_000).map(Double.init)))
    let page = PageRenderer().html(
      try lesson("```swift-dt\n```", language: "pl"), transcript([[.shown(.chart(long))]]))
    #expect(page.contains("<summary>Dane (32 z 1000)</summary>"))
    #expect(page.ranges(of: "<tr>").count == 33)
  }

  @Test("says of a block that traps or throws on purpose that it does")
  func crash() throws {
    try check(
      "```swift-dt crash\n```", transcript([]),
      article: """
        <section class="block apart">
        <p class="outcome">Kończy się błędem</p>
        <pre class="code" dir="ltr"><code class="language-swift"></code></pre>
        </section>
        """, language: "pl")
  }

  @Test("folds output of more than 30 lines, but for its beginning")
  func longOutput() throws {
    func article(_ count: Int) throws -> String {
      let lines = (1...count).map { "\($0)\n" }.joined()
      return PageRenderer().html(try lesson("```swift-dt\n```"), transcript([[.printed(lines)]]))
    }
    #expect(try !article(30).contains("<details"))
    #expect(
      try article(31).contains(
        """
        11
        12</samp></pre>
        <details class="more"><summary>Rest of the output (+19)</summary>\
        <pre class="result printed" dir="auto"><samp>13
        14
        """))
  }

  @Test("has the lesson's title above a text without one")
  func addedTitle() throws {
    let title = "<h1>T &amp; t</h1>\n<p class=\"facts\""
    let front = "---\ntitle: T & t\n---\n"
    #expect(PageRenderer().html(try lesson(front + "## a"), transcript([])).contains(title))
    #expect(!PageRenderer().html(try lesson(front + "# a"), transcript([])).contains("<h1>"))
  }

  @Test("folds tables of more than 30 rows, but for their beginning, under the same heads")
  func longTables() throws {
    func page(_ rows: Int) throws -> String {
      let table = Table(title: "Squares", columns: ["n", "n²"], rows: (1...rows).map { [$0, $0 * $0] })
      return PageRenderer().html(try lesson("```swift-dt\n```"), transcript([[.shown(.table(table))]]))
    }
    #expect(try !page(30).contains("<details"))
    let parts = try page(31).split(separator: "<details class=\"more\">")
    #expect(parts.count == 2 && parts[1].hasPrefix("<summary>Rest of the output (+19)</summary>"))
    #expect(parts.map { $0.matches(of: /<th scope="col"/).count } == [2, 2])
    #expect(
      parts.map { $0.matches(of: /<th scope="row"|<td>[0-9]+<\/td><td/).count } == [12, 19])
    #expect(parts.map { $0.contains("<caption>Squares") } == [true, false])
  }

  @Test("tells what its charts show in its own language")
  func plotWords() throws {
    let empty = Chart(x: "krok", y: "strata", Series("b", [Double.nan]))
    let page = PageRenderer().html(
      try lesson("```swift-dt\n```", language: "pl"),
      transcript([[.shown(.chart(chart)), .shown(.chart(empty))]]))
    #expect(page.contains("-desc\">Wykres liniowy; oś pozioma: "))
    #expect(page.contains(">brak wartości</text>") && !page.contains("no values"))
  }

  @Test("shows code, results, both or nothing, as the block's options ask")
  func visibility() throws {
    let text = "```swift-dt silent\na\n```\n```swift-dt invisible\nb\n```\n```swift-dt fold\nc\n```"
    try check(
      text, transcript([[.printed("1")], [.printed("2")], [.printed("3")]]),
      article: """
        <section class="block">
        <pre class="code" dir="ltr"><code class="language-swift">a
        </code></pre>
        </section>
        <section class="block">
        <details class="code"><summary>Przygotowanie (wiersze: 1)</summary><pre class="code" dir="ltr"><code class="language-swift">c
        </code></pre></details>
        <div class="results" role="group" aria-label="Wynik">
        <pre class="result printed" dir="auto"><samp>3</samp></pre>
        </div>
        </section>
        """, language: "pl")
  }

  @Test("takes printed text for Markdown where the block asks for that, and cleans it")
  func passthrough() throws {
    try check(
      "# A\n\n[^a]\n\n```swift-dt passthrough\n```\n\n[^a]: b",
      transcript([[.printed("# A\n\nb <script>[^b]\n\n[^b]: c\n"), .shown(.text("*d*"))]]),
      article: """
        <h1 id="a">A<a class="anchor" href="#a" aria-hidden="true" tabindex="-1"></a></h1>
        <p><sup class="reference"><a id="fnref.1" href="#fn.1">1</a></sup></p>
        <section class="block">
        <pre class="code" dir="ltr"><code class="language-swift"></code></pre>
        <div class="results" role="group" aria-label="Result">
        <div class="passed">
        <h1 id="a-1">A<a class="anchor" href="#a-1" aria-hidden="true" tabindex="-1"></a></h1>
        <p>b &lt;script&gt;<sup class="reference"><a id="fnref.2.1" href="#fn.2.1">1</a></sup></p>
        <section class="footnotes" role="doc-endnotes">
        <ol>
        <li id="fn.2.1">
        <p>c</p>
        <a href="#fnref.2.1" class="back" aria-label="Back to the text">↩</a></li>
        </ol>
        </section>
        </div>
        <pre class="result value" dir="auto"><samp>*d*</samp></pre>
        </div>
        </section>
        <section class="footnotes" role="doc-endnotes">
        <ol>
        <li id="fn.1">
        <p>b</p>
        <a href="#fnref.1" class="back" aria-label="Back to the text">↩</a></li>
        </ol>
        </section>
        """)
  }

  @Test("has values in the places of expressions, also in headings and their anchors")
  func expressions() throws {
    try check(
      "# A `{swift-dt} a`\n\n| `{swift-dt} b` |\n|---|\n", transcript([], ["<1>", "x|y"]),
      article: """
        <h1 id="a-1">A &lt;1&gt;<a class="anchor" href="#a-1" aria-hidden="true" tabindex="-1"></a></h1>
        <div class="table"><table>
        <thead>
        <tr><th>x|y</th></tr>
        </thead>
        </table></div>
        """)
  }

  @Test("names no two things alike")
  func ids() throws {
    let shown = [BlockTranscript.Result.shown(.group([.chart(chart), .chart(chart)]))]
    let text = """
      # Loss
      ## Chart loss
      ### fn 1[^1]
      ```swift-dt id=Loss
      ```
      ```swift-dt id=chart-loss-2
      ```
      ```swift-dt
      ```
      [^1]: a
      """
    let parsed = Lesson.parse(path: "x.md", text: text, language: "en", name: "x")
    let page = PageRenderer().html(try #require(parsed.lesson), transcript([shown, shown, shown]))
    let ids = page.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(ids.count >= 22)
    #expect(Set(ids).count == ids.count)
  }

  @Test("has the lesson's language, direction, title and description")
  func head() throws {
    let text = "---\ntitle: A & <B>\ndescription: \"C \\\"D\\\"\"\n---\n# E"
    let page = PageRenderer().html(try lesson(text, language: "ar", name: "a/b/c"), transcript([]))
    #expect(
      page.hasPrefix("<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n"))
    #expect(
      page.contains(
        "<title>A &amp; &lt;B&gt;</title>\n<meta name=\"description\" content=\"C &quot;D&quot;\">"))
    #expect(page.contains("<a class=\"home\" href=\"../../index.html\">الدروس</a>"))
    #expect(page.hasSuffix("</script>\n</body>\n</html>\n"))
  }

  @Test("asks for nothing outside itself")
  func standsAlone() throws {
    let page = PageRenderer().html(try lesson("a"), transcript([]))
    let outside = /<link(?! rel="icon" href="data:)|<script [^>]|@import|url\(| src=|https?:/
    #expect(page.firstMatch(of: outside) == nil)
  }

  @Test("is called by its front matter, its first heading or its file")
  func title() throws {
    #expect(try lesson("---\ntitle: a\n---\n# b").title(transcript([])) == "a")
    #expect(try lesson("x\n\n#\n\n## b `c` `{swift-dt} d`").title(transcript([], ["1"])) == "b c 1")
    #expect(try lesson("x", name: "a/b").title(transcript([])) == "b")
  }

  @Test("shows what a lesson gives under the labels of its language")
  func labels() throws {
    let text = "---\nlabels: {T: Tabela, a: ą}\n---\n```swift-dt\n```"
    let page = PageRenderer().html(try lesson(text), transcript([[.shown(.table(table))]]))
    #expect(page.contains("<caption>Tabela</caption>") && page.contains(">ą</th>"))
  }

  @Test("can be made of a transcript that does not fit")
  func misfit() throws {
    let lesson = try lesson("`{swift-dt} a`\n\n```swift-dt\n```")
    let few = PageRenderer().html(lesson, transcript([]))
    #expect(few.contains("<section class=\"block\">") && few.hasSuffix("</html>\n"))
    let many = PageRenderer().markdown(lesson, transcript([[], [], []], ["1", "2", "3"])).text
    #expect(many.hasPrefix("1\n") && many.contains("```swift"))
  }

  @Test("shows controls that were printed as symbols, and any line end as one")
  func controls() throws {
    #expect(PrintedText.lines("a\u{1B}[31m\tb\r\nc\rd\n\n") == ["a␛[31m\tb", "c", "d", ""])
    #expect(PrintedText.lines("") == [])
  }
}
