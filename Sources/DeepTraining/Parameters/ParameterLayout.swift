/// The layout of a model's parameters in one vector: the weights, then all others, each in the order of the layers.
///
/// Weights are contiguous, so that rules for weights alone, such as weight decay, apply to one section.
public struct ParameterLayout: Sendable, Hashable {
  /// A parameter and its position.
  public struct Part: Sendable, Hashable {
    /// “dense 1.weight”.
    public let name: String
    /// The parameter's own shape.
    public let shape: Shape
    /// Its purpose.
    public let role: ParameterRole
    /// The range of its elements in the vector.
    public let range: Range<Int>
  }

  /// The parameters in the order of the vector.
  public let parts: [Part]
  private let indices: [String: Int]

  init(_ parameters: [Parameter]) {
    var end = 0
    let weights = parameters.filter { $0.role == .weight }
    self.init(
      (weights + parameters.filter { $0.role != .weight }).map { parameter in
        defer { end += parameter.shape.count }
        return Part(
          name: parameter.name, shape: parameter.shape, role: parameter.role,
          range: end..<(end + parameter.shape.count))
      })
  }

  /// A single weight, for an optimizer that works on a plain tensor.
  init(weight shape: Shape) {
    self.init([Part(name: "w", shape: shape, role: .weight, range: 0..<shape.count)])
  }

  private init(_ parts: [Part]) {
    self.parts = parts
    indices = Dictionary(uniqueKeysWithValues: zip(parts.map(\.name), parts.indices))
  }

  /// The length of the vector.
  public var count: Int { parts.last?.range.upperBound ?? 0 }

  /// The parameter with a name.
  subscript(name: String) -> Part { parts[indices[name]!] }

  /// Changes some parameters, each separately and in its own shape.
  ///
  /// - Parameters:
  ///   - vectors: Vectors of all parameters, such as gradient and weights; the first one is changed.
  ///   - isChanged: Whether a parameter is changed.
  ///   - change: Computes the new first tensor of a parameter, in the same shape.
  public func mapParts(
    _ vectors: [Tensor], where isChanged: (Part) -> Bool = { _ in true },
    _ change: (_ tensors: [Tensor], _ part: Part) -> Tensor
  ) -> Tensor {
    joined(
      parts.map { part in
        let tensors = vectors.map { slice($0, part.range, shape: part.shape) }
        return isChanged(part) ? change(tensors, part) : tensors[0]
      }, like: vectors[0])
  }

  /// Changes all weights at once by an elementwise rule; the other parameters stay as they are.
  public func mapWeights(_ vectors: [Tensor], _ change: (_ tensors: [Tensor]) -> Tensor) -> Tensor {
    let end = parts.last { $0.role == .weight }?.range.upperBound ?? 0
    guard end > 0 else { return vectors[0] }
    guard end < count else { return change(vectors) }
    let others = slice(vectors[0], end..<count, shape: [count - end])
    return joined([change(vectors.map { slice($0, 0..<end, shape: [end]) }), others], like: vectors[0])
  }

  private func slice(_ vector: Tensor, _ range: Range<Int>, shape: Shape) -> Tensor {
    if range.count == vector.count { return vector.reshaped(to: shape) }
    return .apply(Slice(offset: range.lowerBound, target: shape), vector)
  }

  private func joined(_ tensors: [Tensor], like vector: Tensor) -> Tensor {
    tensors.count == 1
      ? tensors[0].reshaped(to: vector.shape)
      : Tensor.apply(Join(), tensors)[0]
  }
}
