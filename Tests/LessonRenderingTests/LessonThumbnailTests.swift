import DeepTraining
import LessonCore
import LessonDisplay
import LessonPlots
import LessonTestSupport
import LessonWords
import Testing

@testable import LessonRendering

@Suite("The picture of a lesson")
struct LessonThumbnailTests {
  private func chart(_ values: [Double]) -> Chart { Chart(x: "x", y: "y", [Series("a", values)]) }

  private func picture(_ values: [Double]) -> String? { PlotThumbnail(chart(values), in: .english)?.svg }

  private func picture(_ text: String, _ blocks: [[Shown]]) throws -> String? {
    let found = transcript(blocks.map { $0.map(BlockTranscript.Result.shown) })
    return LessonThumbnail(try lesson(text), found).svg
  }

  @Test("is that of its first plot")
  func first() throws {
    let text = "```swift-dt\na\n```\n\n```swift-dt\nb\n```\n"
    let shown = try picture(text, [[.text("1"), .chart(chart([1, 2]))], [.chart(chart([2, 1]))]])
    #expect(try shown != nil && shown == picture([1, 2]) && picture(text, [[.text("1")], []]) == nil)
  }

  @Test("is the frame of a slider that readers see first")
  func frames() throws {
    let slider = Slider("x", [1, 2], initially: 2) { chart([$0, 3 - $0]) }.shown
    #expect(try picture("```swift-dt\na\n```\n", [[slider]]) == picture([2, 1]))
  }

  @Test("shows no answer to an exercise")
  func exercise() throws {
    let text = """
      ```swift-dt exercise=a
      a
      ```

      ```swift-dt solution=a
      b
      ```

      ```swift-dt check=a
      c
      ```

      """
    let answers: [[Shown]] = [[], [.chart(chart([1, 2]))], [.chart(chart([2, 1]))]]
    #expect(try picture(text, answers) == nil)
    #expect(
      try picture(text + "```swift-dt\nd\n```\n", answers + [[.chart(chart([3, 1]))]]) == picture([3, 1]))
  }
}
