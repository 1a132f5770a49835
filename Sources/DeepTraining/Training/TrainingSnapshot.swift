/// The whole state of a training: parameters, running statistics, the optimizer's state, and the position.
struct TrainingSnapshot: Sendable {
  /// The contents of the trainer's variables, in their order.
  var contents: [[Float]]
  var position: StepPosition
  var learningRateFactor: Double
}

extension Trainer {
  var snapshot: TrainingSnapshot {
    TrainingSnapshot(
      contents: variables.shapes.indices.map { Array(variables[$0]) }, position: position,
      learningRateFactor: learningRateFactor)
  }

  /// Goes back to a snapshot; the training continues from there with the same bits.
  func restore(_ snapshot: TrainingSnapshot) {
    for (index, content) in snapshot.contents.enumerated() { variables.set(index, to: content) }
    position = snapshot.position
    learningRateFactor = snapshot.learningRateFactor
  }
}
