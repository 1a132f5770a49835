import DeepTraining

/// A message from a running lesson to the runner, as one line of JSON.
public enum LessonEvent: Codable, Hashable, Sendable {
  /// A signal that ended the lesson, or parked a block that was meant to crash.
  public struct Crash: Codable, Hashable, Sendable {
    /// The signal's number.
    public var signal: Int32
    /// Whether a `crash` block was running.
    public var isExpected: Bool
    /// Whether the stack overflowed.
    public var isStackOverflow: Bool
    /// Addresses in the lesson's own code, innermost first, as offsets into its object.
    public var frames: [UInt64]

    /// A signal, and the lesson's frames above it.
    public init(signal: Int32, isExpected: Bool, isStackOverflow: Bool, frames: [UInt64]) {
      self.signal = signal
      self.isExpected = isExpected
      self.isStackOverflow = isStackOverflow
      self.frames = frames
    }
  }

  /// The progress of a training.
  public struct Training: Codable, Hashable, Sendable {
    /// The epoch, counted from 1.
    public var epoch: Int
    /// The total number of epochs.
    public var epochs: Int
    /// The number of steps made in the epoch; `nil` if it is not known.
    public var step: Int?
    /// The number of steps in the epoch; `nil` if it is not known.
    public var steps: Int?
    /// The mean loss of the current epoch so far.
    public var loss: Double
    /// The estimated remaining time, in seconds.
    public var secondsLeft: Double

    init(_ progress: TrainingProgress) {
      epoch = progress.epoch
      epochs = progress.epochs
      step = progress.step
      steps = progress.steps
      loss = progress.loss
      secondsLeft = progress.secondsLeft
    }
  }

  /// An error that nothing caught.
  public struct Thrown: Codable, Hashable, Sendable {
    /// The error's own message.
    public var message: String
    /// The stack at the `throw`, in the form of `Crash.frames`.
    public var frames: [UInt64]

    /// The file that the error itself names, such as that of a layer.
    public var file: String?
    /// The line in that file.
    public var line: Int?

    /// An error with the lesson's frames at its `throw`.
    public init(_ error: any Error, frames: [UInt64]) {
      message = LessonHooks.message(of: error)
      self.frames = frames
      let location = (error as? ModelError)?.location
      file = location?.file
      line = location?.line
    }
  }

  /// A claim that does not hold.
  public struct FailedClaim: Codable, Hashable, Sendable {
    /// The claimed sentence.
    public var statement: String
    /// The numbers that contradict it; `nil` for a claim that compares no numbers.
    public var reason: String?
    /// The file of the claim.
    public var file: String
    /// The line of the claim in that file.
    public var line: Int

    /// A claim, its contradiction, and its position.
    public init(_ statement: String, because reason: String?, file: String, line: Int) {
      self.statement = statement
      self.reason = reason
      self.file = file
      self.line = line
    }
  }

  /// The block with this index begins.
  case blockBegan(Int)
  /// The block with this index has run to its end.
  case blockEnded(Int)
  /// A value to show.
  case shown(Shown)
  /// The value of the inline expression with an index.
  case inlineValue(Int, String)
  /// A `crash` block threw; the value is its message.
  case blockThrew(String)
  /// A `crash` block ran to its end.
  case blockSurvived
  /// The progress of a training; it does not appear on the page.
  case training(Training)
  /// A claim does not hold; the lesson goes on.
  case claimFailed(FailedClaim)
  /// The value at the expectation with an index.
  case foundValue(Int, FoundValue)
  /// What is printed from here on belongs to the expectation with an index.
  case printsBegin(Int)
  /// Everything that the expectation with an index states has been printed.
  case printsEnd(Int)
  /// An error reached the top level.
  case threw(Thrown)
  /// The lesson crashed.
  case crashed(Crash)
  /// The lesson called `exit`; the value is the stack at the call.
  case exited([UInt64])
  /// The program ran to its end.
  case ended
}

/// An event with the number of bytes printed before it, so that events and output can be ordered.
public struct LessonEventRecord: Codable, Hashable, Sendable {
  /// Bytes written to standard output so far.
  public var out: Int
  /// Bytes written to standard error so far.
  public var err: Int
  /// The event.
  public var event: LessonEvent

  /// An event, and the bytes printed before it.
  public init(out: Int, err: Int, event: LessonEvent) {
    self.out = out
    self.err = err
    self.event = event
  }
}
