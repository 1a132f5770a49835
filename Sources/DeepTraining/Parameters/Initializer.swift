/// A rule for the initial values of a layer's parameters.
///
/// Normal distributions are truncated only if the name says so. The names, where n_in and n_out are the fan-in and
/// fan-out:
///
/// | name | distribution | standard deviation |
/// |---|---|---|
/// | `lecun` | normal | √(1/n_in) |
/// | `glorot`, `xavier` | uniform in ±√(6/(n_in + n_out)) | √(2/(n_in + n_out)) |
/// | `he` | normal | √(2/n_in) |
public struct Initializer: Sendable, Hashable {
  /// The fan that determines the variance.
  public enum Fan: Sendable, Hashable {
    /// The number of inputs of a unit.
    case input
    /// The number of units that an input goes to.
    case output
    /// Half the sum of both.
    case average
  }

  /// The form of a distribution of mean 0 and a given variance.
  public enum Distribution: Sendable, Hashable {
    case normal, uniform
    /// Normal without the tails beyond two standard deviations, rescaled to the given variance.
    case truncatedNormal
  }

  // Not private: the description of a private type contains an address that differs between runs.
  enum Rule: Sendable, Hashable {
    case constant(Double)
    case uniform(ClosedRange<Double>)
    case normal(standardDeviation: Double)
    case truncatedNormal(standardDeviation: Double)
    case orthogonal(gain: Double)
    case varianceScaling(Double, Fan, Distribution)
  }

  private let rule: Rule

  /// The same value for all elements.
  public static func constant(_ value: Double) -> Initializer { .init(rule: .constant(value)) }
  /// Zero for all elements.
  public static let zeros = constant(0)
  /// One for all elements.
  public static let ones = constant(1)

  /// A uniform distribution over an interval.
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

  /// A normal distribution of mean 0 without its tails: numbers beyond two standard deviations of the untruncated
  /// distribution are drawn again.
  ///
  /// `standardDeviation` is that of the numbers themselves, after truncation: the untruncated distribution is wider by
  /// 1/0.8796…. Keras and JAX apply the same correction in variance scaling, but the deviation of their
  /// `TruncatedNormal` and `truncated_normal` is that before truncation. PyTorch's `trunc_normal_` does not correct
  /// either. It truncates at the numbers `a` and `b`, by default −2 and 2, whatever the deviation: for small deviations
  /// this has no effect.
  public static func truncatedNormal(standardDeviation: Double) -> Initializer {
    .init(rule: .truncatedNormal(standardDeviation: standardDeviation))
  }

  /// A random matrix with orthogonal rows or columns, whichever are fewer, each of length `gain`. A layer without
  /// activation then preserves the lengths of its inputs.
  ///
  /// The distribution over such matrices is uniform. The weights of a convolution, `[height, width, inputs, outputs]`,
  /// are treated as a matrix with one column for each output. PyTorch separates the first axis, which is its outputs,
  /// from the others, which is equivalent.
  /// A. Saxe et al.: Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, 2013
  /// (arXiv 1312.6120).
  ///
  /// - Parameter gain: The length; 1 by default. √2 suits ReLU.
  public static func orthogonal(gain: Double = 1) -> Initializer { .init(rule: .orthogonal(gain: gain)) }

  /// Variance `scale`/n, where n is the fan: the basis of LeCun's, Glorot's and He's initialisations.
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

  /// Numbers for a parameter of this shape, in row-major order.
  func values(shape: Shape, fans: Fans, stream: RandomStream) -> [Float] {
    var stream = stream
    func numbers(_ next: (inout RandomStream) -> Double) -> [Float] {
      (0..<shape.count).map { _ in Float(next(&stream)) }
    }
    switch rule {
    case .constant(let value): return numbers { _ in value }
    case .uniform(let interval): return numbers { $0.uniform(in: interval) }
    case .normal(let deviation): return numbers { deviation * $0.normal() }
    case .truncatedNormal(let deviation): return numbers { deviation * $0.truncatedNormal() }
    case .orthogonal(let gain):
      return orthogonalMatrix(
        rows: shape.count / max(shape.extents.last ?? 1, 1), columns: shape.extents.last ?? 1, stream: &stream
      )
      .map { Float(gain * $0) }
    case .varianceScaling(let scale, let fan, let distribution):
      let deviation = (scale / fans.size(fan)).squareRoot()
      return distribution.initializer(standardDeviation: deviation)
        .values(shape: shape, fans: fans, stream: stream)
    }
  }
}

extension Initializer {
  /// The mean square of the numbers that `values` returns.
  func meanSquare(shape: Shape, fans: Fans) -> Double {
    switch rule {
    case .constant(let value): return value * value
    case .uniform(let interval):
      let (a, b) = (interval.lowerBound, interval.upperBound)
      return (a * a + a * b + b * b) / 3
    case .normal(let deviation), .truncatedNormal(let deviation): return deviation * deviation
    case .orthogonal(let gain):
      let columns = max(shape.extents.last ?? 1, 1)
      return gain * gain / Double(max(shape.count / columns, columns, 1))
    case .varianceScaling(let scale, let fan, _): return scale / fans.size(fan)
    }
  }
}

extension Initializer.Distribution {
  fileprivate func initializer(standardDeviation: Double) -> Initializer {
    switch self {
    case .normal: return .normal(standardDeviation: standardDeviation)
    case .truncatedNormal: return .truncatedNormal(standardDeviation: standardDeviation)
    case .uniform:
      let bound = 3.0.squareRoot() * standardDeviation
      return .uniform(-bound...bound)
    }
  }
}

/// The number of inputs of a unit, and the number of units that an input reaches.
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
