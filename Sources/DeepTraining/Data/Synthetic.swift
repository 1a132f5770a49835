import Foundation

/// Small generated datasets, each of which shows one thing that networks can or cannot do.
///
/// Inputs are points of the plane, `[x, y]`, or numbers, `[x]`. The classes alternate, so they have equal sizes and a
/// prefix is balanced too; `Dataset.shuffled` mixes them. Example `i` depends only on the seed and `i`.
public enum Synthetic {
  /// Two interleaving half circles of radius 1: one arches up about (0, 0), the other down about (1, 0.5).
  ///
  /// No straight line separates them; one hidden layer does. The geometry is that of scikit-learn's `make_moons`, where
  /// the points are evenly spaced instead of random.
  ///
  /// - Parameters:
  ///   - count: the number of points.
  ///   - noise: The standard deviation of the noise in each coordinate, 0.1 by default.
  ///   - seed: the same seed gives the same points, `DefaultSeed.value` by default.
  /// - Returns: inputs of shape `[2]` and two classes, 0 being the upper moon.
  /// - Throws: `SyntheticError` for a count below 1 or noise that is negative or not finite.
  public static func twoMoons(
    count: Int, noise: Double = 0.1, seed: Int = DefaultSeed.value
  ) throws -> Dataset {
    try classes(2, count: count, noise: noise, seed: seed) { index, stream in
      let angle = stream.uniform(in: 0...Double.pi)
      return index % 2 == 0 ? (cos(angle), sin(angle)) : (1 - cos(angle), 0.5 - sin(angle))
    }
  }

  /// Arms that wind around the origin, each a class, rotated against each other by equal angles.
  ///
  /// A point at the fraction t of an arm, distributed uniformly, has the distance t from the origin and the angle t ·
  /// turns · 2π beyond its arm's first direction. The two-spirals problem (Lang and Witbrock, "Learning to tell two
  /// spirals apart", 1988) has three turns; Stanford's course CS231n has three arms of 0.64 turns.
  ///
  /// - Parameters:
  ///   - count: the number of points.
  ///   - arms: the number of classes, 2 by default.
  ///   - turns: the number of turns of an arm, 1 by default; more turns are harder.
  ///   - noise: The standard deviation of the noise in each coordinate, 0.02 by default.
  ///   - seed: the same seed gives the same points, `DefaultSeed.value` by default.
  /// - Returns: inputs of shape `[2]`, inside the unit circle before noise, and `arms` classes.
  /// - Throws: `SyntheticError` for a count or arms below 1, turns that are not finite, or noise that is negative or
  ///   not finite.
  public static func spirals(
    count: Int, arms: Int = 2, turns: Double = 1, noise: Double = 0.02, seed: Int = DefaultSeed.value
  ) throws -> Dataset {
    try check("arms", arms, "1 or more", arms >= 1 && arms <= Int(Int32.max))
    try check("turns", turns, "a finite number", turns.isFinite)
    return try classes(arms, count: count, noise: noise, seed: seed) { index, stream in
      let share = stream.uniform()
      let angle = 2 * .pi * (share * turns + Double(index % arms) / Double(arms))
      return (share * cos(angle), share * sin(angle))
    }
  }

  /// Round clouds, each a class, with normally distributed points about a centre.
  ///
  /// The centres are equally spaced on a circle about the origin, so the overlap of the clouds depends only on the
  /// ratio of `standardDeviation` to `radius` (in scikit-learn's `make_blobs` the centres are random).
  ///
  /// - Parameters:
  ///   - count: the number of points.
  ///   - centers: the number of classes, 3 by default.
  ///   - radius: the distance of the centres from the origin, 2 by default.
  ///   - standardDeviation: the standard deviation of each coordinate about its centre, 0.5 by default.
  ///   - seed: the same seed gives the same points, `DefaultSeed.value` by default.
  /// - Returns: inputs of shape `[2]` and `centers` classes; the centre of class 0 is (`radius`, 0).
  /// - Throws: `SyntheticError` for a count or centres below 1, or for a radius or deviation that is negative or not
  ///   finite.
  public static func blobs(
    count: Int, centers: Int = 3, radius: Double = 2, standardDeviation: Double = 0.5,
    seed: Int = DefaultSeed.value
  ) throws -> Dataset {
    try check("centers", centers, "1 or more", centers >= 1 && centers <= Int(Int32.max))
    try checkSize("radius", radius)
    try checkSize("standardDeviation", standardDeviation)
    return try classes(centers, count: count, noise: standardDeviation, seed: seed) { index, _ in
      let angle = 2 * .pi * Double(index % centers) / Double(centers)
      return (radius * cos(angle), radius * sin(angle))
    }
  }

  /// Points of a square, of class 1 if exactly one coordinate is positive: exclusive or in the plane.
  ///
  /// The quadrants alternate, and so do the classes. A point is distributed uniformly in its quadrant, at least
  /// `margin` from the axes and at most 1; noise is added afterwards and may carry it across an axis. No linear model
  /// is right on more than three quadrants (Minsky and Papert, "Perceptrons", 1969).
  ///
  /// - Parameters:
  ///   - count: the number of points.
  ///   - margin: the smallest distance of points from the axes before noise, 0 by default.
  ///   - noise: The standard deviation of the noise in each coordinate, 0 by default.
  ///   - seed: the same seed gives the same points, `DefaultSeed.value` by default.
  /// - Returns: inputs of shape `[2]` and two classes.
  /// - Throws: `SyntheticError` for a count below 1, a margin that is not in 0 ..< 1, or noise that is negative or not
  ///   finite.
  public static func exclusiveOr(
    count: Int, margin: Double = 0, noise: Double = 0, seed: Int = DefaultSeed.value
  ) throws -> Dataset {
    try check("margin", margin, "0 ..< 1", (0..<1).contains(margin))
    return try classes(2, count: count, noise: noise, seed: seed) { index, stream in
      let right = index % 4 < 2 ? 1.0 : -1.0
      let up = index % 2 == 0 ? right : -right
      return (right * stream.uniform(in: margin...1), up * stream.uniform(in: margin...1))
    }
  }

  /// Values of a sine curve with noise, to be predicted from x: target sin(2π · periods · x) + noise.
  ///
  /// - Parameters:
  ///   - count: the number of points; x is distributed uniformly in 0 ..< 1.
  ///   - periods: the number of periods between 0 and 1, 1 by default.
  ///   - noise: The standard deviation of the noise in the target, 0.1 by default; its square is the smallest mean
  ///     squared error that a model can be expected to have on new points.
  ///   - seed: the same seed gives the same points, `DefaultSeed.value` by default.
  /// - Returns: inputs and targets of shape `[1]`, in random order.
  /// - Throws: `SyntheticError` for a count below 1, periods that are not finite, or noise that is negative or not
  ///   finite.
  public static func noisySine(
    count: Int, periods: Double = 1, noise: Double = 0.1, seed: Int = DefaultSeed.value
  ) throws -> Dataset {
    try check("count", count, "1 or more", count >= 1)
    try check("periods", periods, "a finite number", periods.isFinite)
    try checkSize("noise", noise)
    let source = RandomStream(seed: seed)
    var inputs: [Float] = [], values: [Float] = []
    for index in 0..<count {
      var stream = source.split(index)
      let x = stream.uniform()
      inputs.append(Float(x))
      values.append(Float(sin(2 * .pi * periods * x) + noise * stream.normal()))
    }
    return try Dataset(inputShape: [1], inputs: inputs, targets: .values(values, shape: [1]))
  }
}

/// The reason why a dataset cannot be generated.
public struct SyntheticError: Error, Hashable, CustomStringConvertible {
  /// The argument, what was found, and what was expected.
  public let description: String
}

extension Synthetic {
  /// Points of alternating classes, each drawn by `place` and then moved by noise.
  private static func classes(
    _ classCount: Int, count: Int, noise: Double, seed: Int,
    place: (_ index: Int, _ stream: inout RandomStream) -> (x: Double, y: Double)
  ) throws -> Dataset {
    try check("count", count, "1 or more", count >= 1)
    try checkSize("noise", noise)
    let source = RandomStream(seed: seed)
    var inputs: [Float] = []
    for index in 0..<count {
      var stream = source.split(index)
      let point = place(index, &stream)
      inputs.append(Float(point.x + noise * stream.normal()))
      inputs.append(Float(point.y + noise * stream.normal()))
    }
    return try Dataset(
      inputShape: [2], inputs: inputs,
      targets: .classes((0..<count).map { Int32($0 % classCount) }, count: classCount))
  }

  private static func checkSize(_ argument: String, _ found: Double) throws {
    try check(argument, found, "a finite number of 0 or more", found >= 0 && found.isFinite)
  }

  private static func check(
    _ argument: String, _ found: some CustomStringConvertible, _ expected: String, _ isMet: Bool
  ) throws {
    guard isMet else { throw SyntheticError(description: "\(argument) is \(found), expected \(expected)") }
  }
}
