import Foundation
import LessonTestSupport
import Testing

@testable import LessonPlots

/// Compares plots with the files in `Tests/Golden/plots`, which can be looked at.
///
/// `LESSONS_DRAW_GOLDEN=1 swift test --filter GoldenPlotTests` draws them anew.
@Suite("A plot is these bytes")
struct GoldenPlotTests {
  private static let plots: [(name: String, plot: any Plot)] = [
    ("chart", SampleCharts.small), ("band", SamplePlots.seeds), ("contours", SamplePlots.valley),
    ("histogram", SamplePlots.weights), ("histograms", SamplePlots.layers), ("bars", SamplePlots.rates),
    ("confusion", SamplePlots.confusion), ("heat-map", SamplePlots.accuracies),
    ("scatter", SamplePlots.halves),
    ("figure", SamplePlots.pixels),
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Golden/plots").standardizedFileURL

  @Test(arguments: plots.map(\.name))
  func isTheseBytes(name: String) throws {
    let plot = try #require(Self.plots.first { $0.name == name }).plot
    try compare(plot.svgFile(id: "plot"), with: "\(name).svg")
    try compare(plot.ascii(width: 60) + "\n", with: "\(name).txt")
  }

  private func compare(_ drawn: String, with name: String) throws {
    let file = Self.folder.appending(path: name)
    if ProcessInfo.processInfo.environment["LESSONS_DRAW_GOLDEN"] != nil {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(drawn.utf8).write(to: file)
    }
    #expect(try drawn == String(contentsOf: file, encoding: .utf8))
  }
}
