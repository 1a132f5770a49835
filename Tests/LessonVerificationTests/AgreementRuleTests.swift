import DeepTraining
import LessonDisplay
import TestSupport
import Testing

@testable import LessonVerification

@Suite("When a fresh result counts as the recorded one")
struct AgreementRuleTests {
  @Test(
    "As written, texts agree character for character",
    arguments: [
      ("a 1", "a 1", true), ("1.50", "1.5", false), ("0.12", "0.1249", false), ("1e-3", "0.001", false),
      ("0.5", "0.512345", false), ("0e5", "0.512345", false), ("1e999", "0.512345", false),
      ("-0.0e2", "0.512345", false), ("inf", "5.0", false), ("nan", "nan", true),
      ("\u{E9}", "e\u{301}", false),
    ])
  func texts(old: String, new: String, agree: Bool) {
    #expect(AgreementRule.asWritten.agree(old, new) == agree)
    #expect(AgreementRule.asWritten.agree(new, old) == agree)
  }

  @Test(
    "Within a tolerance, floating-point numbers may differ by so much of themselves, and nothing else may",
    arguments: [
      ("acc 0.970", "acc 0.955", true), ("acc 0.970", "acc 0.930", false), ("acc 0.970", "Acc 0.970", false),
      ("100", "101", false), ("-0.5", "0.5", false), ("loss 0.25 after 10", "loss 0.25 after 11", false),
      // 0.4745 and 0.4755 as they are written, and what is no rounding.
      ("0.47", "0.48", true), ("0.470", "0.490", false), ("0.5", "0.52", false), ("0.5", "0.6", false),
      ("1e-07", "2e-07", false),
      // 0.99999 with four digits.
      ("1", "0.9999", true), ("1", "2.5", false),
      ("0.5", "0.512345", false), ("0e5", "0.512345", false), ("1e999", "0.512345", false),
      ("1e999", "2e999", false), ("-0.0e2", "0.512345", false), ("inf", "5.0", false), ("inf", "-inf", false),
      ("٣.٥", "٣.٦", false),
    ])
  func tolerance(old: String, new: String, agree: Bool) {
    #expect(AgreementRule.within(0.02).agree(old, new) == agree)
    #expect(AgreementRule.within(0.02).agree(new, old) == agree)
  }

  @Test("Within no tolerance, only the same agrees")
  func exact() {
    #expect(!AgreementRule.within(0).agree("0.12", "0.1249"))
    #expect(!AgreementRule.within(0).agree("0.50", "0.5"))
    #expect(AgreementRule.within(0).agree("0.5", "0.5"))
    #expect(!AgreementRule.within(0).agree(chart([1]), chart([1 + 1e-15])))
  }

  private func chart(_ values: [Double], on axis: Chart.Axis = "y") -> Shown {
    .chart(Chart(x: "x", y: axis, [Series("s", values)]))
  }

  @Test("Tables agree as they are written, or number by number within a tolerance")
  func tables() {
    func table(_ value: Any) -> Shown { .table(Table(columns: ["a"], rows: [[value]])) }
    #expect(AgreementRule.asWritten.agree(table(0.123401), table(0.123402)))
    #expect(!AgreementRule.asWritten.agree(table(0.1234), table(0.1236)))
    #expect(AgreementRule.within(0.02).agree(table(0.1234), table(0.1250)))
    #expect(!AgreementRule.within(0.02).agree(table(0.1234), table(0.1290)))
    #expect(!AgreementRule.within(0.02).agree(table(1_000), table(1_001)))
    #expect(!AgreementRule.within(0.02).agree(table(Double.infinity), table(5.0)))
    #expect(AgreementRule.within(0.02).agree(table(Double.nan), table(Double.nan)))
  }

  @Test(
    "Plots agree to the digits of their data tables, whatever stands beside a number",
    arguments: [
      (0.5, 1.4, false), (900, 901, false), (100_000, 100_001, false), (1e-6, 0.5, false),
      (0.12341, 0.12342, true),
      (0.1234, 0.1235, false), (.infinity, 5, false), (-.infinity, .infinity, false), (.nan, .nan, true),
      (1e308, 1.01e308, false),
    ] as [(Double, Double, Bool)])
  func plotsAsWritten(old: Double, new: Double, agree: Bool) {
    for axis in [Chart.Axis("y"), .log("y")] {
      func plots(_ value: Double) -> [Shown] {
        [
          chart([1_000, 1, value], on: axis), .bars(Bars(x: axis, [("a", 1_000), ("b", value)])),
          .heatMap(HeatMap([[1_000, 2], [0, value]])),
        ]
      }
      for (a, b) in pairs(plots(old), plots(new)) { #expect(AgreementRule.asWritten.agree(a, b) == agree) }
    }
  }

  @Test(
    "Within a tolerance, numbers of plots may differ by so much of themselves, whole ones by nothing",
    arguments: [
      (0.500, 0.509, true), (0.50, 0.52, false), (900, 901, false), (16_000_000, 16_000_001, false),
      (1e20, 1.01e20, true),
      (1e-6, 1.015e-6, true), (1e-6, 1.03e-6, false), (0, 1e-6, false), (.infinity, 5, false),
      (.infinity, 1e308, false), (.infinity, .infinity, true), (.nan, .nan, true), (.nan, 5, false),
      (5, .nan, false),
      (-.infinity, .infinity, false), (0x1p24, 0x1.0001p24, true),
    ] as [(Double, Double, Bool)])
  func plotsWithin(old: Double, new: Double, agree: Bool) {
    for axis in [Chart.Axis("y"), .log("y")] {
      #expect(
        AgreementRule.within(0.02).agree(chart([1_000, old], on: axis), chart([1_000, new], on: axis))
          == agree)
    }
  }

  @Test("Plots of every kind agree with themselves, and never with another kind")
  func plots() {
    func kinds(_ value: Double) -> [Shown] {
      [
        .chart(Chart(x: "x", y: "y", Series("s", runs: [[0.5, 100], [50, value]]))),
        .bars(Bars(x: "x", [("a", 0.5), ("b", value)])), .heatMap(HeatMap([[0.5, 50], [100, value]])),
        .histogram(Histogram(x: "x", bins: 2, [0, value])),
        .contours(Contours(x: 0...1, y: 0...1, resolution: 2) { x, _ in x * value }),
        .scatter(Scatter(points: [[0.5, 0], [value, value], [1, 1]], classes: [0, 0, 1])),
        .figure(Figure(Tensor([[0, value / 200]]))),
      ]
    }
    for rule in [AgreementRule.asWritten, .within(0), .within(0.05)] {
      for (index, recorded) in kinds(100.1).enumerated() {
        for (other, plot) in kinds(100.1).enumerated() {
          #expect(rule.agree(recorded, plot) == (index == other))
        }
        #expect(rule.agree(recorded, kinds(103.1)[index]) == (rule == .within(0.05)))
      }
    }
  }

  @Test("The border between regions may move as far as a tolerance allows, and else not by a place")
  func regions() {
    func scatter(_ border: Double) -> Shown {
      Scatter(points: [[0, 0], [1, 1]], classes: [0, 1]).regions { places in
        (places * Tensor([1.0, 0.0])).sum(axes: [1]) - border
      }.shown
    }
    #expect(AgreementRule.within(0.02).agree(scatter(0.5), scatter(0.515)))
    #expect(!AgreementRule.within(0.02).agree(scatter(0.5), scatter(0.6)))
    #expect(!AgreementRule.within(0).agree(scatter(0.5), scatter(0.515)))
    #expect(!AgreementRule.asWritten.agree(scatter(0.5), scatter(0.515)))
  }

  @Test("The difference is told in the words of the page")
  func message() {
    let rule = AgreementRule.asWritten
    #expect(rule.disagreement([.printed("a\n")], [.printed("a\n")]) == nil)
    #expect(rule.disagreement([.shown(.text("1"))], [.shown(.text("2"))]) == .results("'1'", "'2'"))
    #expect(rule.disagreement([], [.shown(.text("2"))]) == .counts(0, 1))
  }
}
