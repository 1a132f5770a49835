import DeepTraining
import Foundation
import LessonDisplay
import LessonTestSupport

@testable import LessonPlots

/// Plots of every kind that lessons draw, and plots that nobody should have to draw.
extension SamplePlots {
  static let all: [any Plot] =
    SampleCharts.all + charts + contours + histograms + bars + heatMaps + scatters + figures

  private static let charts: [Chart] = [
    seeds,
    Chart(
      x: .log("x"), y: .log("y"), Series("points", x: [1, 10], y: [0.1, 7]).points(),
      Series("fit", x: [1, 10], y: [0.2, 5]).style(.plainLine),
      Series("band", [1, .nan, 3]).band(lower: [0, 1, 2], upper: [2, .infinity, 4])),
  ]

  private static let contours: [Contours] = [
    valley,
    Contours(x: -2...2, y: -1...3) { x, y in (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x) },
    Contours(x: 0...1, y: 0...1, levels: .values([0.5, .nan, 7])) { x, _ in x },
    Contours(x: 0...1, y: 0...1) { _, _ in 1 },
    Contours(x: 0...1, y: 0...1) { _, _ in .nan },
    Contours(x: 0...1, y: 0...1, resolution: 2) { x, y in x > 0 ? .infinity : y },
    Contours(x: -1e300...1e300, y: 1...1.0001, levels: .logarithmic) { x, _ in x },
    Contours(
      x: 0...1, y: 0...1,
      paths: [
        Path("away", points: [(0.5, 0.5), (1e300, -1e300), (.nan, 0), (0.2, 0.2)]),
        Path("nowhere", points: [(Double, Double)]()), Path("outside", points: [(5, 5), (6, 6)]),
        Path("across", points: [(-1, 0.5), (2, 0.6)]),
      ], bowl),
  ]

  private static let histograms: [Histogram] = [
    weights, layers, Histogram([]), Histogram([.nan, .infinity]), Histogram([3, 3, 3]), Histogram([0, 0, 0]),
    Histogram([1e-300, 1e300, -1e300]),
    Histogram([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude]),
    Histogram(x: .log("gradient"), [1e-8, 1e-3, 2e-3, 0.1, 0, -1]),
    Histogram(x: "x", bins: 1, [1, 2, 3]), Histogram((0..<5000).map { sin(Double($0 * $0)) }),
    Histogram(x: "x", [("one", [1, 2, 3]), ("two", [2, 3, 4, 5]), ("none", [])]),
    Histograms(x: "", (0..<7).map { (String(repeating: "layer ", count: $0), [1e-7, 2e-7 * Double($0)]) })
      .histogram,
  ]

  private static let bars: [Bars] = [
    rates, Bars(x: "", [(String, Double)]()), Bars(x: "x", [("gap", .nan), ("none", .infinity)]),
    Bars(title: "Counts", x: .log("parameters"), [("LeNet", 61_706), ("ResNet", 11_173_962)]),
    Bars(x: "loss", [("zero", 0.0)]),
    Bars(
      x: "change", (0..<30).map { (String(repeating: "name \($0) ", count: $0), Double($0 - 12) * 1e6) }),
  ]

  private static let heatMaps: [HeatMap] = [
    confusion, accuracies, HeatMap([]), HeatMap([[.nan]]), HeatMap([[1]]), HeatMap([[0, 0], [0, 0]]),
    HeatMap(x: "unit", y: "input", (0..<50).map { row in (0..<90).map { sin(Double(row * $0)) } }),
    HeatMap(
      x: "width", y: "depth", rows: ["one", "two"], columns: ["16", "32"],
      [[0.123, -0.5], [12345.678, 1e9]]),
    HeatMap(confusion: (0..<10).map { row in (0..<10).map { row == $0 ? 980 : (row + $0) % 5 } }),
    HeatMap(
      rows: ["a"], columns: (0..<6).map { String(repeating: "class ", count: $0 + 1) }, [[1, 2, 3, 4, 5, 6]]),
    HeatMap(confusion: [[0, 0], [0, 0]]),
  ]

  private static let scatters: [Scatter] = [
    halves, Scatter([]), Scatter(points: [], classes: []), Scatter(points: [[1, 1]], classes: [2]),
    Scatter([Series("gaps", x: [.nan, 1, 1e300], y: [1, .infinity, -1e300])]),
    Scatter(points: [[1, 1]], classes: [0]).regions(resolution: 2) { _ in [9, 9, 0, 0] },
    Scatter(
      points: (0..<900).map { [sin(Double($0)), cos(Double($0) * 1.7)] }, classes: (0..<900).map { $0 % 10 }),
  ]

  private static let figures: [Figure] = [
    pixels, Figure(Tensor(zeros: [3, 5])), Figure(Tensor(repeating: .nan, shape: [1, 2, 2, 3])),
    Figure(Tensor((0..<300 * 40).map { Double($0 % 13) }, shape: [1, 40, 300])),
    Figure(
      filters: Tensor(ones: [3, 3, 8, 20]), captions: (0..<20).map { "a long caption \($0)" }, columns: 7),
  ]
}
