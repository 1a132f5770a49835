/// The time that all compilers and linkers of one lesson may take together, from when the first of them starts.
///
/// Each works in one thread, and the program is compiled beside the blocks that stand apart, so the time of processors is at
/// most twice as much.
package struct CompilerBudget: Sendable {
  /// What a lesson has for it besides its time limit, in seconds: far more than those of the course take.
  package static let base = 60.0

  private let base: Double
  private let seconds: Double
  private let end: ContinuousClock.Instant

  /// - Parameters:
  ///   - timeout: The time limit of the lesson's own process.
  ///   - base: What comes to it.
  package init(timeout: Double, base: Double) {
    (self.base, seconds) = (base, base + timeout)
    end = .now + .seconds(seconds)
  }

  /// Less than 0 when it is spent.
  package var secondsLeft: Double { (end - .now) / .seconds(1) }

  package var isSpent: Bool { secondsLeft <= 0 }

  /// What the author is told.
  package var whySpent: String {
    "all compilers of this lesson together took longer than \(seconds.seconds) (its 'timeout' and \(base.seconds))"
  }
}

extension Double {
  /// A time as authors read it, as in "1.5 s".
  package var seconds: String {
    let text = String(self)
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " s"
  }
}
