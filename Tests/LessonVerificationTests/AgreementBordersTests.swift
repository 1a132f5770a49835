import DeepTraining
import LessonDisplay
import Testing

@testable import LessonVerification

@Suite("Where agreement of results ends")
struct AgreementBordersTests {
  private let rules = [AgreementRule.asWritten, .within(0), .within(0.5)]

  @Test("Plots and tables whose words differ never agree, nor those with more or fewer numbers")
  func words() {
    func chart(_ name: String, _ values: [Double] = [1.5, 2.5]) -> Shown {
      .chart(Chart(x: "x", y: "y", [Series(name, values)]))
    }
    func table(_ column: String, _ rows: [[Any]] = [[1.5]]) -> Shown {
      .table(Table(columns: [.init(column)], rows: rows))
    }
    for rule in rules {
      #expect(rule.agree(chart("a"), chart("a")))
      #expect(!rule.agree(chart("a"), chart("b")))
      #expect(!rule.agree(chart("a"), chart("a", [1.5])))
      #expect(!rule.agree(chart("a"), chart("a", [1.5, 2.5, 2.5])))
      #expect(rule.agree(table("a"), table("a")))
      #expect(!rule.agree(table("a"), table("b")))
      #expect(!rule.agree(table("a"), table("a", [[1.5], [1.5]])))
      #expect(!rule.agree(table("a"), chart("a")))
    }
  }

  @Test("Pixels may differ by a part of the whole range of brightness")
  func brightness() {
    func figure(_ pixel: Double) -> Shown { .figure(Figure(Tensor([[0, pixel / 255]]))) }
    #expect(AgreementRule.within(0.2).agree(figure(0), figure(51)))
    #expect(!AgreementRule.within(0.2).agree(figure(0), figure(52)))
    #expect(AgreementRule.within(0.5).agree(figure(0), figure(127)))
    #expect(!AgreementRule.within(0.5).agree(figure(0), figure(128)))
    #expect(AgreementRule.within(0.02).agree(figure(200), figure(203)))
  }

  @Test("On a logarithmic axis the ratio counts, on a linear one the part of the larger number")
  func axes() {
    func chart(_ axis: Chart.Axis, _ value: Double) -> Shown {
      .chart(Chart(x: "x", y: axis, [Series("s", [0.5, value])]))
    }
    // log 1.0203 is above 0.02, and 0.0203 / 1.0203 below it.
    for (axis, agree) in [(Chart.Axis.log("y"), false), (Chart.Axis("y"), true)] {
      #expect(AgreementRule.within(0.02).agree(chart(axis, 1), chart(axis, 1.0203)) == agree)
      #expect(AgreementRule.within(0.02).agree(chart(axis, 1.0203), chart(axis, 1)) == agree)
    }
  }
}
