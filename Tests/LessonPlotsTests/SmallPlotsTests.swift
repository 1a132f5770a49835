import Foundation
import LessonDisplay
import Testing

@testable import LessonPlots

@Suite("Plots of little or missing data")
struct SmallPlotsTests {
  private func texts(_ plot: any Plot) throws -> [DrawnShapes.Text] {
    try DrawnShapes(plot.svg(id: "c").markup).texts
  }

  @Test("A single bar is beside its name, and an axis of zeros alone goes from 0 to 1")
  func bar() throws {
    let texts = try texts(Bars(x: "accuracy", [("only", 0)]))
    let name = try #require(texts.first { $0.content == "only" })
    let value = try #require(texts.first { $0.content == "0" && $0.baseline < name.baseline + 15 })
    #expect(abs(name.baseline - value.baseline) < 1)
    #expect(texts.contains { $0.content == "1.0" } && !texts.contains { $0.content.hasPrefix("-") })
  }

  @Test("Counts on an axis are whole")
  func counts() throws {
    let contents = try texts(Histogram(x: "x", [3])).map(\.content)
    #expect(contents.contains("1") && !contents.contains("0.2"))
  }

  @Test("A missing number of a heat map is hatched, unlike a low one, and told in words")
  func gaps() throws {
    let map = HeatMap(rows: ["a", "b"], columns: ["c", "d"], [[0, 1], [4, .nan]])
    for size in DrawingSize.allCases {
      let svg = map.svg(id: "c", size: size).markup
      #expect(svg.contains("<pattern id=\"c-gaps\"") && svg.contains("fill=\"url(#c-gaps)\""))
      #expect(try DrawnShapes(svg).texts.contains { $0.content == "–" })
    }
    let svg = map.svg(id: "c").markup
    let cell = try #require(svg.matches(of: /<rect x="([0-9.]*)" y="([0-9.]*)"/).dropFirst(3).first)
    #expect(svg.contains("<path d=\"M\(cell.1) \(cell.2)h"))
    #expect(map.textAlternative(in: .english).contains("Without a value: 1"))
    #expect(map.ascii().contains("–"))
    let whole = HeatMap(rows: ["a"], columns: ["b", "c"], [[0, 4]])
    #expect(!whole.svg(id: "c").markup.contains("pattern"))
    #expect(!whole.textAlternative(in: .english).contains("Without"))
  }

  @Test("Many missing cells are hatched too, also in characters")
  func manyGaps() throws {
    let map = HeatMap((0..<30).map { row in (0..<60).map { row == 3 && $0 > 9 ? .nan : Double($0) } })
    let svg = map.svg(id: "c").markup
    let outline = try #require(svg.firstMatch(of: /<path d="([^"]*)" fill="url/)).1
    #expect(outline.count { $0 == "M" } == 1)
    #expect(map.ascii().split(separator: "\n").contains { $0.contains("//////") })
  }

  @Test("The lowest number of a heat map has a colour, which pages make lighter when they are dark")
  func lowest() throws {
    let svg = HeatMap([[0, 4]]).svg(id: "c").markup
    let cells = svg.matches(of: /<rect [^>]*fill-opacity="([0-9.]+)"/).compactMap { Double($0.1) }
    #expect(cells[0] >= 0.1 && cells[1] > 0.6)
    #expect(svg.contains(##"color="#0072b2" fill="currentColor""##))
  }
}
