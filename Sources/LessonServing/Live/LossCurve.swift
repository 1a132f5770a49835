import LessonDisplay

/// The loss of a training that goes on, with a bounded number of points.
struct LossCurve: Encodable, Hashable {
  /// A point of the curve.
  struct Point: Encodable, Hashable {
    /// The part of the training that is done, in 0...1.
    let done: Double
    let loss: Double

    func encode(to encoder: any Encoder) throws {
      var pair = encoder.unkeyedContainer()
      try pair.encode(done)
      try pair.encode(loss)
    }
  }

  /// How far the training is.
  private(set) var epoch = 0
  private(set) var epochs = 0
  private(set) var step: Int?
  private(set) var steps: Int?
  /// The mean loss of the epoch so far; `nil` if it is no finite number.
  private(set) var loss: Double?
  private(set) var secondsLeft: Double?
  /// The points, in the order of the training.
  private(set) var points: [Point] = []

  /// The most points; more could not be told apart on a screen.
  static let mostPoints = 200

  /// Adds what a training tells. A training that is less far than the last point is another one, with a curve of its own.
  mutating func add(_ training: LessonEvent.Training) {
    (epoch, epochs, step, steps) = (training.epoch, training.epochs, training.step, training.steps)
    loss = training.loss.isFinite ? training.loss : nil
    secondsLeft = training.secondsLeft.isFinite ? training.secondsLeft : nil
    guard let done = training.done else { return }
    if let last = points.last, done < last.done { points = [] }
    if points.count >= Self.mostPoints {
      points = stride(from: 0, to: points.count, by: 2).map { points[$0] }
    }
    if let loss { points.append(Point(done: done, loss: loss)) }
  }
}

extension LessonEvent.Training {
  /// The part of the training that is done, in 0...1; `nil` if the numbers are none of a training.
  fileprivate var done: Double? {
    let part = if let step, let steps, steps > 0 { Double(step) / Double(steps) } else { 1.0 }
    let done = (Double(epoch) - 1 + part) / Double(epochs)
    return done.isFinite ? min(max(done, 0), 1) : nil
  }
}
