import LessonTestSupport
import Testing

@testable import LessonDisplay
@testable import LessonPlots

@Suite("The picture of a plot in lists")
struct PlotThumbnailTests {
  @Test("has shapes and no text, and is small", arguments: SamplePlots.all.indices)
  func small(index: Int) throws {
    guard let picture = PlotThumbnail(SamplePlots.all[index], in: .english) else { return }
    let drawing = try DrawnShapes(picture.svg)
    #expect(drawing.isWellFormed && drawing.texts.isEmpty)
    #expect(!picture.svg.contains("<title") && !picture.svg.contains("class="))
    #expect(picture.svg.utf8.count <= 16 << 10)
  }

  @Test("shows the curves of a chart without the room for labels")
  func cropped() throws {
    let chart = Chart(x: "x", y: "y", Series("a", [1, 2, 4]))
    let picture = try #require(PlotThumbnail(chart, in: .english)).svg
    let corner = try #require(picture.firstMatch(of: /viewBox="(\d+)/)?.1)
    #expect(try #require(Int(corner)) > 8)
    #expect(picture.contains("stroke"))
  }

  @Test("is missing where a plot has too many shapes")
  func large() {
    let places = (0..<9_000).map { Double($0 * 7_919 % 1_009) + Double($0) / 7 }
    #expect(
      PlotThumbnail(Chart(x: "x", y: "y", Series("a", x: places.sorted(), y: places).points()), in: .english)
        == nil)
  }
}
