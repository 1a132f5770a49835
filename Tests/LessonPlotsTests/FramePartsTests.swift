import Foundation
import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonPlots
@testable import LessonWords

@Suite("Plots in the frames of a slider")
struct FramePartsTests {
  /// The drawings of all frames.
  private func drawings(_ shown: Shown, _ size: DrawingSize = .wide) throws -> [String] {
    guard case .frames(let frames) = shown.parts[0] else { throw CocoaError(.coderInvalidValue) }
    return frames.parts.flatMap { $0 }.compactMap { part in
      if case .plot(let plot) = part { plot.svg(id: "c", size: size).markup } else { nil }
    }
  }

  /// What is the same in all frames if they have the same axes.
  private func axes(_ drawing: String) -> [String] {
    drawing.split(separator: "\n").map(String.init).filter {
      $0.contains(#"class="axes""#) || $0.contains(#"class="grid""#)
    }
  }

  private func expectEqualAxes(_ shown: Shown, alone: [any Plot]) throws {
    for size in DrawingSize.allCases {
      let drawn = try drawings(shown, size)
      #expect(
        Set(drawn.map { axes($0).map { $0.replacing(#/ data-(stops|ends)="[^"]*"/#, with: "") } }).count == 1)
      #expect(Set(try drawn.map { try DrawnShapes($0).height }).count == 1)
    }
    let apart = alone.map { axes($0.svg(id: "c").markup) }
    #expect(Set(apart).count > 1, "the example needs plots of different scales")
  }

  @Test("Charts with the same axes have the same scales and sizes")
  func charts() throws {
    let charts = [1.0, 70].map { Chart(x: "x", y: "y", Series("a", [0, $0]), Series("b", [1, 2])) }
    try expectEqualAxes(Slider("n", 0..<2) { charts[$0] }.shown, alone: charts)
  }

  @Test("Bars, points and histograms have the same scales")
  func otherKinds() throws {
    let bars = [1.0, 70].map { Bars(x: "x", [("a", $0), ("b", 2)]) }
    try expectEqualAxes(Slider("n", 0..<2) { bars[$0] }.shown, alone: bars)
    let points = [1.0, 70].map { Scatter([Series("a", x: [0, $0], y: [0, $0])]) }
    try expectEqualAxes(Slider("n", 0..<2) { points[$0] }.shown, alone: points)
    let histograms = [1.0, 70].map { Histogram(x: "x", bins: 4, [0, $0, $0]) }
    try expectEqualAxes(Slider("n", 0..<2) { histograms[$0] }.shown, alone: histograms)
  }

  @Test("A cell of a heat map has the same colour in all frames if it has the same value")
  func colours() throws {
    let maps = [4.0, 400].map { HeatMap([[0, 2, $0]]) }
    func colours(_ drawing: String) throws -> [String] {
      drawing.matches(of: /<rect[^>]* fill-opacity="([^"]*)"/).prefix(3).map { String($0.1) }
    }
    let shared = try drawings(Slider("n", 0..<2) { maps[$0] }.shown).map(colours)
    #expect(shared[0].count == 3 && shared[0][1] == shared[1][1] && shared[0][2] != shared[1][2])
    let apart = try maps.map { try colours($0.svg(id: "c").markup) }
    #expect(apart[0][1] != apart[1][1])
  }

  @Test("A line has the colour of its name in every frame, and the legend names all lines")
  func names() throws {
    let variants = Variants([
      ("one", Chart(x: "x", y: "y", Series("a", [1, 2]), Series("b", [2, 3]))),
      ("two", Chart(x: "x", y: "y", Series("b", [5, 6]), Series("c", [2, 3]))),
    ])
    let drawn = try drawings(variants.shown)
    #expect(drawn[0].contains(#"class="series series-2""#) && !drawn[0].contains(#"class="series series-3""#))
    #expect(drawn[1].contains(#"class="series series-2""#) && !drawn[1].contains(#"class="series series-1""#))
    for drawing in drawn {
      let texts = try DrawnShapes(drawing).texts.map(\.content)
      #expect(["a", "b", "c"].allSatisfy(texts.contains))
    }
  }

  @Test("Plots of different kinds, or with different axes, keep their own scales")
  func apart() throws {
    let charts = ["x", "t"].map { Chart(x: .linear($0), y: "y", Series("a", [1, 2])) }
    let drawn = try drawings(Variants([("a", charts[0]), ("b", charts[1])]).shown)
    #expect(drawn == charts.map { $0.svg(id: "c").markup })
    let bars = Bars(x: "x", [("a", 1.0)])
    let mixed = try drawings(Variants([("a", charts[0]), ("b", bars)]).shown)
    #expect(mixed == [charts[0].svg(id: "c").markup, bars.svg(id: "c").markup])
  }

  @Test("Terminals show the first frame below its value")
  func terminal() throws {
    let lesson = try LessonTestSupport.lesson("```swift-dt\nx\n```\n")
    let slider = Slider("γ", [0, 0.5], initially: 0.5) { "result \($0)" }
    let text = TerminalText(lesson.outline, transcript([[.shown(slider.shown)]])).text
    #expect(text == "x.md:1\nγ = 0.5\n\nresult 0.5\n")
  }
}
