/// The description of a network: the shape of an example, and the layers that are applied to it.
///
/// A model contains no parameters; ``initialized(seed:)`` and ``Trainer`` create them. They report layers that do not
/// fit, with their source locations.
public struct Model: Sendable {
  /// The shape of one example.
  public let inputShape: Shape
  /// The layers in order.
  public let layers: [any Layer]

  /// A model of layers in order.
  public init(input inputShape: Shape, @LayerBuilder layers: () -> [any Layer]) {
    self.inputShape = inputShape
    self.layers = layers()
  }

  /// The predictions for a batch; the context receives the output of each layer.
  func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard !layers.isEmpty else { throw TrainingError("the model has no layers") }
    return try context.apply(layers, to: x)
  }

  /// The parameters and states of the model, found by applying it to an empty batch.
  func requirements() throws -> Requirements {
    let context = try recorded()
    return Requirements(
      parameters: context.parameters, layout: ParameterLayout(context.parameters), states: context.states,
      outputShape: context.results.last!.output.shape.example)
  }

  /// The context after recording the model for one example.
  func recorded() throws -> LayerContext {
    guard inputShape.extents.allSatisfy({ $0 > 0 }) else {
      throw TrainingError("the model's input shape \(inputShape) has an axis without elements")
    }
    let recorder = Recorder()
    let context = LayerContext(
      mode: .inference, parameter: { recorder.input($0.name, shape: $0.shape) },
      state: { recorder.input($0.name, shape: $0.shape) })
    _ = try apply(recorder.input("x", shape: inputShape.batched(1)), in: context)
    return context
  }
}

/// The tensors that a model keeps, and the shape of its predictions.
struct Requirements: Sendable {
  /// In the order of the layers.
  let parameters: [Parameter]
  /// Their positions in the vector of all parameters.
  let layout: ParameterLayout
  let states: [LayerState]
  let outputShape: Shape

  /// The initial values of all parameters, in the order of the vector.
  func initialParameters(seed: Int) -> [Float] {
    let stream = RandomStream(seed: seed, stream: Streams.initialisation)
    var values = [Float](repeating: 0, count: layout.count)
    for (index, parameter) in parameters.enumerated() {
      values.replaceSubrange(
        layout[parameter.name].range,
        with: parameter.initializer.values(
          shape: parameter.shape, fans: parameter.fans, stream: stream.split(index)))
    }
    return values
  }
}
