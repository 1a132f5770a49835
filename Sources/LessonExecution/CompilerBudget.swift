import LessonCore

/// The wall time that all compilers and linkers of one lesson may take together, from the start of the first.
///
/// Each uses one thread, and the program is compiled in parallel with the blocks that are checked apart, so the
/// processor time is at most twice as much.
package struct CompilerBudget: Sendable {
  /// Seconds that a lesson's compilers may take besides its time limit: far more than lessons of the course need.
  package static let base = 60.0

  private let base: Double
  private let kind: TextKind
  private let seconds: Double
  private let end: ContinuousClock.Instant

  /// - Parameters:
  ///   - timeout: The time limit of the lesson's own process.
  ///   - base: Seconds that are added to it.
  ///   - kind: What messages speak of.
  package init(timeout: Double, base: Double, kind: TextKind = .lesson) {
    (self.base, seconds, self.kind) = (base, base + timeout, kind)
    end = .now + .seconds(seconds)
  }

  /// The remaining seconds; negative if the budget is exceeded.
  package var secondsLeft: Double { (end - .now) / .seconds(1) }

  package var isSpent: Bool { secondsLeft <= 0 }

  /// The message for the author.
  package var whySpent: String {
    kind.named(
      "all compilers of this lesson together took longer than \(seconds.seconds) (its 'timeout' and \(base.seconds))"
    )
  }
}

extension Double {
  /// A time in messages, such as "1.5 s".
  package var seconds: String {
    let text = String(self)
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " s"
  }
}
