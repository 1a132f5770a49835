/// A rule for the first values of a layer's parameters.
///
/// Normal distributions are truncated only where the name says so. The names, with n_in and n_out the fan-in and
/// fan-out:
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
    /// Normal without the tails beyond two standard deviations, widened so that the variance is as given.
    case truncatedNormal
  }

  // Not private: a private type prints an address that is another one in each run.
  enum Rule: Sendable, Hashable {
    case constant(Double)
    case uniform(ClosedRange<Double>)
    case normal(standardDeviation: Double)
    case truncatedNormal(standardDeviation: Double)
    case orthogonal(gain: Double)
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

  /// A normal distribution of mean 0 without its tails: numbers beyond two standard deviations of the uncut
  /// distribution are drawn again.
  ///
  /// `standardDeviation` is that of the numbers themselves, after the cut: the uncut distribution is wider by 1/0.8796….
  /// Keras and JAX correct so in variance scaling, but their `TruncatedNormal` and `truncated_normal` state the
  /// deviation before the cut. PyTorch's `trunc_normal_` does not correct either. It cuts at the numbers `a` and `b`,
  /// by default −2 and 2, independently of the deviation: for small deviations it cuts nothing.
  public static func truncatedNormal(standardDeviation: Double) -> Initializer {
    .init(rule: .truncatedNormal(standardDeviation: standardDeviation))
  }

  /// A random matrix with orthogonal rows or columns, whichever are fewer, each of length `gain`, so that a layer
  /// without activation keeps the lengths of its inputs.
  ///
  /// All such matrices are equally likely. The weights of a convolution, `[height, width, inputs, outputs]`, are taken
  /// as a matrix of one column for each output. PyTorch takes the first axis, which is its outputs, apart from the
  /// others; that is the same.
  /// A. Saxe et al.: Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, 2013
  /// (arXiv 1312.6120).
  ///
  /// - Parameter gain: The length; 1 by default. √2 suits ReLU.
  public static func orthogonal(gain: Double = 1) -> Initializer { .init(rule: .orthogonal(gain: gain)) }

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
  /// The mean square of the numbers that `values` gives.
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
