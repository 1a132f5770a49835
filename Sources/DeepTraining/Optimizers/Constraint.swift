/// A condition that weights fulfil after every step: weights that violate it are moved to the nearest ones that fulfil
/// it.
///
/// A constraint applies only to the weights of layers, not to biases or normalisations, and not to the initial weights
/// before the first step. A unit's incoming weights are those that multiply its inputs: a column of a dense layer's
/// `[inputs, outputs]`, or one of a convolution's `outputChannels` over all its other axes. Norms neither overflow nor
/// underflow (``Tensor/norm(axes:keepingAxes:)``). If a unit has a NaN weight, all its weights become NaN.
public struct Constraint: Sendable, Hashable {
  // Not private: the description of a private type contains an address that differs between runs.
  enum Rule: Sendable, Hashable {
    case maxNorm(Double)
    case unitNorm
    case nonNegative
  }

  private let rule: Rule

  /// Limits the norm of each unit's incoming weights to c; longer ones are shortened to exactly c.
  ///
  /// N. Srivastava et al.: Dropout, 2014, section 5.1, with c from 3 to 4. Keras's `MaxNorm` divides by the norm +
  /// 1e-7, and its axes must be given for convolutions.
  ///
  /// - Parameter bound: c, above 0; ``Trainer`` refuses other values.
  public static func maxNorm(_ bound: Double) -> Constraint { Constraint(rule: .maxNorm(bound)) }

  /// Scales each unit's incoming weights to the norm 1; weights that are all 0 stay.
  public static let unitNorm = Constraint(rule: .unitNorm)

  /// Weights below 0 become 0.
  public static let nonNegative = Constraint(rule: .nonNegative)

  func check() throws {
    if case .maxNorm(let bound) = rule {
      try Setting.requirePositive("the max-norm constraint's bound", bound)
    }
  }

  /// The parameters after applying the constraint to the weights.
  func apply(to parameters: Tensor, _ layout: ParameterLayout) -> Tensor {
    guard rule != .nonNegative else { return layout.mapWeights([parameters]) { $0[0].maximum(0) } }
    return layout.mapParts([parameters], where: { $0.role == .weight && $0.shape.rank > 1 }) { parts, part in
      // All axes except the last are inputs.
      let units = part.shape.reducing(Array(0..<part.shape.rank - 1))
      guard case .maxNorm(let bound) = rule else { return parts[0].withUnitNorm(along: units) }
      return parts[0].withNorm(bound, above: bound, along: units)
    }
  }
}
