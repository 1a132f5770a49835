import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonPlots

@Suite("A chart in characters")
struct ChartASCIITests {
  @Test("is this picture")
  func golden() {
    #expect(
      SampleCharts.small.ascii(width: 40, height: 7) == """
        Strata < 3 & more
        ─●─ train   ─■─ sieć
        loss
        3 ┤■───┐
          │●┐  └─────┐
          │ └─────┐  └────┐
        2 ┤       └─────┐ └──■
          │             └────●┐
          │                   └───────────┐
        1 ┤                               └────●
          └┬─────────────────┬─────────────────┬
           1                 2                 3
                           epoch
        """)
  }

  @Test("has a logarithmic axis where it is asked for, and no place for zero")
  func logarithmic() {
    let chart = Chart(
      x: .log("rate"), y: .log("loss"), Series("loss", x: [0.001, 0.01, 0.1, 1, 0], y: [10, 1, 0.1, 10, 1]))
    #expect(
      chart.ascii(width: 40, height: 5) == """
        loss
         10 ┤●──┐                             ┌●
            │   └─────┐                    ┌──┘
          1 ┤         └─●───┐            ┌─┘
            │               └─────┐   ┌──┘
        0.1 ┤                     └─●─┘
            └┬──────────┬───────────┬──────────┬
           0.001      0.01         0.1         1
                            rate
        """)
  }

  @Test("shows both of two equal lines")
  func equalLines() {
    let line = [Double](repeating: 1, count: 100)
    let text = Chart(x: "x", y: "y", Series("a", line), Series("b", line)).ascii()
    #expect(text.filter { $0 == "●" }.count == 9)
    #expect(text.filter { $0 == "■" }.count == 9)
  }

  @Test("says so when there are no values")
  func empty() {
    #expect(Chart(x: "x", y: "y", []).ascii().contains("no values"))
    #expect(Chart(x: "x", y: .log("y"), Series("a", [0, -1])).ascii().contains("no values"))
  }
}
