import DeepTraining
import LessonDisplay
import Testing

@testable import LessonPlots

@Suite("Counts and values without a place")
struct CountsTests {
  private func texts(_ svg: String) -> [String] {
    svg.matches(of: /<text[^>]*>([^<]*)<\/text>/).map { String($0.1) }
  }

  @Test("are all shown in a confusion matrix, shortened where cells are small")
  func counts() {
    let counts = (0..<10).map { row in (0..<10).map { row == $0 ? 12_345 : 1_000 * $0 } }
    let svg = HeatMap(confusion: counts).svg(id: "c", size: .narrow).markup
    #expect(texts(svg).count { $0 == "12k" } == 10)
    #expect(texts(svg).count { $0 == "0" } >= 9)
    #expect(texts(svg).count { $0 == "9k" } == 9)
  }

  @Test("have thousands and millions: 999, 1.2k, 12k, 1M")
  func shortened() {
    let map = HeatMap(confusion: [[1]])
    #expect(
      [999, 1000, 1234, 12_345, 999_499, 999_500, 1_500_000].map { map.shortened($0) }
        == ["999", "1k", "1.2k", "12k", "999k", "1.0M", "1.5M"])
  }

  @Test("have colours that tell ten of a thousand from none, by a logarithm that the colour bar names")
  func colours() throws {
    let svg = HeatMap(confusion: [[1000, 10], [0, 990]]).svg(id: "c").markup
    let cells = svg.matches(of: /<rect [^>]*fill-opacity="([0-9.]+)"\/>/).compactMap { Double($0.1) }
    #expect(cells.count > 4)
    #expect(cells[2] == 0 && cells[1] > 0.2)
    #expect(texts(svg).contains("logarithmic"))
  }

  @Test("are marked on a logarithmic axis of bars, in drawings and in characters")
  func bars() {
    let bars = Bars(x: .log("n"), [("a", 100), ("b", 0), ("c", -3), ("d", .nan)])
    #expect(
      texts(bars.svg(id: "c").markup).filter { $0.hasPrefix("◂") || $0 == "–" } == ["◂ 0", "◂ −3", "–"])
    let lines = bars.ascii(width: 40).split(separator: "\n")
    #expect(lines[1].hasSuffix("┤ ◂ 0") && lines[2].hasSuffix("┤ ◂ -3") && lines[3].hasSuffix("┤ –"))
  }

  @Test("do not keep ten images from standing in a row")
  func images() {
    let figure = Figure(Tensor(zeros: [10, 28, 28]))
    let places = figure.svg(id: "c").markup.matches(of: /translate\([0-9.]+ ([0-9.]+)\)/).map { $0.1 }
    #expect(places.count == 10 && Set(places).count == 1)
  }
}
