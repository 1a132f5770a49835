/// What a layer is given when it is applied, and what it gives back besides its result.
public final class LayerContext {
  /// Whether the network is learning or being used.
  public let mode: Mode

  private let parameter: (Parameter) -> Tensor
  private let state: (LayerState) -> Tensor
  /// The weight of a batch in running statistics, if it is not for the layers to say.
  private let share: Tensor?
  private(set) var parameters: [Parameter] = []
  private(set) var states: [LayerState] = []
  private(set) var updates: [String: Tensor] = [:]
  /// What each layer gave, those inside a layer before it.
  private(set) var results: [LayerResult] = []
  /// The layers being applied, outermost first, and how many of each kind each has seen.
  private var path: [(name: String, counts: [String: Int])] = [("", [:])]
  /// What layers get in place of their weights.
  private var reparameterization: ((Tensor, Parameter) -> Tensor)?
  /// The random stream of the next noise; each has its own.
  private var noiseStream: UInt64

  init(
    mode: Mode, share: Tensor? = nil, noiseStream: UInt64 = Streams.dropout,
    parameter: @escaping (Parameter) -> Tensor, state: @escaping (LayerState) -> Tensor
  ) {
    self.mode = mode
    self.noiseStream = noiseStream
    self.share = share
    self.parameter = parameter
    self.state = state
  }

  /// The layer being applied, as reports call it: “dense 2”, or “residual 1.dense 2” if it is inside another.
  var layer: String { path.last!.name }

  /// Applies layers one after the other, inside the layer that asks for it.
  ///
  /// - Throws: `ModelError` at the first layer that does not fit.
  public func apply(_ layers: [any Layer], to x: Tensor) throws -> Tensor {
    try layers.reduce(x) { try apply($1, to: $0) }
  }

  /// Applies layers whose weights are functions of the parameters that are learned, as ``WeightNorm``'s are.
  func apply(
    _ layers: [any Layer], to x: Tensor, weights: @escaping (Tensor, Parameter) -> Tensor
  ) throws -> Tensor {
    let outer = reparameterization
    defer { reparameterization = outer }
    reparameterization = weights
    return try apply(layers, to: x)
  }

  private func apply(_ layer: any Layer, to x: Tensor) throws -> Tensor {
    let outer = path.count - 1
    path[outer].counts[layer.name, default: 0] += 1
    let name = "\(layer.name) \(path[outer].counts[layer.name]!)"
    path.append((outer == 0 ? name : "\(path[outer].name).\(name)", [:]))
    defer { path.removeLast() }
    do {
      let output = try layer.apply(x, in: self)
      results.append(
        LayerResult(
          layer: self.layer, output: output, unsaturated: (layer as? any Saturating)?.unsaturated))
      return output
    } catch let error as ShapeError {
      throw ModelError(layer: self.layer, location: layer.location, problem: error.description)
    }
  }

  /// A parameter that is learned.
  ///
  /// - Parameters:
  ///   - name: Unique in the layer: “weight”.
  ///   - shape: Its shape.
  ///   - initializer: How it begins.
  ///   - fans: The sizes that initialisations by variance scaling need.
  ///   - role: What the parameter is for; weight decay and constraints act on weights alone.
  public func parameter(
    _ name: String, shape: Shape, initializer: Initializer, fans: Fans, role: ParameterRole = .weight
  ) -> Tensor {
    let requested = Parameter(
      name: "\(layer).\(name)", shape: shape, initializer: initializer, fans: fans, role: role)
    parameters.append(requested)
    let tensor = parameter(requested)
    guard role == .weight, let reparameterization else { return tensor }
    return reparameterization(tensor, requested)
  }

  /// Something that is kept from batch to batch without being learned.
  public func state(_ name: String, shape: Shape, initialValue: Double) -> Tensor {
    let requested = LayerState(name: "\(layer).\(name)", shape: shape, initialValue: initialValue)
    states.append(requested)
    return state(requested)
  }

  /// Sets what a state will be for the next batch.
  public func update(_ name: String, to value: Tensor) { updates["\(layer).\(name)"] = value }

  /// Moves a running statistic towards the batch's: decay · statistic + (1 − decay) · value.
  ///
  /// While the statistics of averaged weights are computed, it becomes the mean over all batches instead.
  public func updateStatistic(_ name: String, _ statistic: Tensor, with value: Tensor, decay: Double) {
    guard let share else { return update(name, to: decay * statistic + (1 - decay) * value) }
    update(name, to: statistic + share * (value - statistic))
  }

  /// Zeros with probability `rate`, else 1/(1 − rate), drawn anew for each batch.
  ///
  /// - Parameters:
  ///   - x: What the mask will be multiplied with.
  ///   - shape: The mask's shape, which can be broadcast to that of x; the same by default.
  ///   - rate: The fraction of zeros, in 0..<1.
  public func dropoutMask(for x: Tensor, shape: Shape? = nil, rate: Double) -> Tensor {
    defer { noiseStream &+= 1 }
    return .apply(DropoutMask(shape: shape ?? x.shape, rate: rate, stream: noiseStream), x)
  }

  /// Numbers from a normal distribution, drawn anew for each batch.
  ///
  /// - Parameters:
  ///   - x: What the noise will be combined with; it has the same shape.
  ///   - mean: The distribution's mean.
  ///   - standardDeviation: Its standard deviation.
  public func normalNoise(for x: Tensor, mean: Double, standardDeviation: Double) -> Tensor {
    defer { noiseStream &+= 1 }
    return .apply(
      NormalNoise(shape: x.shape, mean: mean, standardDeviation: standardDeviation, stream: noiseStream), x)
  }
}

/// What one layer made of a batch.
public struct LayerResult: Sendable {
  /// The layer's kind and its number among those: “dense 2”; inside another layer “residual 1.dense 2”.
  public let layer: String
  /// The batch, its first axis running over the examples.
  public let output: Tensor
  /// The outputs at which the layer is not saturated, if it is one that can be.
  let unsaturated: ClosedRange<Double>?
}
