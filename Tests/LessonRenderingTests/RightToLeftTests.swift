import LessonTestSupport
import Testing

@testable import LessonRendering

@Suite("On a page that is written from right to left")
struct RightToLeftTests {
  @Test("code has its own direction, and each string in it too", arguments: ["ar", "he", "fa", "ur"])
  func code(language: String) throws {
    try check(
      "`f(\"א\", \"ב\")` `x`", transcript([]),
      article: "<p><code dir=\"ltr\">f(<bdi dir=\"ltr\">\"א\"</bdi>, <bdi dir=\"ltr\">\"ב\"</bdi>)</code> "
        + "<code dir=\"ltr\">x</code></p>",
      language: language)
  }

  @Test("strings in printed lines are isolated, so that the line has the direction of what is around them")
  func printed() throws {
    try check(
      "```swift-dt\nx\n```", transcript([[.printed("[\"א\"]\nb\n")]]),
      article: """
        <section class="block">
        <pre class="code" dir="ltr"><code class="language-swift">x
        </code></pre>
        <div class="results" role="group" aria-label="תוצאה">
        <pre class="result printed" dir="auto"><samp>[<bdi dir="ltr">"א"</bdi>]
        b</samp></pre>
        </div>
        </section>
        """, language: "he")
  }

  @Test("values in the text are isolated from it")
  func values() throws {
    try check(
      "`{swift-dt} x` `{swift-dt} y`", transcript([], ["[1, 2]", "-12345"]),
      article: "<p><bdi>[1, 2]</bdi> <span class=\"number\" title=\"-12345\">−12,345</span></p>",
      language: "he")
  }
}
