/// The whole state of a training: parameters, running statistics, the optimizer's state, and the position.
struct Moment: Sendable {
  /// The contents of the trainer's variables, in their order.
  var contents: [[Float]]
  var position: StepPosition
  var learningRateFactor: Double
}

extension Trainer {
  var moment: Moment {
    Moment(
      contents: variables.shapes.indices.map { Array(variables[$0]) }, position: position,
      learningRateFactor: learningRateFactor)
  }

  /// Goes back to a moment; the training continues from there with the same bits.
  func restore(_ moment: Moment) {
    for (index, content) in moment.contents.enumerated() { variables.set(index, to: content) }
    position = moment.position
    learningRateFactor = moment.learningRateFactor
  }
}
