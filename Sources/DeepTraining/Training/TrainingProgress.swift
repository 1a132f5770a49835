import Synchronization

/// How far a training has come.
public struct TrainingProgress: Sendable, Hashable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// How many epochs there will be, if nothing ends the training before.
  public let epochs: Int
  /// How many steps of the epoch have been made.
  public let step: Int
  /// How many steps the epoch has.
  public let steps: Int
  /// The mean loss of an example in the epoch until now.
  public let loss: Double
  /// How long the rest would take if it went on like this; a guess that no result depends on.
  public let secondsLeft: Double

  /// The part of all steps that have been made, in 0...1.
  public var fraction: Double { Double((epoch - 1) * steps + step) / Double(epochs * steps) }

  private static let stored = Mutex<(@Sendable (TrainingProgress) -> Void)?>(nil)
  private static let storedForRunner = Mutex<(@Sendable (TrainingProgress) -> Void)?>(nil)

  /// Is told of the progress of every training in the program, about ten times a second and at each epoch's end; nobody
  /// by default.
  ///
  /// For whoever runs the program, as ``DefaultSeed`` is; a single training is followed by `fit`'s `progress:`.
  public static var observer: (@Sendable (TrainingProgress) -> Void)? {
    get { stored.withLock { $0 } }
    set { stored.withLock { $0 = newValue } }
  }

  /// Is told as ``observer`` is, except of trainings whose results are remembered: the runner's own, beside the one that the program
  /// may set.
  package static var runnerObserver: (@Sendable (TrainingProgress) -> Void)? {
    get { storedForRunner.withLock { $0 } }
    set { storedForRunner.withLock { $0 = newValue } }
  }
}

/// Says how far a training has come, not too often.
struct ProgressReporter {
  /// The shortest time between two reports within an epoch.
  static let interval = Duration.milliseconds(100)

  private let listeners: [(TrainingProgress) -> Void]
  private let epochs: Int
  private let steps: Int
  private let beginning = ContinuousClock.now
  private var last = ContinuousClock.now

  init(epochs: Int, steps: Int, _ listener: ((TrainingProgress) -> Void)?) {
    listeners = [listener, TrainingProgress.observer, TrainingProgress.runnerObserver].compactMap(\.self)
    self.epochs = epochs
    self.steps = steps
  }

  /// Says so if it is time.
  mutating func stepEnded(epoch: Int, step: Int, loss: @autoclosure () -> Double) {
    guard !listeners.isEmpty, ContinuousClock.now - last >= Self.interval else { return }
    report(epoch: epoch, step: step, loss: loss())
  }

  /// Says so in any case.
  mutating func epochEnded(epoch: Int, loss: Double) {
    if !listeners.isEmpty { report(epoch: epoch, step: steps, loss: loss) }
  }

  private mutating func report(epoch: Int, step: Int, loss: Double) {
    last = .now
    let made = Double((epoch - 1) * steps + step)
    let rest = Double(epochs * steps) - made
    let progress = TrainingProgress(
      epoch: epoch, epochs: epochs, step: step, steps: steps, loss: loss,
      secondsLeft: (last - beginning) / .seconds(1) / made * rest)
    for listener in listeners { listener(progress) }
  }
}
