import Foundation
import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonPlots

@Suite("Readings of a plot")
struct PlotReadingTests {
  private func attributes(_ plot: any Drawable) -> [String: String] {
    Dictionary(uniqueKeysWithValues: plot.reading?.attributes.map { ($0.name, $0.value) } ?? [])
  }

  @Test("write numbers at equal distances as a run")
  func runs() {
    #expect(PlotReading.runs([1, 2, 3, 4, 5, 60, 0.001, 0.01]) == "1:1:5 60 0.001 0.01")
    #expect(PlotReading.runs([1, 2]) == "1 2" && PlotReading.runs([0, 0, 0, 0]) == "0:0:4")
    #expect(PlotReading.runs((0..<10).map { Double($0) / 10 }) == "0:0.1:10")
  }

  @Test("of a line have all its places, and know which of them the table has")
  func line() {
    let chart = Chart(x: "step", y: "loss", Series("a", (0..<100).map(Double.init)))
    #expect(
      attributes(chart) == [
        "data-read": "columns", "data-places": "1:1:100", "data-rows": "0:4:25 99", "data-thinned": "1",
      ])
    let short = Chart(x: .log("rate"), y: "loss", Series("a", x: [0, 0.1, 1], y: [1, 2, 3]))
    #expect(
      attributes(short) == ["data-read": "columns", "data-places": "0.1 1", "data-rows": "-1 0 1"])
  }

  @Test("have the decimals that numbers of single precision stand for")
  func singlePrecision() throws {
    let places = (0...20).map { Double(Float(Double($0) * 0.05)) }
    let chart = Chart(
      x: "x", y: "y", Series("a", x: places, y: places), Series("b", x: [0.2, 0.4], y: [1, 2]))
    #expect(try attributes(chart)["data-places"] == "0:0.05:21")
  }

  @Test("of lines with places of their own have the places of all")
  func lines() {
    let chart = Chart(
      x: "x", y: "y", Series("a", x: [0, 1], y: [1, 2]), Series("b", x: [0.5, 0.75], y: [3, 4]))
    #expect(
      attributes(chart) == ["data-read": "lines", "data-places": "0 0.5 0.75 1", "data-rows": "0 3 1 2"])
  }

  @Test("of very long lines have places at equal distances, and both ends")
  func longLine() throws {
    let places = try #require(Chart(x: "x", y: "y", Series("a", (0..<30_000).map(Double.init))).reading)
      .places
    #expect(places.count <= 400 && places.first == 1 && places.last == 30_000)
  }

  @Test("of cells have the values that the table leaves out, in two letters each")
  func cells() {
    #expect(attributes(SamplePlots.accuracies)["data-cells"] == nil)
    var numbers = (0..<20).map { row in (0..<20).map { column in Double(row * 20 + column) } }
    numbers[0][0] = .nan
    let counts = HeatMap(numbers)
    let packed = attributes(counts)["data-cells"]?.split(separator: " ") ?? []
    #expect(packed.count == 3 && packed[0] == "1" && packed[1] == "1" && packed[2].count == 800)
    #expect(packed[2].hasPrefix("__AAABAC") && attributes(counts)["data-names"] == nil)
  }

  @Test(
    "of cells never fail",
    arguments: [[1e300, -1e300], [0, 5e-324], [.nan, .infinity], [1e300, 1e300], []])
  func extremeCells(values: [Double]) {
    #expect(PackedCells(values).text.split(separator: " ").last?.count ?? 0 >= values.count)
  }

  @Test("exist for every kind that has values")
  func kinds() {
    #expect(attributes(SamplePlots.rates)["data-read"] == "rows")
    #expect(attributes(SamplePlots.halves)["data-read"] == "points")
    #expect(attributes(SamplePlots.valley)["data-read"] == "paths")
    #expect(attributes(SamplePlots.layers)["data-read"] == "columns")
    #expect(SamplePlots.pixels.reading == nil)
  }
}
