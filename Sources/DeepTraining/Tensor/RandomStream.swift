import CKernels
import Foundation

/// A seeded stream of random numbers: the same seed and stream give the same numbers everywhere.
///
/// It is counter-based: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011), so any
/// part of it can be computed independently. Draw `k` of `next()` consists of the 32-bit words `2k` (low half) and
/// `2k+1` (high half) of the stream; the kernels' bulk generator computes value `i` from word `i`. Different seeds and
/// different streams are independent.
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable {
  /// The key of the generator.
  public let seed: UInt64
  /// The number of this stream, one of 2⁶⁴ for each seed.
  public let stream: UInt64
  /// The number of 64-bit draws so far.
  public private(set) var position: UInt64 = 0
  /// The second half of the block whose first half was the last draw.
  private var upperHalf: UInt64 = 0

  /// A stream at its first draw.
  ///
  /// - Parameters:
  ///   - seed: any integer; a negative one is reinterpreted bitwise.
  ///   - stream: the number of the stream, 0 by default.
  public init(seed: some BinaryInteger, stream: UInt64 = 0) {
    self.seed = UInt64(truncatingIfNeeded: seed)
    self.stream = stream
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    defer { position &+= 1 }
    guard position.isMultiple(of: 2) else { return upperHalf }
    let block = dt_philox4x32(seed, stream, position / 2)
    upperHalf = UInt64(block.w3) << 32 | UInt64(block.w2)
    return UInt64(block.w1) << 32 | UInt64(block.w0)
  }

  /// A separate stream for part `id` (a layer, an epoch, an image), independent of this one and of every other `id`.
  ///
  /// It depends on the seed, the stream and `id`, not on the number of draws so far.
  public func split(_ id: some BinaryInteger) -> RandomStream {
    // The key differs from every user's seed by a mixed-in constant, so a child's seed is not a value its parent draws.
    let block = dt_philox4x32(seed ^ 0x7370_6C69_745F_6964, stream, UInt64(truncatingIfNeeded: id))
    return RandomStream(
      seed: UInt64(block.w1) << 32 | UInt64(block.w0), stream: UInt64(block.w3) << 32 | UInt64(block.w2))
  }
}

extension RandomStream {
  /// A number in [0, 1), a multiple of 2⁻⁵³, uniformly distributed.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniformly distributed number in `range`, excluding its upper bound.
  public mutating func uniform(in range: Range<Double>) -> Double {
    precondition(!range.isEmpty, "uniform(in:) needs a range with a number in it, found \(range)")
    return min(interpolate(range.lowerBound, range.upperBound), range.upperBound.nextDown)
  }

  /// A uniformly distributed number in `range`.
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    min(interpolate(range.lowerBound, range.upperBound), range.upperBound)
  }

  private mutating func interpolate(_ lower: Double, _ upper: Double) -> Double {
    precondition((upper - lower).isFinite, "uniform(in:) needs finite bounds, found \(lower) and \(upper)")
    return lower + (upper - lower) * uniform()
  }

  /// A number from the standard normal distribution: mean 0, variance 1, not truncated.
  ///
  /// Box and Muller, "A note on the generation of random normal deviates" (1958), the cosine branch: two draws give
  /// one number, so that the number of draws never depends on earlier calls.
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }

  /// A number of mean 0 and variance 1 from a normal distribution truncated at two standard deviations.
  ///
  /// The truncated distribution has a deviation of 0.8796…, and the numbers are divided by it, so the largest is 2.27….
  /// Numbers from the tails are drawn again.
  public mutating func truncatedNormal() -> Double {
    // √(1 − 4φ(2)/(2Φ(2) − 1)), where φ and Φ are the density and distribution function of the standard normal
    // distribution.
    let deviationOfTheRest = 0.87962566103423978
    while true {
      let number = normal()
      if abs(number) <= 2 { return number / deviationOfTheRest }
    }
  }

  /// A uniformly distributed integer in `0 ..< bound`.
  ///
  /// Lemire, "Fast random integer generation in an interval" (2019): the few products that would favour some integers
  /// are rejected, and new ones are drawn.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "integer(below:) needs a positive bound, found \(bound)")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let favoured = (0 &- bound) % bound
      while product.low < favoured { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// Shuffles `elements`; every order has the same probability (Fisher–Yates, from the last element down).
  public mutating func shuffle(_ elements: inout [some Any]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }

  /// The numbers `0 ..< count` in random order.
  public mutating func shuffledIndices(_ count: Int) -> [Int] {
    precondition(count >= 0, "shuffledIndices needs a count of 0 or more, found \(count)")
    var indices = Array(0..<count)
    shuffle(&indices)
    return indices
  }
}
