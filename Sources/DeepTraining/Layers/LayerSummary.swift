/// A layer of a model: what it makes of an example, and how much it learns.
public struct LayerSummary: Sendable, Hashable {
  /// The layer's kind and its number among layers of that kind: “dense 2”; inside another layer “residual 1.dense 2”.
  public let layer: String
  /// The shape of its output for one example.
  public let outputShape: Shape
  /// How many numbers it learns, without those of layers inside of it.
  public let parameterCount: Int
}

extension Model {
  /// The layers with their shapes and parameters, in the order in which they are applied; inner layers precede the layer
  /// that contains them.
  ///
  /// - Throws: `ModelError` at the first layer that does not fit.
  public func summary() throws -> [LayerSummary] {
    let context = try recorded()
    var counts: [Substring: Int] = [:]
    for parameter in context.parameters {
      let layer = parameter.name[..<(parameter.name.lastIndex(of: ".") ?? parameter.name.endIndex)]
      counts[layer, default: 0] += parameter.shape.count
    }
    return context.results.map {
      LayerSummary(
        layer: $0.layer, outputShape: $0.output.shape.example, parameterCount: counts[$0.layer[...]] ?? 0)
    }
  }
}
