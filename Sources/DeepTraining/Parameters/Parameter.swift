/// The purpose of a parameter.
public enum ParameterRole: Sendable, Hashable {
  /// Multiplied with a layer's input.
  case weight
  /// Added to a layer's sums.
  case bias
  /// The factor of a normalisation, γ.
  case scale
  /// The term of a normalisation, β.
  case offset
}

/// A learned tensor of a model.
struct Parameter: Sendable, Hashable {
  let name: String
  let shape: Shape
  let initializer: Initializer
  let fans: Fans
  let role: ParameterRole
}

/// A tensor that a model keeps but does not learn.
struct LayerState: Sendable, Hashable {
  let name: String
  let shape: Shape
  let initialValue: Double
}
