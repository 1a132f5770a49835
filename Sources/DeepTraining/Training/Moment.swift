/// Everything that decides how a training goes on: parameters, running statistics, the optimizer's state, and where it is.
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

  /// Goes back to a moment, so that what follows is what followed it then.
  func restore(_ moment: Moment) {
    for (index, content) in moment.contents.enumerated() { variables.set(index, to: content) }
    position = moment.position
    learningRateFactor = moment.learningRateFactor
  }
}
