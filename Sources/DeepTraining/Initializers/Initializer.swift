/// How a layer's parameters begin.
///
/// Normal distributions are not truncated. What the names mean, with n_in and n_out the fan-in and fan-out:
///
/// | name | distribution | standard deviation |
/// |---|---|---|
/// | `lecun` | normal | √(1/n_in) |
/// | `glorot`, `xavier` | uniform in ±√(6/(n_in + n_out)) | √(2/(n_in + n_out)) |
/// | `he` | normal | √(2/n_in) |
public struct Initializer: Sendable, Hashable {
  /// From which side a layer's size is taken.
  public enum Fan: Sendable, Hashable {
    /// The number of inputs of a unit.
    case input
    /// The number of units that an input goes to.
    case output
    /// Half the sum of both.
    case average
  }

  /// The form of a distribution, its mean being 0 and its variance given.
  public enum Distribution: Sendable, Hashable {
    case normal, uniform
  }

  private enum Rule: Sendable, Hashable {
    case constant(Double)
    case uniform(ClosedRange<Double>)
    case normal(standardDeviation: Double)
    case varianceScaling(Double, Fan, Distribution)
  }

  private let rule: Rule

  /// The same number everywhere.
  public static func constant(_ value: Double) -> Initializer { .init(rule: .constant(value)) }
  /// Zero everywhere.
  public static let zeros = constant(0)
  /// One everywhere.
  public static let ones = constant(1)

  /// All numbers of an interval equally likely.
  public static func uniform(_ interval: ClosedRange<Double> = -0.05...0.05) -> Initializer {
    .init(rule: .uniform(interval))
  }

  /// A normal distribution of mean 0.
  public static func normal(standardDeviation: Double) -> Initializer {
    .init(rule: .normal(standardDeviation: standardDeviation))
  }

  /// A normal distribution of mean 0.
  public static func normal(variance: Double) -> Initializer {
    normal(standardDeviation: variance.squareRoot())
  }

  /// Variance `scale`/n, n being the fan: the mechanism under LeCun's, Glorot's and He's initialisations.
  public static func varianceScaling(
    scale: Double = 1, fan: Fan = .input, distribution: Distribution = .normal
  ) -> Initializer {
    .init(rule: .varianceScaling(scale, fan, distribution))
  }

  /// Normal with variance 1/n_in. Y. LeCun et al.: Efficient BackProp, 1998, section 4.6.
  public static let lecun = varianceScaling()

  /// Uniform with variance 2/(n_in + n_out), the “normalized initialization” of X. Glorot and Y. Bengio:
  /// Understanding the difficulty of training deep feedforward neural networks, 2010, equation 16.
  public static let glorot = glorot(.uniform)

  /// Variance 2/(n_in + n_out) with another distribution.
  public static func glorot(_ distribution: Distribution) -> Initializer {
    varianceScaling(fan: .average, distribution: distribution)
  }

  /// Another name of `glorot`, after Xavier Glorot.
  public static let xavier = glorot

  /// Normal with variance 2/n_in. K. He et al.: Delving Deep into Rectifiers, 2015, equation 10.
  public static let he = varianceScaling(scale: 2)

  /// Variance 2/n_in with another distribution.
  public static func he(_ distribution: Distribution) -> Initializer {
    varianceScaling(scale: 2, distribution: distribution)
  }

  /// Numbers for a parameter of `count` elements.
  func values(count: Int, fans: Fans, stream: RandomStream) -> [Float] {
    var stream = stream
    switch rule {
    case .constant(let value): return [Float](repeating: Float(value), count: count)
    case .uniform(let interval): return (0..<count).map { _ in Float(stream.uniform(in: interval)) }
    case .normal(let deviation): return (0..<count).map { _ in Float(deviation * stream.normal()) }
    case .varianceScaling(let scale, let fan, let distribution):
      let variance = scale / fans.size(fan)
      switch distribution {
      case .normal:
        return Initializer.normal(variance: variance).values(count: count, fans: fans, stream: stream)
      case .uniform:
        let bound = (3 * variance).squareRoot()
        return Initializer.uniform(-bound...bound).values(count: count, fans: fans, stream: stream)
      }
    }
  }
}

/// How many inputs a unit has, and how many units an input goes to.
public struct Fans: Sendable, Hashable {
  let input: Int
  let output: Int

  /// A parameter's fan-in and fan-out.
  public init(input: Int, output: Int) {
    self.input = input
    self.output = output
  }

  func size(_ fan: Initializer.Fan) -> Double {
    switch fan {
    case .input: Double(input)
    case .output: Double(output)
    case .average: Double(input + output) / 2
    }
  }
}
