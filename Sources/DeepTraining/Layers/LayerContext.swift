/// The environment of a layer while it is applied: it provides parameters, states and noise, and collects updates of
/// states.
public final class LayerContext {
  /// The way in which the network is used.
  public let mode: Mode

  private let parameter: (Parameter) -> Tensor
  private let state: (LayerState) -> Tensor
  /// The weight of a batch in running statistics; `nil` if each layer uses its own.
  private let share: Tensor?
  private(set) var parameters: [Parameter] = []
  private(set) var states: [LayerState] = []
  private(set) var updates: [String: Tensor] = [:]
  /// The outputs of all layers; inner layers precede the layer that contains them.
  private(set) var results: [LayerResult] = []
  /// The layers that are being applied, outermost first, with the number of inner layers of each kind so far.
  private var path: [(name: String, counts: [String: Int])] = [("", [:])]
  /// Computes the effective weights from the learned parameters.
  private var reparameterization: ((Tensor, Parameter) -> Tensor)?
  /// The random stream of the next noise; each noise has a separate stream.
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

  /// The name in reports of the layer that is being applied: “dense 2”, or “residual 1.dense 2” inside another layer.
  var layer: String { path.last!.name }

  /// Applies layers in order, as parts of the calling layer.
  ///
  /// - Throws: `ModelError` at the first layer that does not fit.
  public func apply(_ layers: [any Layer], to x: Tensor) throws -> Tensor {
    try layers.reduce(x) { try apply($1, to: $0) }
  }

  /// Applies layers whose weights are functions of the learned parameters, as for ``WeightNorm``.
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

  /// A learned parameter.
  ///
  /// - Parameters:
  ///   - name: Unique in the layer: “weight”.
  ///   - shape: Its shape.
  ///   - initializer: The rule for its first values.
  ///   - fans: The fan-in and fan-out, for initialisation by variance scaling.
  ///   - role: The purpose of the parameter; weight decay and constraints apply only to weights.
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

  /// A tensor that persists between batches and is not learned.
  public func state(_ name: String, shape: Shape, initialValue: Double) -> Tensor {
    let requested = LayerState(name: "\(layer).\(name)", shape: shape, initialValue: initialValue)
    states.append(requested)
    return state(requested)
  }

  /// Sets the value of a state for the next batch.
  public func update(_ name: String, to value: Tensor) { updates["\(layer).\(name)"] = value }

  /// Moves a running statistic towards that of the batch: decay · statistic + (1 − decay) · value.
  ///
  /// When the statistics of averaged weights are computed, it becomes the mean over all batches instead.
  public func updateStatistic(_ name: String, _ statistic: Tensor, with value: Tensor, decay: Double) {
    guard let share else { return update(name, to: decay * statistic + (1 - decay) * value) }
    update(name, to: statistic + share * (value - statistic))
  }

  /// Zeros with probability `rate`, otherwise 1/(1 − rate), drawn anew for each batch.
  ///
  /// - Parameters:
  ///   - x: The tensor to be masked.
  ///   - shape: The mask's shape, which must broadcast to that of x; the shape of x by default.
  ///   - rate: The fraction of zeros, in 0..<1.
  public func dropoutMask(for x: Tensor, shape: Shape? = nil, rate: Double) -> Tensor {
    defer { noiseStream &+= 1 }
    return .apply(DropoutMask(shape: shape ?? x.shape, rate: rate, stream: noiseStream), x)
  }

  /// Numbers from a normal distribution, drawn anew for each batch.
  ///
  /// - Parameters:
  ///   - x: The tensor to be combined with the noise, which has the same shape.
  ///   - mean: The distribution's mean.
  ///   - standardDeviation: Its standard deviation.
  public func normalNoise(for x: Tensor, mean: Double, standardDeviation: Double) -> Tensor {
    defer { noiseStream &+= 1 }
    return .apply(
      NormalNoise(shape: x.shape, mean: mean, standardDeviation: standardDeviation, stream: noiseStream), x)
  }
}

/// The output of one layer for a batch.
public struct LayerResult: Sendable {
  /// The layer's kind and its number among layers of that kind: “dense 2”; inside another layer “residual 1.dense 2”.
  public let layer: String
  /// The output for the batch; its first axis is that of the examples.
  public let output: Tensor
  /// The range of outputs in which the layer is not saturated; `nil` for layers that do not saturate.
  let unsaturated: ClosedRange<Double>?
}
