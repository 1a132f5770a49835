/// Statistics of a tensor's elements, computed in double precision, in which sums do not overflow.
///
/// Without elements, the mean, the standard deviation, the fractions and the bounds are NaN, and the norm is 0, as in
/// NumPy.
public struct Statistics: Sendable, Hashable {
  /// The number of elements.
  public let count: Int
  /// The mean of the elements.
  public let mean: Double
  /// The square root of the mean squared distance from the mean (divided by n, not n − 1).
  public let standardDeviation: Double
  /// The Euclidean norm, the square root of the sum of squares.
  public let norm: Double
  /// The smallest element, ignoring NaN; NaN if there are no others.
  public let minimum: Double
  /// The largest element, ignoring NaN; NaN if there are no others.
  public let maximum: Double
  /// The fraction of elements that are exactly 0.
  public let zeroFraction: Double
  /// The fraction of units (indices of the last axis) that are 0 for the whole batch (and, in images, at all pixels);
  /// `nil` for tensors that are not batches, such as parameters.
  ///
  /// A dead ReLU unit gets no gradient and may stay dead.
  public let deadFraction: Double?
  /// The fraction of elements at which the layer's slope is small, see ``Saturating``; `nil` for layers that do not
  /// saturate.
  public let saturatedFraction: Double?
  /// The distribution of the elements.
  public let frequencies: Frequencies

  /// Statistics of a tensor's elements.
  ///
  /// The frequencies have `bins` bins, from the smallest element to the largest.
  public init(of tensor: Tensor, bins: Int = 30) {
    self.init(Sample("", tensor.elements), bins: Bins(tensor.elements.finiteBounds, count: bins))
  }

  init(_ sample: Sample, bins: Bins) {
    let elements = sample.elements, count = Double(elements.count)
    var sum = 0.0, squares = 0.0, zeros = 0, saturated = 0
    var range = (Float.infinity, -Float.infinity)
    let unsaturated = sample.unsaturated ?? -Double.infinity...Double.infinity
    for element in elements {
      let number = Double(element)
      sum += number
      squares += number * number
      if element == 0 { zeros += 1 }
      if !unsaturated.contains(number) { saturated += 1 }
      range = (Swift.min(range.0, element), Swift.max(range.1, element))
    }
    let mean = sum / count
    self.count = elements.count
    self.mean = mean
    standardDeviation = (elements.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count)
      .squareRoot()
    norm = squares.squareRoot()
    (minimum, maximum) = range.0 <= range.1 ? (Double(range.0), Double(range.1)) : (.nan, .nan)
    zeroFraction = Double(zeros) / count
    deadFraction = sample.units.map { Self.deadFraction(elements, units: $0) }
    saturatedFraction = sample.unsaturated.map { _ in Double(saturated) / count }
    frequencies = bins.frequencies(of: elements)
  }

  private static func deadFraction(_ elements: UnsafeBufferPointer<Float>, units: Int) -> Double {
    var isAlive = [Bool](repeating: false, count: units)
    for start in stride(from: 0, to: elements.count, by: units) {
      for unit in 0..<units where elements[start + unit] != 0 { isAlive[unit] = true }
    }
    return Double(isAlive.count { !$0 }) / Double(units)
  }
}

/// The number of a tensor's elements in each of several bins of equal width.
public struct Frequencies: Sendable, Hashable {
  /// The lower edge of the first bin and the upper edge of the last.
  public let bounds: ClosedRange<Double>
  /// The number of elements in each bin, from low to high. An element at an edge belongs to the bin above it, and at
  /// the last edge to the last bin; infinite elements and NaN are not counted.
  public let counts: [Int]

  /// The edges of the bins: one more than there are bins.
  public var edges: [Double] {
    (0...counts.count).map {
      let part = Double($0) / Double(counts.count)
      return bounds.lowerBound * (1 - part) + bounds.upperBound * part
    }
  }
}

/// Elements for statistics; they must outlive this value.
struct Sample {
  let name: String
  let elements: UnsafeBufferPointer<Float>
  /// The extent of the last axis, if the first axis is that of a batch.
  let units: Int?
  /// The range in which the layer that produced the elements is not saturated, if it can saturate.
  let unsaturated: ClosedRange<Double>?

  init(
    _ name: String, _ elements: UnsafeBufferPointer<Float>, units: Int? = nil,
    unsaturated: ClosedRange<Double>? = nil
  ) {
    self.name = name
    self.elements = elements
    self.units = units
    self.unsaturated = unsaturated
  }

  init(_ name: String, _ elements: UnsafeMutableBufferPointer<Float>) {
    self.init(name, UnsafeBufferPointer(elements))
  }
}

/// Bins of equal width.
struct Bins {
  let bounds: ClosedRange<Double>
  let count: Int

  /// Bins between bounds; if the bounds are equal, they lie in the middle of the bins.
  init(_ bounds: ClosedRange<Double>, count: Int) {
    precondition(count > 0, "frequencies need at least 1 bin, found \(count)")
    let room = bounds.lowerBound == 0 ? 0.5 : bounds.lowerBound.magnitude / 10
    self.bounds =
      bounds.lowerBound < bounds.upperBound
      ? bounds : (bounds.lowerBound - room)...(bounds.lowerBound + room)
    self.count = count
  }

  func frequencies(of elements: UnsafeBufferPointer<Float>) -> Frequencies {
    var counts = [Int](repeating: 0, count: count)
    let scale = Double(count) / (bounds.upperBound - bounds.lowerBound)
    for element in elements where element.isFinite {
      let bin = Int((Double(element) - bounds.lowerBound) * scale)
      counts[Swift.min(Swift.max(bin, 0), count - 1)] += 1
    }
    return Frequencies(bounds: bounds, counts: counts)
  }
}

extension Collection<Float> {
  /// The smallest and the largest finite element; 0…0 if there are none.
  var finiteBounds: ClosedRange<Double> {
    var range = (Float.infinity, -Float.infinity)
    for element in self where element.isFinite {
      range = (Swift.min(range.0, element), Swift.max(range.1, element))
    }
    return range.0 <= range.1 ? Double(range.0)...Double(range.1) : 0...0
  }
}
