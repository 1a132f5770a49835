/// One transform for some parameters and another for the rest.
///
/// Both keep a state for all parameters, since states are created before parameters are assigned to one of them.
public struct Partition: GradientTransform {
  private let matricesAlone: Bool
  private let rule: (@Sendable (ParameterLayout.Part) -> Bool)?
  private let both: [any GradientTransform]
  private let stateCount: Int

  /// One transform for some parameters and another for the rest.
  ///
  /// - Parameters:
  ///   - belongs: Whether the first transform applies to a parameter.
  ///   - first: Changes the gradients of these parameters.
  ///   - rest: Changes the gradients of the other parameters.
  public init(
    where belongs: @escaping @Sendable (ParameterLayout.Part) -> Bool, _ first: some GradientTransform,
    else rest: some GradientTransform
  ) {
    (matricesAlone, rule, both, stateCount) = (false, belongs, [first, rest], first.stateCount)
  }

  /// One transform for weights of two or more axes and another for the rest.
  ///
  /// - Parameter rule: Selects the weights for the first transform; `nil` for all.
  init(
    matricesWhere rule: (@Sendable (ParameterLayout.Part) -> Bool)?, _ first: some GradientTransform,
    else rest: some GradientTransform
  ) {
    (matricesAlone, self.rule, both, stateCount) = (true, rule, [first, rest], first.stateCount)
  }

  private func belongs(_ part: ParameterLayout.Part) -> Bool {
    (!matricesAlone || part.role == .weight && part.shape.rank > 1) && rule?(part) != false
  }

  /// Throws if one of the two refuses its settings.
  public func check() throws { for transform in both { try transform.check() } }

  /// The states of both, concatenated.
  public func initialState(for weights: Tensor) -> [Tensor] { both.flatMap { $0.initialState(for: weights) } }

  /// The result of the parameter's transform, for each parameter.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    var states = [Array(state.prefix(stateCount)), Array(state.dropFirst(stateCount))]
    let steps = both.indices.map {
      both[$0].apply(to: gradient, of: weights, state: &states[$0], in: context)
    }
    state = states[0] + states[1]
    return context.layout.mapParts(steps) { parts, part in parts[belongs(part) ? 0 : 1] }
  }
}
