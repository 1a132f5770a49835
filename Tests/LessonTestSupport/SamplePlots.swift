import DeepTraining
import Foundation
import LessonDisplay

/// A plot of each kind, as lessons draw them.
package enum SamplePlots {
  package static func bowl(_ x: Double, _ y: Double) -> Double { x * x + 4 * y * y }

  package static let valley = Contours(
    title: "Valley", x: -2...2, y: -1...1, labels: ("w₁", "w₂"), resolution: 9,
    paths: [Path("descent", points: [(-1.5, 0.75), (-0.5, -0.5), (0.0, 0.0)])], bowl)

  package static let weights = Histogram(x: "weight", [-1.5, -0.5, -0.4, 0, 0.1, 0.2, 0.3, 0.6, 1.2])

  package static let layers = Histograms(
    title: "Layers", x: "activation",
    [("first", [-1, -0.5, 0, 0, 0.5, 1]), ("second", [-0.2, 0, 0, 0.1, 0.2, 0.2])]
  ).histogram

  package static let rates = Bars(
    x: "accuracy", groups: ["train", "test"], [("plain", [0.9, 0.75]), ("d = 0.5", [0.8, -0.25])])

  package static let confusion = HeatMap(
    confusion: [[5, 1, 0], [0, 4, 2], [0, 0, 6]], classes: ["a", "b", "cat"])

  package static let halves = Scatter(
    points: [[0, 0], [1, 1], [0.5, 2]], classes: [0, 1, 1], names: ["low", "high"]
  )
  .regions(resolution: 5) { places in
    (0..<places.shape[0]).map { places[$0, 1] > places[$0, 0] ? 1 : 0 }
  }

  package static let pixels = Figure(
    Tensor([0, 1, 0.5, 0, 0, 1, 1, 1], shape: [2, 2, 2]), captions: ["one", "<two>"])

  package static let seeds = Chart(
    x: "epoch", y: "loss", Series("seeds", runs: [[3, 2, 1], [2, 2], [4, 1, 0.5]]),
    Series("measured", [2.5, .nan, 1.5]).points(), Series("bound", [1, 0.5, 0]).style(.plainLine))

  package static let accuracies = HeatMap(
    title: "Accuracy", x: "width", y: "depth", rows: ["one", "two"], columns: ["16", "32", "64"],
    [[0.71, 0.8, 0.915], [0.6, 0.5, .nan]])
}
