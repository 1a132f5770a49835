/// A step of a model: a function of tensors, with the parameters it asks its context for.
public protocol Layer: Sendable {
  /// The layer's name in reports: “dense”.
  var name: String { get }
  /// Where the layer was written, so that an error can point there.
  var location: SourceLocation { get }

  /// Applies the layer to a batch.
  ///
  /// - Parameters:
  ///   - x: The batch, its first axis running over the examples.
  ///   - context: Provides parameters and states, and collects the states' updates.
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

  /// `…`, so that the description of a layer does not depend on its place in a file.
  public var description: String { "…" }
}

extension SourceLocation: CustomReflectable {
  /// Has no parts, for the same reason.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// How a network is used: for training, for predictions, or for samples of predictions.
public enum Mode: Sendable, Hashable {
  /// Batch normalisation uses the batch, dropout drops.
  case training
  /// Batch normalisation uses its running statistics, dropout does nothing.
  case inference
  /// Batch normalisation uses its running statistics, dropout drops: one sample of the network's predictions.
  case monteCarlo
}
