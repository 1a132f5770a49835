/// A model with parameters: a value that makes predictions.
public struct Network: Sendable {
  /// The model that the parameters belong to.
  public let model: Model
  let requirements: Requirements
  private let parameterValues: [String: Tensor]
  private let stateValues: [String: Tensor]
  let plans = PredictionPlans()

  /// A network with these parameters, concatenated, and these states.
  init(_ model: Model, _ requirements: Requirements, parameters: [Float], states: [Tensor]) {
    self.model = model
    self.requirements = requirements
    parameterValues = Dictionary(
      uniqueKeysWithValues: requirements.parameters.map {
        ($0.name, Tensor(shape: $0.shape, floats: parameters[requirements.layout[$0.name].range]))
      })
    stateValues = Dictionary(uniqueKeysWithValues: zip(requirements.states.map(\.name), states))
  }

  /// The learned tensors with their names, in the order of the layers: “dense 1.weight”.
  public var parameters: [(name: String, tensor: Tensor)] {
    requirements.parameters.map { ($0.name, parameterValues[$0.name]!) }
  }

  /// All parameters in the order of a trainer's vector.
  var parameterVector: Tensor {
    let parts = requirements.layout.parts.map { parameterValues[$0.name]! }
    return parts.isEmpty ? Tensor(zeros: [0]) : Tensor.apply(Join(), parts)[0]
  }

  /// The tensors that persist between batches and are not learned, with their names: “batch norm 1.running mean”.
  public var states: [(name: String, tensor: Tensor)] {
    requirements.states.map { ($0.name, stateValues[$0.name]!) }
  }

  /// Predictions for a batch.
  ///
  /// - Parameter x: Examples, `[batch] + model.inputShape`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    // A tensor that is being recorded, or is empty, does not need a plan.
    guard x.symbol == nil, x.storage != nil, x.count > 0 else { return activations(of: x).last!.output }
    checkShape(of: x)
    return plans.predict(x) { activations(of: $0).last!.output }
  }

  /// The outputs of all layers for a batch; inner layers precede the layer that contains them.
  ///
  /// - Parameters:
  ///   - x: Examples, `[batch] + model.inputShape`.
  ///   - mode: Whether batch normalisation uses the batch's statistics and dropout is active; inference by default.
  ///     Dropout draws the same mask in each call; ``monteCarlo(_:samples:seed:)`` draws new ones.
  public func activations(of x: Tensor, mode: Mode = .inference) -> [LayerResult] {
    apply(to: x, mode: mode, noiseStream: Streams.dropout).results
  }

  /// The context after applying the model to a batch.
  ///
  /// - Parameter parameters: Replace the network's own parameters, for derivatives with respect to them; none by
  ///   default.
  func apply(
    to x: Tensor, mode: Mode, noiseStream: UInt64, parameters: [String: Tensor] = [:]
  ) -> LayerContext {
    checkShape(of: x)
    let context = LayerContext(
      mode: mode, noiseStream: noiseStream,
      parameter: { parameters[$0.name] ?? parameterValues[$0.name]! },
      state: { stateValues[$0.name]! })
    do {
      _ = try model.apply(x, in: context)
      return context
    } catch {
      // The same layers have been applied to the same shapes before, so this cannot fail.
      preconditionFailure("\(error)")
    }
  }

  private func checkShape(of x: Tensor) {
    precondition(
      x.shape.rank == model.inputShape.rank + 1 && x.shape.example == model.inputShape,
      "the model takes batches of examples of shape \(model.inputShape), not a tensor of shape \(x.shape)")
  }
}

extension Model {
  /// The network before any training.
  ///
  /// - Parameter seed: The seed of the initialisers' random numbers.
  /// - Throws: `ModelError` at the first layer that does not fit.
  public func initialized(seed: Int = DefaultSeed.value) throws -> Network {
    let requirements = try requirements()
    return Network(
      self, requirements, parameters: requirements.initialParameters(seed: seed),
      states: requirements.states.map { Tensor(repeating: $0.initialValue, shape: $0.shape) })
  }
}
