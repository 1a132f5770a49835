/// The description of a network: the shape of an example and the layers it goes through.
///
/// A model holds no parameters; ``initialized(seed:)`` and ``Trainer`` make them. It never fails itself: each layer
/// remembers where it was written, and the errors of those two point there.
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

  /// The predictions for a batch; what each layer gave is in the context.
  func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard !layers.isEmpty else { throw TrainingError("the model has no layers") }
    return try context.apply(layers, to: x)
  }

  /// What the model needs to be run: found by applying it to a batch of shapes.
  func requirements() throws -> Requirements {
    guard inputShape.extents.allSatisfy({ $0 > 0 }) else {
      throw TrainingError("the model's input shape \(inputShape) has an axis without elements")
    }
    let recorder = Recorder()
    let context = LayerContext(
      mode: .inference, parameter: { recorder.input($0.name, shape: $0.shape) },
      state: { recorder.input($0.name, shape: $0.shape) })
    let output = try apply(recorder.input("x", shape: inputShape.batched(1)), in: context)
    return Requirements(
      parameters: context.parameters, layout: ParameterLayout(context.parameters), states: context.states,
      outputShape: output.shape.example)
  }
}

/// The tensors that a model keeps, and the shape of its predictions.
struct Requirements: Sendable {
  /// In the order of the layers.
  let parameters: [Parameter]
  /// Where they lie in the vector of all.
  let layout: ParameterLayout
  let states: [State]
  let outputShape: Shape

  /// The first values of all parameters, as they lie in the vector.
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

extension Shape {
  /// The shape of a batch of examples of this shape.
  func batched(_ count: Int) -> Shape { Shape([count] + extents) }
}

/// Collects layers; loops and conditions may be used.
@resultBuilder public enum LayerBuilder {
  /// One layer.
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }
  /// Several layers that were put into an array.
  public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }
  /// The layers of a block, one after the other.
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }
  /// The layers of a loop, turn by turn.
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
  /// The layers of an `if` without `else`.
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }
  /// The layers of the first branch.
  public static func buildEither(first part: [any Layer]) -> [any Layer] { part }
  /// The layers of the second branch.
  public static func buildEither(second part: [any Layer]) -> [any Layer] { part }
}

/// A layer that cannot be part of its model.
public struct ModelError: Error, CustomStringConvertible, Hashable {
  /// The layer's kind and number: “dense 2”.
  public let layer: String
  /// Where the layer was written.
  public let location: SourceLocation
  /// What was found and what was expected.
  public let problem: String

  /// The layer and its problem.
  public var description: String { "\(layer) \(problem)" }
}

/// Something that cannot be trained, and why.
public struct TrainingError: Error, CustomStringConvertible, Hashable {
  /// What was found and what was expected.
  public let description: String
  /// Whether the loss was no finite number in some step. All else that is thrown is a wrong setting, or data that do not fit.
  public let isDivergence: Bool

  init(_ description: String, isDivergence: Bool = false) {
    self.description = description
    self.isDivergence = isDivergence
  }
}
