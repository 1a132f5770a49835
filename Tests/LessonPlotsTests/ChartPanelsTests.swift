import Foundation
import LessonDisplay
import Testing

@testable import LessonCore
@testable import LessonPlots
@testable import LessonWords

@Suite("Several charts in one result")
struct ChartPanelsTests {
  private func chart(_ title: String?, y: Chart.Axis = "loss", _ values: [Double]) -> Chart {
    Chart(title: title, x: "epoch", y: y, Series("train", values), Series("test", values.map { $0 + 1 }))
  }

  private func plots(_ charts: [Chart]) -> [any Drawable] {
    Shown.group(charts.map(Shown.chart)).parts.compactMap {
      if case .plot(let plot) = $0 { plot } else { nil }
    }
  }

  @Test("are panels of one drawing if their axes are equal")
  func joined() {
    #expect(plots([chart("a", [1, 2]), chart("b", [1, 9]), chart("c", [1, 2])]).count == 1)
    #expect(plots([chart("a", [1, 2]), chart("b", y: "accuracy", [1, 9])]).count == 2)
    #expect(plots([chart("a", [1, 2]), chart("b", y: .log("loss"), [1, 9])]).count == 2)
    #expect(plots([chart("a", [1, 2])]).first is Chart)
    #expect(plots((0..<13).map { chart("\($0)", [1, 2]) }).count == 2)
  }

  @Test("share their scale, their legend and the labels of their axes", arguments: DrawingSize.allCases)
  func shared(size: DrawingSize) throws {
    let plot = try #require(plots([chart("slow", [3, 2]), chart("fast", [1, 0])]).first)
    let drawing = try DrawnShapes(plot.svg(id: "c", size: size).markup)
    let texts = drawing.texts.map(\.content)
    for text in ["slow", "fast", "train", "test", "loss", "epoch"] {
      #expect(texts.count { $0 == text } == 1, "\(text)")
    }
    #expect(texts.contains("4"))
    for text in drawing.texts {
      #expect(text.left >= 0 && text.right <= drawing.width && text.bottom <= drawing.height, "\(text)")
    }
  }

  @Test("have no text that covers other text", arguments: [2, 3, 4, 7, 12], DrawingSize.allCases)
  func overlaps(count: Int, size: DrawingSize) throws {
    let charts = (0..<count).map {
      Chart(
        title: "dense layer \($0) of a network", x: .log("step"), y: .log("norm"),
        Series("norm", x: [1e-12, 1], y: [1e-12, pow(10, Double($0))]))
    }
    let texts = try DrawnShapes(try #require(plots(charts).first).svg(id: "c", size: size).markup).texts
    for (first, a) in texts.enumerated() {
      for b in texts[..<first] where a.top < b.bottom && b.top < a.bottom {
        #expect(a.right <= b.left || b.right <= a.left, "\(a) covers \(b)")
      }
    }
  }

  @Test("have one table, in which columns say the panel")
  func table() throws {
    let plot = try #require(plots([chart("slow", [3, 2]), chart("fast", [1, 0])]).first)
    #expect(
      plot.data?.table.columns.map(\.name) == [
        "epoch", "slow, train", "slow, test", "fast, train", "fast, test",
      ])
  }

  @Test("stand beside each other in characters too")
  func characters() throws {
    let plot = try #require(plots([chart("slow", [3, 2]), chart("fast", [1, 0])]).first)
    let text = plot.ascii(width: 78, height: 5)
    #expect(
      text == """
        ─●─ train   ─■─ test
        slow                                     fast
        loss                                     loss
        4 ┤■────────────────┐                    4 ┤
          │●────────────────┼───────────────■      │
        2 ┤                 └───────────────●    2 ┤■────────────────┐
          │                                        │●────────────────┼───────────────■
        0 ┤                                      0 ┤                 └───────────────●
          └┬────────────────────────────────┬      └┬────────────────────────────────┬
           1                                2       1                                2
                         epoch                                    epoch
        """)
    for width in [40, 78, 120] {
      for line in plot.ascii(width: width).split(separator: "\n") {
        #expect(TextWidth.columns(of: String(line)) <= width)
      }
    }
  }

  @Test("are named by their lines if they have no titles and one line each")
  func single() throws {
    let charts = ["a", "b"].map { Chart(x: "x", y: "y", Series($0, [1, 2])) }
    let texts = try DrawnShapes(try #require(plots(charts).first).svg(id: "c").markup).texts.map(\.content)
    #expect(texts.count { $0 == "a" } == 1 && texts.count { $0 == "b" } == 1)
  }
}
