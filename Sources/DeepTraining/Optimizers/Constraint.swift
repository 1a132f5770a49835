/// A condition that weights fulfil after every step: weights that break it are moved to the nearest that fulfil it.
///
/// A constraint acts on the weights of layers alone, not on biases or normalisations, and not on the first weights before
/// any step. A unit's incoming weights are those that are multiplied with its inputs: a column of a dense layer's
/// `[inputs, outputs]`, one of a convolution's `outputChannels` over all others of its axes. Norms neither overflow nor
/// vanish (``Tensor/norm(axes:keepingAxes:)``); a unit with a weight that is NaN has only such weights afterwards.
public struct Constraint: Sendable, Hashable {
  // Not private: a private type prints an address that is another one in each run.
  enum Rule: Sendable, Hashable {
    case maxNorm(Double)
    case unitNorm
    case nonNegative
  }

  private let rule: Rule

  /// The norm of each unit's incoming weights is at most c; longer ones are shortened to exactly c.
  ///
  /// N. Srivastava et al.: Dropout, 2014, section 5.1, with c from 3 to 4. Keras's `MaxNorm` divides by the norm + 1e-7; its
  /// axes must be given for convolutions.
  ///
  /// - Parameter bound: c, above 0; ``Trainer`` refuses others.
  public static func maxNorm(_ bound: Double) -> Constraint { Constraint(rule: .maxNorm(bound)) }

  /// The norm of each unit's incoming weights is 1; weights that are all 0 stay.
  public static let unitNorm = Constraint(rule: .unitNorm)

  /// Weights below 0 become 0.
  public static let nonNegative = Constraint(rule: .nonNegative)

  func check() throws {
    if case .maxNorm(let bound) = rule {
      try Setting.requirePositive("the max-norm constraint's bound", bound)
    }
  }

  /// The parameters, with weights where they must be.
  func apply(to parameters: Tensor, _ layout: ParameterLayout) -> Tensor {
    guard rule != .nonNegative else { return layout.mapWeights([parameters]) { $0[0].maximum(0) } }
    return layout.mapParts([parameters], where: { $0.role == .weight && $0.shape.rank > 1 }) { parts, part in
      // All axes before the last are inputs.
      let units = part.shape.reducing(Array(0..<part.shape.rank - 1))
      guard case .maxNorm(let bound) = rule else { return parts[0].withUnitNorm(along: units) }
      return parts[0].withNorm(bound, above: bound, along: units)
    }
  }
}
