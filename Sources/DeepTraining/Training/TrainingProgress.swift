import Synchronization

/// The progress of a training.
public struct TrainingProgress: Sendable, Hashable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// The number of epochs, unless the training ends early.
  public let epochs: Int
  /// The number of steps made in the epoch.
  public let step: Int
  /// The number of steps in the epoch.
  public let steps: Int
  /// The mean loss per example in the epoch so far.
  public let loss: Double
  /// The estimated remaining time in seconds, which no result depends on.
  public let secondsLeft: Double

  /// The fraction of all steps that have been made, in 0...1.
  public var fraction: Double { Double((epoch - 1) * steps + step) / Double(epochs * steps) }

  private static let stored = Mutex<(@Sendable (TrainingProgress) -> Void)?>(nil)
  private static let storedForRunner = Mutex<(@Sendable (TrainingProgress) -> Void)?>(nil)

  /// Called with the progress of every training in the program, about ten times a second and at each epoch's end; `nil`
  /// by default.
  ///
  /// Set by the code that runs the program, like ``DefaultSeed``. To observe a single training, use `progress:` of
  /// `fit`.
  public static var observer: (@Sendable (TrainingProgress) -> Void)? {
    get { stored.withLock { $0 } }
    set { stored.withLock { $0 = newValue } }
  }

  /// Called like ``observer``, except for trainings with cached results. The runner's own observer, in addition to the
  /// program's.
  package static var runnerObserver: (@Sendable (TrainingProgress) -> Void)? {
    get { storedForRunner.withLock { $0 } }
    set { storedForRunner.withLock { $0 = newValue } }
  }
}

/// Reports the progress of a training, at limited intervals.
struct ProgressReporter {
  /// The shortest interval between two reports within an epoch.
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

  /// Reports the progress if it is due.
  mutating func stepEnded(epoch: Int, step: Int, loss: @autoclosure () -> Double) {
    guard !listeners.isEmpty, ContinuousClock.now - last >= Self.interval else { return }
    report(epoch: epoch, step: step, loss: loss())
  }

  /// Reports the progress in any case.
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
