import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonPlots
@testable import LessonWords

@Suite("Names of lines")
struct LineNamesTests {
  private func lines(_ count: Int, ends: (Int) -> Double) -> Chart {
    Chart(x: "x", y: "y", (0..<count).map { Series("line \($0)", [0, ends($0)]) })
  }

  private func names(_ chart: Chart, _ size: DrawingSize = .wide) -> LineNames? {
    LineNames(chart, on: Sheet(size, .english))
  }

  @Test("stand at the ends of up to six lines, and in a legend for more, or on phones")
  func places() {
    #expect(names(lines(2) { Double($0) }) != nil)
    #expect(names(lines(6) { Double($0) }) != nil)
    #expect(names(lines(1) { Double($0) }) == nil)
    #expect(names(lines(7) { Double($0) }) == nil)
    #expect(names(lines(2) { Double($0) }, .narrow) == nil)
  }

  @Test("stand in a legend if a line ends early")
  func early() {
    #expect(names(Chart(x: "x", y: "y", Series("a", [1, 2, 3, 4]), Series("b", [1, 9, .nan, .nan]))) == nil)
  }

  @Test("stay where their lines end if there is room")
  func stay() {
    #expect(LineNames.apart([20, 60, 100], heights: [15, 15, 30], from: 0, to: 200) == [20, 60, 100])
  }

  @Test("move apart by equal distances, and stay inside")
  func move() {
    #expect(LineNames.apart([50, 50], heights: [20, 20], from: 0, to: 200) == [40, 60])
    #expect(LineNames.apart([199, 200], heights: [20, 20], from: 0, to: 200) == [170, 190])
    #expect(LineNames.apart([1, 2, 30], heights: [20, 20, 20], from: 0, to: 200) == [10, 30, 50])
  }

  @Test("do not cover each other, and keep the order of their lines", arguments: 0..<40)
  func order(seed: Int) {
    let wanted = (0..<6).map { Double(($0 * 37 + seed * 61) % 100) }.sorted()
    let heights = (0..<6).map { Double(15 * (1 + ($0 + seed) % 2)) }
    let places = LineNames.apart(wanted, heights: heights, from: -10, to: 150)
    for index in 1..<6 {
      #expect(places[index] - places[index - 1] >= (heights[index] + heights[index - 1]) / 2 - 1e-9)
    }
    #expect(places[0] - heights[0] / 2 >= -10 && places[5] + heights[5] / 2 <= 150)
  }

  @Test("belong to plain lines that differ in more than their colours")
  func dashes() {
    let chart = Chart(x: "x", y: "y", (0..<6).map { Series("\($0)", [0, 1]).style(.plainLine) })
    let lines = chart.svg(id: "c").markup.matches(of: /<path d="[^"]*" fill="none"[^>]*stroke-linejoin[^>]*>/)
    #expect(Set(lines.map { $0.0.firstMatch(of: /dasharray="([^"]*)"/)?.1 }).count == 6)
  }
}
