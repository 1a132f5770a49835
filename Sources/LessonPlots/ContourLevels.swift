import Foundation
import LessonDisplay

extension Contours {
  /// More lines than these would be too close to be told apart.
  private static let most = 12

  /// At which values lines are drawn, from low to high.
  var levelValues: [Double] {
    let values = grid.values.filter(\.isFinite).sorted()
    guard let low = values.first, let high = values.last, low < high else { return [] }
    switch levels {
    case .values(let given):
      return Array(Set(given.filter { $0.isFinite && $0 > low && $0 <= high }).sorted().prefix(30))
    case .linear: return Self.linear(low, high)
    case .logarithmic: return Self.logarithmic(values)
    case .automatic:
      let isSkewed = low >= 0 && values[values.count / 2] < high / 10
      return isSkewed ? Self.logarithmic(values) : Self.linear(low, high)
    }
  }

  private static func linear(_ low: Double, _ high: Double) -> [Double] {
    let scale = PlotScale(
      [low, high], kind: .linear, roundsOutward: false, countsWhole: false, tickLimit: most - 2,
      powers: .letter)
    return scale.ticks.map(\.value).filter { $0 > low && $0 < high }
  }

  /// The finest of halves and fifths, thirds, and powers of ten that are not too many; of still more the highest.
  private static func logarithmic(_ values: [Double]) -> [Double] {
    let positive = values.filter { $0 > 0 }
    guard let low = positive.first, let high = positive.last, low < high else { return [] }
    // A minimum of zero has no end of decades below it: what few values reach is left to one band.
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
