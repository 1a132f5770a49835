import DeepTraining
import LessonDisplay
import Testing

@testable import LessonKit

@Suite("When a fresh result counts as the recorded one")
struct AgreementRuleTests {
  @Test(
    "Words and integers agree exactly, other numbers to the precision that is written",
    arguments: [
      ("a 1", "a 1", true), ("a 1", "a 2", false), ("a 1.5", "b 1.5", false), ("1.50", "1.5", true),
      ("0.1234", "0.1235", false), ("0.12", "0.1249", true), ("1e-3", "0.001", true), ("3", "3.0", false),
      ("-0.5", "0.5", false), ("loss 0.25 after 10", "loss 0.25 after 11", false), ("nan", "nan", true),
    ])
  func texts(old: String, new: String, agree: Bool) {
    #expect(AgreementRule().agree(old, new) == agree)
    #expect(AgreementRule().agree(new, old) == agree)
  }

  @Test("A tolerance is relative and holds for floating-point numbers only")
  func tolerance() {
    let rule = AgreementRule(tolerance: 0.02)
    #expect(rule.agree("acc 0.970", "acc 0.955"))
    #expect(!rule.agree("acc 0.970", "acc 0.930"))
    #expect(!rule.agree("100", "101"))
    // 0.4745 and 0.4755 as they are written.
    #expect(rule.agree("0.47", "0.48"))
    #expect(!rule.agree("0.470", "0.490"))
    #expect(!AgreementRule(tolerance: 0).agree("0.12", "0.1249"))
  }

  @Test("Tables agree cell by cell as they are written, charts by series within their range")
  func data() {
    func table(_ value: Double) -> Shown { .table(Table(columns: ["a"], rows: [[value]])) }
    #expect(AgreementRule().agree(table(0.123401), table(0.123402)))
    #expect(!AgreementRule().agree(table(0.1234), table(0.1236)))
    func chart(_ last: Double) -> Shown { .chart(Chart(x: "x", y: "y", [Series("s", [0, 50, last])])) }
    #expect(AgreementRule().agree(chart(100), chart(100.05)))
    #expect(!AgreementRule().agree(chart(100), chart(101)))
    #expect(AgreementRule(tolerance: 0.02).agree(chart(100), chart(101)))
  }

  @Test("Plots of every kind agree within the range of their numbers, and never with another kind")
  func plots() {
    func kinds(_ value: Double) -> [Shown] {
      [
        .chart(Chart(x: "x", y: "y", Series("s", runs: [[0, 100], [50, value]]))),
        .bars(Bars(x: "x", [("a", 0), ("b", value)])), .heatMap(HeatMap([[0, 50], [100, value]])),
        .histogram(Histogram(x: "x", bins: 2, [0, value])),
        .contours(Contours(x: 0...1, y: 0...1, resolution: 2) { x, _ in x * value }),
        .scatter(Scatter(points: [[0, 0], [value, value], [1, 1]], classes: [0, 0, 1])),
        .figure(Figure(Tensor([[0, value / 200]]))),
      ]
    }
    for (index, recorded) in kinds(100).enumerated() {
      #expect(AgreementRule().agree(recorded, kinds(100.01)[index]))
      #expect(!AgreementRule().agree(recorded, kinds(103)[index]))
      #expect(AgreementRule(tolerance: 0.05).agree(recorded, kinds(103)[index]))
      for (other, plot) in kinds(100).enumerated() where other != index {
        #expect(!AgreementRule().agree(recorded, plot))
      }
    }
  }

  @Test("The border between regions may move as far as the tolerance allows")
  func regions() {
    func scatter(_ border: Double) -> Shown {
      Scatter(points: [[0, 0], [1, 1]], classes: [0, 1]).regions { places in
        (places * Tensor([1.0, 0.0])).sum(axes: [1]) - border
      }.shown
    }
    #expect(AgreementRule(tolerance: 0.02).agree(scatter(0.5), scatter(0.51)))
    #expect(!AgreementRule(tolerance: 0.02).agree(scatter(0.5), scatter(0.6)))
    #expect(!AgreementRule().agree(scatter(0.5), scatter(0.52)))
  }

  @Test("The difference is told in the words of the page")
  func message() {
    let rule = AgreementRule()
    #expect(rule.disagreement([.printed("a\n")], [.printed("a\n")]) == nil)
    #expect(rule.disagreement([.shown(.text("1"))], [.shown(.text("2"))]) == .results("'1'", "'2'"))
    #expect(rule.disagreement([], [.shown(.text("2"))]) == .counts(0, 1))
  }
}
