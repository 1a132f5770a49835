import LessonDisplay
import Testing

@testable import LessonCore
@testable import LessonPlots

@Suite("A long name in a plot")
struct LongNamesTests {
  private func lines(_ text: String, _ width: Int, atMost most: Int) -> [String] {
    TextWidth.lines(text, atMost: most) { $0.count <= width }
  }

  @Test("has several lines, and loses its middle only if these are too short")
  func lines() {
    #expect(lines("a network with 16 units", 40, atMost: 2) == ["a network with 16 units"])
    #expect(lines("a network with 16 units", 15, atMost: 2) == ["a network with", "16 units"])
    #expect(lines("a network with 1600 units", 12, atMost: 2) == ["a network", "with 1…units"])
    #expect(lines("normalisation", 8, atMost: 3) == ["nor…tion"])
    #expect(lines("", 8, atMost: 3) == [])
  }

  @Test("is whole in a hint if a part of it is cut out")
  func hint() {
    #expect(PlotLabel("dense layer 1", width: 60, lines: 2).hint == nil)
    let name = "a network with very many layers"
    #expect(PlotLabel(name, width: 60, lines: 2).hint == name)
    #expect(PlotLabel(name, width: 60, lines: 2).width <= 60)
  }

  @Test("is dropped neither from heat maps nor from bars", arguments: DrawingSize.allCases)
  func all(size: DrawingSize) {
    let names = (1...9).map { "a network with \($0) hidden layers" }
    let map = HeatMap(rows: names, columns: names, (0..<9).map { row in (0..<9).map { Double(row * $0) } })
    let bars = Bars(x: "accuracy", names.map { ($0, 0.5) })
    for svg in [map.svg(id: "c", size: size).markup, bars.svg(id: "c", size: size).markup] {
      let texts = svg.matches(of: /<text[^>]*>([^<]*)<\/text>/).map { String($0.1) }
      for number in 1...9 {
        #expect(texts.contains { $0.contains("\(number)") }, "\(number) in \(texts)")
      }
    }
  }

  @Test("is cut in the heads of a heat map in characters, so that none is left out")
  func characters() {
    let heads = ["plain network", "with batch normalisation", "with residual connections", "with dropout"]
    let lines = HeatMap(columns: heads, [[1, 2, 3, 4]]).ascii(width: 60).split(separator: "\n")
    #expect(lines.last == "    plain…etwork   with…sation  with…ctions  with dropout")
  }
}
