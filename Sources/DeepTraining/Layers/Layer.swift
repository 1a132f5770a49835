/// A step of a model: a function of tensors, with the parameters it asks its context for.
public protocol Layer: Sendable {
  /// What the layer is called in reports: “dense”.
  var name: String { get }
  /// Where the layer was written, so that an error can point there.
  var location: SourceLocation { get }

  /// Applies the layer to a batch.
  ///
  /// - Parameters:
  ///   - x: The batch, its first axis running over the examples.
  ///   - context: Gives the layer its parameters, and takes what it remembers from batch to batch.
  /// - Throws: `ShapeError` if the layer cannot work on this shape.
  func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor
}

/// A line of a source file.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
  /// The file as `#filePath` gives it.
  public let file: String
  /// The line, counted from 1.
  public let line: Int

  /// A line of a file.
  public init(file: StaticString, line: UInt) {
    self.file = "\(file)"
    self.line = Int(line)
  }

  /// `file:line`.
  public var description: String { "\(file):\(line)" }
}

/// Whether a network is learning or being used.
public enum Mode: Sendable, Hashable {
  /// Batch normalisation uses the batch, dropout drops.
  case training
  /// Batch normalisation uses its running statistics, dropout does nothing.
  case inference
}

/// What a layer is given when it is applied, and what it gives back besides its result.
public final class LayerContext {
  /// Whether the network is learning or being used.
  public let mode: Mode
  /// The layer being applied, as reports call it: “dense 2”.
  var layer = ""

  private let parameter: (Parameter) -> Tensor
  private let state: (State) -> Tensor
  private(set) var parameters: [Parameter] = []
  private(set) var states: [State] = []
  private(set) var updates: [String: Tensor] = [:]
  private var maskCount: UInt64 = 0

  init(mode: Mode, parameter: @escaping (Parameter) -> Tensor, state: @escaping (State) -> Tensor) {
    self.mode = mode
    self.parameter = parameter
    self.state = state
  }

  /// A parameter that is learned.
  ///
  /// - Parameters:
  ///   - name: Unique in the layer: “weight”.
  ///   - fans: The sizes that initialisations by variance scaling need.
  public func parameter(
    _ name: String, shape: Shape, initializer: Initializer, fans: Fans
  ) -> Tensor {
    let offset = parameters.last.map { $0.offset + $0.shape.count } ?? 0
    let requested = Parameter(
      name: "\(layer).\(name)", shape: shape, initializer: initializer, fans: fans, offset: offset)
    parameters.append(requested)
    return parameter(requested)
  }

  /// Something that is kept from batch to batch without being learned.
  public func state(_ name: String, shape: Shape, initialValue: Double) -> Tensor {
    let requested = State(name: "\(layer).\(name)", shape: shape, initialValue: initialValue)
    states.append(requested)
    return state(requested)
  }

  /// Sets what a state will be for the next batch.
  public func update(_ name: String, to value: Tensor) { updates["\(layer).\(name)"] = value }

  /// Zeros with probability `rate`, else 1/(1 − rate), drawn anew for each batch.
  public func dropoutMask(shape: Shape, rate: Double) -> Tensor {
    defer { maskCount += 1 }
    return .apply(DropoutMask(shape: shape, rate: rate, stream: Streams.dropout + maskCount))
  }
}

/// A learned tensor of a model and its place among all of them.
struct Parameter: Sendable, Hashable {
  let name: String
  let shape: Shape
  let initializer: Initializer
  let fans: Fans
  /// Where it begins in the model's vector of parameters.
  let offset: Int
}

/// A tensor that a model keeps without learning it.
struct State: Sendable, Hashable {
  let name: String
  let shape: Shape
  let initialValue: Double
}

/// The streams of one seed: what is drawn for one purpose never depends on what is drawn for another.
enum Streams {
  static let initialisation: UInt64 = 1 << 32
  static let shuffling: UInt64 = 2 << 32
  static let dropout: UInt64 = 3 << 32
  static let tensors: UInt64 = 4 << 32
}
