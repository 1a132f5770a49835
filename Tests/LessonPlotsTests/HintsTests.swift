import DeepTraining
import LessonDisplay
import LessonMarkup
import Testing

@testable import LessonPlots

@Suite("Hints of marks")
struct HintsTests {
  private func titles(_ plot: any Drawable, hints: Bool = true) -> Int {
    plot.svg(id: "c", hints: hints).markup.components(separatedBy: "<title>").count - 1
  }

  @Test("are needless where the page shows the values at the pointer")
  func pointer() {
    let chart = Chart(x: "x", y: "y", [Series("a", [1, 2, 3])])
    #expect(chart.reading != nil && titles(chart) == 3 && titles(chart, hints: false) == 0)
    #expect(Figure(Tensor([[0, 1], [1, 0]])).reading == nil)
  }

  @Test("are on images without captions, which have no other name")
  func images() {
    let image = Tensor([[0, 1], [1, 0]])
    #expect(titles(Figure(image)) == 1 && titles(Figure(image, captions: ["a digit"])) == 0)
  }
}
