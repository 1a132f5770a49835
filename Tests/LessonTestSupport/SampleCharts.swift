import Foundation
import LessonDisplay
import TestSupport

/// Charts that lessons draw, and charts that nobody should have to draw.
package enum SampleCharts {
  package static let small = Chart(
    title: "Strata < 3 & more", x: "epoch", y: "loss", Series("train", [2.5, 1.5, 1]),
    Series("sieć", [3, 2, .nan]))

  package static let all: [Chart] = ordinary + extreme + random

  private static let ordinary = [
    small,
    Chart(x: "epoch", y: "accuracy", Series("accuracy", [0.97])),
    Chart(x: "epoch", y: "accuracy", Series("d = 0.2", [0.97, 0.98])),
    Chart(x: "epoch", y: "rate", Series("", [Double](repeating: 0.001, count: 12))),
    Chart(
      x: .log("rate"), y: .log("loss"), Series("loss", x: [1e-5, 1e-3, 0.1, 0], y: [0.2, 0.01, 0.08, 1])),
    Chart(x: "epoch", y: .log("loss"), Series("loss", [0.55, 0.5, 0.48, 0.44])),
    Chart(
      x: "step", y: "cosine", (0..<2).map { Series("run \($0)", (0..<200).map { cos(Double($0) / 20) }) }),
    Chart(
      x: "step", y: "loss",
      (0..<8).map { run in Series("sieć nr \(run) źdźbło", [4, 2, 1].map { $0 + Double(run) }) }),
    Chart(x: "step", y: "noise", Series("noise", (0..<5_000).map { sin(Double($0 * $0)) })),
  ]

  private static let extreme = [
    Chart(x: "", y: "", []),
    Chart(x: "x", y: "y", Series("nothing", [Double]()), Series("gaps", [Double.nan, .infinity])),
    Chart(x: "x", y: .log("y"), Series("none", [0, -1])),
    Chart(x: "x", y: "y", Series("a", x: [-1e300, 0, 1e300], y: [1e-300, 1e300, .greatestFiniteMagnitude])),
    Chart(x: .log("x"), y: .log("y"), Series("a", x: [1e-280, 1, 1e300], y: [5e-290, 1e300, 1e307])),
    Chart(x: .log("x"), y: .log("y"), Series("a", x: [.leastNonzeroMagnitude], y: [.leastNonzeroMagnitude])),
    Chart(
      x: "x", y: "y", Series("a", [1e6 + 0.1, 1e6 + 0.2]),
      Series("b", x: [1_000_000, 1_000_001], y: [1e6, 1e6])),
    Chart(x: "x", y: "y", Series("a", x: [1, 1 + 1e-15], y: [1, 1 + 1e-15])),
    Chart(
      title: String(repeating: "Konstantynopolitańczykowianeczka ", count: 20),
      x: .linear(String(repeating: "ź", count: 300)),
      y: .linear(String(repeating: "WM ", count: 100)),
      (0..<20).map { Series(String(repeating: "long name ", count: $0), [Double($0)]) }),
  ]

  /// Numbers of every size, the same in every run.
  private static let random: [Chart] = {
    var random = SeededRandom(seed: 7)
    func next() -> Double { Double.random(in: 0..<1, using: &random) }
    return (0..<60).map { index in
      let (size, offset) = (pow(10, next() * 40 - 20), next() < 0.5 ? 0 : pow(10, next() * 10 - 5))
      let series = (0...Int(next() * 4)).map { line in
        let count = Int(next() * 30)
        return Series("line \(line)", (0..<count).map { _ in offset + size * (next() - 0.3) })
      }
      let scale = { next() < 0.5 ? Chart.Scale.log : .linear }
      return Chart(
        title: "Random \(index)", x: .init("x", scale: scale()), y: .init("y", scale: scale()), series)
    }
  }()
}
