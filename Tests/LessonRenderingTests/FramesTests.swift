import Foundation
import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonPlots
@testable import LessonRendering

@Suite("Sliders and variants on pages")
struct FramesTests {
  private let code = "```swift-dt id=a\nx\n```\n"
  private let slider = Slider("γ", [0.25, 0.5, 12345], initially: 0.5) { "result \($0)" }.shown

  private func html(_ shown: Shown, language: String = "en") throws -> String {
    PageRenderer().html(try lesson(code, language: language), transcript([[.shown(shown)]]))
  }

  @Test("show the first frame with its value, and fold the others in their order")
  func folded() throws {
    func frame(_ index: Int, _ name: String, _ text: String, still: Bool = false) -> String {
      """
      <div class="frame\(still ? " still" : "")" data-index="\(index)" data-name="\(name)"><p class="setting">γ = \(name)</p>
      <pre class="result value" dir="auto"><samp>\(text)</samp></pre>
      </div>
      """
    }
    #expect(
      try html(slider).contains(
        """
        <div class="frames" role="group" aria-label="γ" data-control="slider" data-label="γ">
        \(frame(1, "0.5", "result 0.5", still: true))
        <details class="more"><summary>Other values (+2)</summary>
        \(frame(0, "0.25", "result 0.25"))
        \(frame(2, "12,345", "result 12345.0"))
        </details>
        </div>
        """))
  }

  @Test("write values as the language of the page does")
  func numbers() throws {
    let page = try html(slider, language: "pl")
    #expect(
      page.contains(#"<p class="setting">γ = 0,25</p>"#)
        && page.contains("<summary>Inne wartości (+2)</summary>"))
  }

  @Test("have a name for screen readers without a label, and nothing to unfold if there is one frame")
  func unnamed() throws {
    let page = try html(Variants([("a<b", "text")]).shown)
    #expect(
      page.contains(
        """
        <div class="frames" role="group" aria-label="Result" data-control="choice">
        <div class="frame still" data-index="0" data-name="a&lt;b"><p class="setting">a&lt;b</p>
        """))
    #expect(!page.contains(#"<details class="more">"#))
  }

  private func charts(_ count: Int) -> Shown {
    Slider("n", 1...count) { Chart(x: "x", y: "y", Series("s", [1, Double($0)])) }.shown
  }

  @Test("draw a few frames in all sizes, with their numbers, and many in the one that all screens can show")
  func sizes() throws {
    let few = try html(charts(24))
    #expect(few.components(separatedBy: #"<div class="drawing">"#).count == 25)
    #expect(few.components(separatedBy: #"<details class="numbers">"#).count == 25)
    let many = try html(charts(25))
    #expect(many.components(separatedBy: #"<div class="drawing narrow">"#).count == 26)
    #expect(!many.contains(#"<div class="drawing">"#) && !many.contains(#"<details class="numbers">"#))
    #expect(try html(charts(50)).utf8.count < 300_000)
  }

  @Test("have axes and lines that are the same in several drawings once")
  func sharedShapes() throws {
    let plain = (0..<40).map { 1 / Double($0 + 1) }
    let shown = Slider("n", 1...6) { n in
      Chart(x: "x", y: "y", Series("plain", plain), Series("other", plain.map { $0 / Double(n) }))
    }.shown
    let page = try html(shown)
    // The axes, the grid and two lines in each size; the first frame's lines are equal.
    #expect(page.matches(of: /<use href="#([^"]*)"/).count >= 5 * 2 * 2)
    for reference in page.matches(of: /<use href="#([^"]*)"/) {
      #expect(page.components(separatedBy: "id=\"\(reference.1)\"").count == 2)
    }
    #expect(page.components(separatedBy: #"class="series series-2""#).count == 13)
  }

  @Test("have drawings with different names, the first of a page's files being that of the first frame")
  func drawings() throws {
    let chart = Chart(x: "x", y: "y", Series("s", [1, 2]))
    let shown = Shown.group([
      Variants(
        [("a", Shown.group([chart.shown, .text("-"), chart.shown])), ("b", chart.shown)], initially: "b"
      ).shown,
      chart.shown,
    ])
    let ids = try html(shown).matches(of: /<svg [^>]*id="([^"]*)"/).map { String($0.1) }
    #expect(
      ids.filter { !$0.hasSuffix(".narrow") } == ["chart.a", "chart.a.at.1", "chart.a.2.at.1", "chart.a.3"])
    #expect(Set(ids).count == ids.count)
    let page = PageRenderer().markdown(try lesson(code), transcript([[.shown(shown)]]))
    #expect(page.figures.map(\.path) == ["x/a.svg", "x/a.3.svg"])
  }

  @Test("are in Markdown the first frame with its drawing, and the others folded, without files")
  func markdown() throws {
    try check(
      code, transcript([[.shown(slider)]]),
      markdown: """
        ```swift
        x
        ```

        **γ = 0.5**

        ```text
        result 0.5
        ```

        <details>
        <summary>Other values (+2)</summary>

        **γ = 0.25**

        ```text
        result 0.25
        ```

        **γ = 12345**

        ```text
        result 12345.0
        ```

        </details>

        """)
    let page = PageRenderer().markdown(try lesson(code), transcript([[.shown(charts(3))]]))
    #expect(page.figures.map(\.path) == ["x/a.svg"])
    #expect(page.text.components(separatedBy: "┤").count > 3)
  }
}
