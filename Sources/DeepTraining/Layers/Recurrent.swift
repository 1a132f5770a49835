/// A simple recurrent layer: hₜ = tanh(xₜW + hₜ₋₁U + b) for each step t of a sequence, with h₀ = 0.
///
///     Model(input: [20, 8]) {     // sequences of 20 steps with 8 numbers each
///       Recurrent(32)             // h₂₀
///       Dense(10)
///     }
///
/// Takes sequences, `[batch, steps, features]`. W has the shape `[features, units]` and is called “weight”; U has the
/// shape `[units, units]` and is called “recurrent weight”. The derivative passes through U once for each step, so it
/// vanishes or explodes with the length of the sequence, as in a deep network whose layers share their weights
/// (R. Pascanu, T. Mikolov, Y. Bengio: On the difficulty of training recurrent neural networks, 2013, arXiv 1211.5063).
///
/// J. Elman: Finding Structure in Time, 1990. Keras calls it `SimpleRNN`, PyTorch `RNN`; PyTorch has two biases, whose
/// sum is b, and draws all weights from ±1/√units.
public struct Recurrent: Layer {
  /// Which of the states a recurrent layer gives.
  public enum Output: Sendable, Hashable {
    /// That after the last step, `[batch, units]`.
    case lastStep
    /// Those after each step, `[batch, steps, units]`, for another recurrent layer.
    case everyStep
  }

  /// The number of numbers in a state.
  public let units: Int
  /// Which of the states are the output; the last by default.
  public let output: Output
  /// The initialisation of W; Glorot's by default, as in Keras.
  public let initializer: Initializer
  /// The initialisation of U; orthogonal by default, as in Keras, which keeps the length of a state.
  public let recurrentInitializer: Initializer
  /// Whether the layer has a bias b, initialised with zeros.
  public let usesBias: Bool
  /// The source location of the layer.
  public let location: SourceLocation

  /// A simple recurrent layer.
  public init(
    _ units: Int, output: Output = .lastStep, initializer: Initializer = .glorot,
    recurrentInitializer: Initializer = .orthogonal(), usesBias: Bool = true, file: StaticString = #filePath,
    line: UInt = #line
  ) {
    self.units = units
    self.output = output
    self.initializer = initializer
    self.recurrentInitializer = recurrentInitializer
    self.usesBias = usesBias
    location = SourceLocation(file: file, line: line)
  }

  /// “recurrent”, in reports.
  public var name: String { "recurrent" }

  /// The last state, `[batch, units]`, or all of them, `[batch, steps, units]`, of sequences `[batch, steps, features]`.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard units > 0 else { throw ShapeError("has \(units) units; at least 1 is expected") }
    guard x.shape.rank == 3 else {
      throw ShapeError(
        "needs sequences, [steps, features], but each example has the shape \(x.shape.example)")
    }
    let (inputs, recurrent, bias) = parameters(features: x.shape[2], in: context)
    // One product for the inputs of all steps, which are the first axis so that each is a matrix.
    let products = x.permuted([1, 0, 2]).matrixProduct(inputs)
    let steps = (bias.map { products + $0 } ?? products).unstacked()
    let states = steps.dropFirst().reduce(into: [steps[0].tanh()]) { states, step in
      states.append((step + states.last!.matrixProduct(recurrent)).tanh())
    }
    return output == .lastStep ? states.last! : Tensor.stacked(states).permuted([1, 0, 2])
  }

  /// W, U and b, if there is one.
  private func parameters(features: Int, in context: LayerContext) -> (Tensor, Tensor, Tensor?) {
    let fans = Fans(input: features, output: units)
    return (
      context.parameter("weight", shape: [features, units], initializer: initializer, fans: fans),
      context.parameter(
        "recurrent weight", shape: [units, units], initializer: recurrentInitializer,
        fans: Fans(input: units, output: units)),
      usesBias ? context.parameter("bias", shape: [units], initializer: .zeros, fans: fans, role: .bias) : nil
    )
  }
}
