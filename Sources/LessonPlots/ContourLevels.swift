import Foundation
import LessonDisplay

extension Contours {
  /// More lines than these could not be distinguished.
  private static let most = 12

  /// The values at which lines are drawn, in ascending order.
  var levelValues: [Double] { Self.levelValues(of: [self]) }

  /// The values at which lines are drawn, for plots that ask for the same levels.
  static func levelValues(of plots: [Contours]) -> [Double] {
    let values = plots.lazy.flatMap(\.grid.values).filter(\.isFinite)
    guard let low = values.min(), let high = values.max(), low < high else { return [] }
    switch plots[0].levels {
    case .values(let given):
      return Array(Set(given.filter { $0.isFinite && $0 > low && $0 <= high }).sorted().prefix(30))
    case .linear: return linear(low, high)
    case .logarithmic: return logarithmic(values.sorted())
    case .automatic:
      let sorted = values.sorted()
      let isSkewed = low >= 0 && sorted[sorted.count / 2] < high / 10
      return isSkewed ? logarithmic(sorted) : linear(low, high)
    }
  }

  private static func linear(_ low: Double, _ high: Double) -> [Double] {
    let scale = PlotScale(
      [low, high], kind: .linear, roundsOutward: false, countsWhole: false, tickLimit: most - 2,
      powers: .letter)
    return scale.ticks.map(\.value).filter { $0 > low && $0 < high }
  }

  /// The finest series of levels with at most `most` values: 1, 2, 5 times powers of ten, then 1, 3, then powers of ten
  /// alone. If even these are too many, the highest of them.
  private static func logarithmic(_ values: [Double]) -> [Double] {
    let positive = values.filter { $0 > 0 }
    guard let low = positive.first, let high = positive.last, low < high else { return [] }
    // Near a minimum of zero, decades never end: the lowest fiftieth of the values shares one band.
    let least = max(low, min(positive[positive.count / 50], high / 10), high * 1e-12)
    let exponents = Int(log10(least).rounded(.down)) - 1...Int(log10(high).rounded(.up))
    var levels: [Double] = []
    for mantissas in [[1.0, 2, 5], [1, 3], [1]] {
      levels = exponents.flatMap { exponent in
        mantissas.map { exponent < 0 ? $0 / pow(10, Double(-exponent)) : $0 * pow(10, Double(exponent)) }
      }.filter { $0 > least && $0 < high }
      if levels.count <= most { return levels }
    }
    return levels.suffix(most)
  }
}
