import Foundation
import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonPlots
@testable import LessonWords

@Suite("A chart as SVG")
struct ChartSVGTests {
  @Test("leaves a gap where there is no value, and still shows a point between two gaps")
  func gaps() {
    let svg = Chart(x: "x", y: "y", Series("a", [1, 2, .nan, 3, .nan, 2, 4])).svg(id: "c").markup
    let line = svg.firstMatch(of: /d="([^"]*)" fill="none" stroke="currentColor" stroke-width="2"/)!.1
    #expect(line.filter { $0 == "M" }.count == 2)
    #expect(svg.matches(of: /<circle [^>]*r="3\.6"><title>/).count == 5)
    #expect(svg.contains("<title>a: x 4, y 3</title>"))
  }

  @Test("keeps the spikes of a long line without keeping all its points")
  func thinning() throws {
    var values = [Double](repeating: 1, count: 100_000)
    values[70_001] = 5
    let svg = Chart(x: "x", y: "y", Series("a", values)).svg(id: "c").markup
    #expect(svg.utf8.count < 40_000)
    let drawing = try DrawnShapes(svg)
    let tick = try #require(drawing.texts.first { $0.content == "5" })
    let top = tick.baseline - Drawing.fontSize * 0.35
    let path = try #require(svg.firstMatch(of: /d="M([-0-9. ]+)l([-0-9. ]+)" fill="none"/))
    let steps = try (path.1 + " " + path.2).replacing("-", with: " -").split(separator: " ").map {
      try #require(Double($0))
    }
    let heights = stride(from: 1, to: steps.count, by: 2).reduce(into: [0.0]) {
      $0.append($0.last! + steps[$1])
    }
    #expect(abs(heights.dropFirst().min()! - top) < 0.1)
  }

  @Test("says what it shows to those who don't see it")
  func alternative() {
    #expect(
      SampleCharts.small.textAlternative(in: .english)
        == "Line chart; horizontal axis epoch; vertical axis loss. train (points: 3): from 2.5 at 1 to 1 at 3. "
        + "sieć (points: 2, without a value: 1): from 3 at 1 to 2 at 2.")
    let svg = SampleCharts.small.svg(id: "c").markup
    #expect(svg.contains(#"role="img" aria-labelledby="c-title c-desc""#))
    #expect(svg.contains(#"<title id="c-title">Strata &lt; 3 &amp; more</title>"#))
  }

  @Test("brings its own colours for light and dark when it is a file")
  func file() {
    let file = SampleCharts.small.svgFile(id: "c")
    #expect(file.contains("prefers-color-scheme:dark"))
    #expect(!SampleCharts.small.svg(id: "c").markup.contains("<style"))
  }
}
