import DeepTraining

/// What a running lesson tells the runner, one line of JSON each.
public enum LessonEvent: Codable, Hashable, Sendable {
  /// A signal that ended the lesson, or parked a block that was meant to crash.
  public struct Crash: Codable, Hashable, Sendable {
    /// The signal's number.
    public var signal: Int32
    /// Whether a `crash` block was running.
    public var isExpected: Bool
    /// Whether a stack had no room left.
    public var isStackOverflow: Bool
    /// Addresses in the lesson's own code, innermost first, as offsets into its object.
    public var frames: [UInt64]

    /// A signal and the lesson's frames above it.
    public init(signal: Int32, isExpected: Bool, isStackOverflow: Bool, frames: [UInt64]) {
      self.signal = signal
      self.isExpected = isExpected
      self.isStackOverflow = isStackOverflow
      self.frames = frames
    }
  }

  /// How far a training has come.
  public struct Training: Codable, Hashable, Sendable {
    /// The epoch, counted from 1.
    public var epoch: Int
    /// How many epochs there will be.
    public var epochs: Int
    /// The mean loss of the epoch until now.
    public var loss: Double
    /// How long the rest would take if it went on like this.
    public var secondsLeft: Double

    init(_ progress: TrainingProgress) {
      epoch = progress.epoch
      epochs = progress.epochs
      loss = progress.loss
      secondsLeft = progress.secondsLeft
    }
  }

  /// An error that nothing caught.
  public struct Thrown: Codable, Hashable, Sendable {
    /// What the error says of itself.
    public var message: String
    /// Where it was thrown, as in a crash.
    public var frames: [UInt64]

    /// The file and the line that the error itself names, such as those of a layer.
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
    /// The sentence that is claimed.
    public var statement: String
    /// The numbers that contradict it; `nil` for a claim that compares none.
    public var reason: String?
    /// The file of the claim.
    public var file: String
    /// The line of the claim in that file.
    public var line: Int

    /// A claim, what contradicts it, and where it is made.
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
  /// A `crash` block threw, and its message.
  case blockThrew(String)
  /// A `crash` block came to its end.
  case blockSurvived
  /// A training goes on; nothing of it appears on the page.
  case training(Training)
  /// A claim does not hold; the lesson goes on.
  case claimFailed(FailedClaim)
  /// An error reached the top level.
  case threw(Thrown)
  /// The lesson crashed.
  case crashed(Crash)
  /// The lesson called `exit`, and where.
  case exited([UInt64])
  /// The program ran to its end.
  case ended
}

/// An event with what had been printed when it happened, which gives both one order.
public struct LessonEventRecord: Codable, Hashable, Sendable {
  /// Bytes on the standard output so far.
  public var out: Int
  /// Bytes on the standard error so far.
  public var err: Int
  /// What happened.
  public var event: LessonEvent

  /// An event and what had been printed.
  public init(out: Int, err: Int, event: LessonEvent) {
    self.out = out
    self.err = err
    self.event = event
  }
}
