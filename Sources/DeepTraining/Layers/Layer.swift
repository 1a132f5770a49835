/// A step of a model: a function of tensors, with the parameters that it requests from its context.
public protocol Layer: Sendable {
  /// The layer's name in reports: “dense”.
  var name: String { get }
  /// The source location of the layer, which its errors report.
  var location: SourceLocation { get }

  /// Applies the layer to a batch.
  ///
  /// - Parameters:
  ///   - x: The batch; its first axis is that of the examples.
  ///   - context: Provides parameters and states, and collects the states' updates.
  /// - Throws: `ShapeError` if the layer cannot work on this shape.
  func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor
}

/// A line of a source file.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
  /// The file, from `#filePath`.
  public let file: String
  /// The line, counted from 1.
  public let line: Int

  /// A line of a file.
  public init(file: StaticString, line: UInt) {
    self.file = "\(file)"
    self.line = Int(line)
  }

  /// Always `…`, so that the description of a layer does not depend on its source location.
  public var description: String { "…" }
}

extension SourceLocation: CustomReflectable {
  /// Empty, for the same reason.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The way in which a network is used: training, predictions, or samples of predictions.
public enum Mode: Sendable, Hashable {
  /// Batch normalisation uses the statistics of the batch; dropout is active.
  case training
  /// Batch normalisation uses its running statistics; dropout is inactive.
  case inference
  /// Batch normalisation uses its running statistics; dropout is active. Gives one sample of the network's predictions.
  case monteCarlo
}
