import Foundation

/// Adjacent intervals in which values are counted.
struct Bins {
  /// In ascending order; empty if there are no values.
  let edges: [Double]

  /// A drawing could not show more bins separately.
  private static let most = 60.0

  /// A smaller step between edges underflows; for a reader it is zero.
  private static let smallest = 1e-290

  /// Bins for the values of all groups.
  ///
  /// - Parameter count: The number of bins; `nil` for a width by the rule of Freedman and Diaconis.
  init(_ groups: [[Double]], count: Int?) {
    let sorted = groups.map { $0.sorted() }.filter { !$0.isEmpty }
    guard let low = sorted.map({ $0.first! }).min(), let high = sorted.map({ $0.last! }).max() else {
      edges = []
      return
    }
    let room = low.magnitude > Self.smallest ? low.magnitude / 10 : 0.5
    let isPoint = high - low <= max(low.magnitude * 1e-11, Self.smallest)
    let range = isPoint ? (low...high).widened(by: room) : low...high
    guard count == nil, (range.upperBound - range.lowerBound).isFinite else {
      let count = count ?? 20
      edges = (0...count).map { index in
        let part = Double(index) / Double(count)
        return range.lowerBound * (1 - part) + range.upperBound * part
      }
      return
    }
    let widths = sorted.map(Self.width).filter { $0 > 0 }.sorted()
    let size = range.upperBound - range.lowerBound
    let width = widths.isEmpty ? size / 10 : widths[widths.count / 2]
    edges = Self.roundEdges(range, width: min(max(width, size / Self.most), size / 5))
  }

  /// 2·IQR·n^(-1/3), or Scott's 3.49·σ·n^(-1/3) if the interquartile range is zero.
  private static func width(_ sorted: [Double]) -> Double {
    let (count, root) = (Double(sorted.count), cbrt(Double(sorted.count)))
    let spread = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
    if spread > 0 { return 2 * spread / root }
    let mean = sorted.reduce(0, +) / count
    return 3.49 * (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot() / root
  }

  /// Multiples of 1, 2 or 5 times a power of ten, which stay the same after small changes of the values.
  private static func roundEdges(_ range: ClosedRange<Double>, width: Double) -> [Double] {
    let power = pow(10, log10(width).rounded(.down))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= width * (1 - 1e-9) } ?? 10 * power
    let first = (range.lowerBound / step + 1e-9).rounded(.down)
    let last = max(first + 1, (range.upperBound / step - 1e-9).rounded(.up))
    return stride(from: first, through: last, by: 1).map {
      let edge = Double(format($0 * step, significantDigits: 12)) ?? $0 * step
      return min(max(edge, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
    }
  }

  /// The number of values in each bin.
  func counts(of values: [Double]) -> [Double] {
    guard edges.count > 1 else { return [] }
    var counts = [Double](repeating: 0, count: edges.count - 1)
    for value in values { counts[bin(of: value)] += 1 }
    return counts
  }

  /// The last bin that begins at or below the value, by binary search.
  private func bin(of value: Double) -> Int {
    var (low, high) = (0, edges.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }
}
