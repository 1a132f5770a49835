/// The whole state of a training: parameters, running statistics, the optimizer's state, and the position.
struct TrainerState: Sendable {
  /// The contents of the trainer's variables, in order.
  var contents: [[Float]]
  var position: StepPosition
  var learningRateFactor: Double
}

extension Trainer {
  var state: TrainerState {
    TrainerState(
      contents: variables.shapes.indices.map { Array(variables[$0]) }, position: position,
      learningRateFactor: learningRateFactor)
  }

  /// Restores a state; the training continues from there with the same bits.
  func restore(_ state: TrainerState) {
    for (index, content) in state.contents.enumerated() { variables.set(index, to: content) }
    position = state.position
    learningRateFactor = state.learningRateFactor
  }
}
