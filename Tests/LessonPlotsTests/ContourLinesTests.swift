import Foundation
import LessonDisplay
import Testing

@testable import LessonPlots

@Suite("Lines of equal value")
struct ContourLinesTests {
  /// Twice the area inside a loop, positive where it lies to the left.
  private func area(_ loop: [ContourLines.Point]) -> Double {
    zip(loop, loop.dropFirst() + loop.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y } / 2
  }

  @Test("A plane is cut where its level says, and the outline runs along the edges around the higher part")
  func plane() throws {
    let lines = ContourLines(Contours(x: 0...1, y: 0...1, resolution: 5) { x, _ in x }.grid)
    let outlines = lines.outlines(at: 0.3)
    #expect(outlines.count == 1)
    #expect(abs(area(outlines[0]) - 0.7) < 1e-12)
    #expect(lines.outlines(at: 2).isEmpty)
    #expect(abs(area(lines.outlines(at: -1)[0]) - 1) < 1e-12)
  }

  @Test("The area above a bowl's level is the square without the disc, a hole in the other direction")
  func bowl() {
    let grid = Contours(x: -1...1, y: -1...1, resolution: 81) { x, y in x * x + y * y }.grid
    let areas = ContourLines(grid).outlines(at: 0.25).map(area).sorted()
    #expect(areas.count == 2)
    #expect(abs(areas[0] + .pi * 0.25 / 4) < 1e-3)
    #expect(abs(areas[1] - 1) < 1e-12)
  }

  @Test(
    "The parts at or above and below a level fill the square together, also where saddles meet",
    arguments: 1...20)
  func complement(seed: Int) {
    func value(_ place: Int) -> Double { Double(place * 7919 * seed % 101) / 101 }
    let rows = (0..<6).map { row in (0..<7).map { value(row * 7 + $0 + 1) } }
    let above = ContourLines(Grid(rows)).outlines(at: 0.5001).reduce(0) { $0 + area($1) }
    let below = ContourLines(Grid(rows.map { $0.map(-) })).outlines(at: -0.5001).reduce(0) { $0 + area($1) }
    #expect(abs(above + below - 1) < 1e-9)
  }

  @Test("Gaps lie below every level")
  func gaps() {
    let grid = Grid([[1, 1, 1], [1, .nan, 1], [1, 1, 1]])
    let outlines = ContourLines(grid).outlines(at: 0.5)
    #expect(outlines.count == 2)
    #expect(outlines.allSatisfy { $0.allSatisfy { $0.x.isFinite && $0.y.isFinite } })
  }

  @Test("Simplified loops keep their corners and lose what lies between them")
  func simplified() {
    let sides: [ContourLines.Point] =
      (0..<10).map { (Double($0), 0) } + (0..<10).map { (10, Double($0)) }
      + (0..<10).map { (10 - Double($0), 10) }
      + (0..<10).map { (0, 10 - Double($0)) }
    let kept = LineSimplification.simplified(sides, tolerance: 0.1)
    #expect(kept.count <= 6)
    #expect(abs(area(kept) - 100) < 1)
  }

  @Test("A simplified line passes all points of the line closely")
  func closeness() {
    let line: [LineSimplification.Point] = (0..<400).map { index in
      let x = Double(index)
      return (x, 20 * sin(x * x / 5_000))
    }
    let kept = LineSimplification.simplified(line, tolerance: 0.2)
    #expect(kept.count < 300)
    for point in line {
      let next = kept.firstIndex { $0.x >= point.x } ?? 0
      let (start, end) = (kept[max(0, next - 1)], kept[next])
      let part = end.x > start.x ? (point.x - start.x) / (end.x - start.x) : 0
      #expect(abs(start.y + part * (end.y - start.y) - point.y) < 1)
    }
  }

  @Test("Levels are round numbers, in ratios where most values are small beside the largest")
  func levels() {
    #expect(Contours(x: 0...1, y: 0...1) { x, _ in x }.levelValues.first == 0.1)
    let steep = Contours(x: -2...2, y: -2...2) { x, y in (x * x + y * y) * (x * x + y * y) * (x * x + y * y) }
    #expect(Set(steep.levelValues).isSuperset(of: [1, 10, 100]))
    #expect(Contours(x: 0...1, y: 0...1, levels: .values([0.5, 9])) { x, _ in x }.levelValues == [0.5])
  }
}
