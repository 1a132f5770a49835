import Synchronization

// A lesson's text describes what its numbers show. A claim checks the same in code: the lesson fails when the text no
// longer holds.

/// Claims that a comparison holds, number by number.
///
/// ```swift
/// claim("With momentum the loss ends lower in every seed", momentum, .below, plain)
/// claim("All plain trainings stay at guessing", plain, .above, 2.2)
/// ```
///
/// A claim shows nothing. If it does not hold, the lesson continues, and the claim becomes an error at its line that
/// reports the contradicting numbers.
///
/// - Parameters:
///   - statement: The sentence of the text, in English.
///   - left: A number, or several. A single number is compared with each number of the other side. Comparison uses
///     full precision, not the displayed digits.
///   - relation: The relation of each number on the left to its number on the right. `nan` fulfils no relation.
///   - right: A number, or as many as on the left. A comparison without numbers does not hold.
///   - file: The file of the claim.
///   - line: The line of the claim in that file.
public func claim(
  _ statement: String, _ left: some ClaimNumbers, _ relation: ClaimRelation, _ right: some ClaimNumbers,
  file: String = #filePath, line: Int = #line
) {
  guard let reason = contradiction(left.claimOperand, relation, right.claimOperand) else { return }
  FailedClaims.send(.init(statement, because: reason, file: file, line: line))
}

/// Claims that a number, or each of several numbers, is within a range.
///
/// ```swift
/// claim("Between a third and a half of the units are dead", share, .within, 0.33...0.5)
/// ```
///
/// - Parameters:
///   - statement: The sentence of the text, in English.
///   - values: A number, or several, at least one.
///   - containment: `.within`.
///   - range: The range, including both bounds.
///   - file: The file of the claim.
///   - line: The line of the claim in that file.
public func claim(
  _ statement: String, _ values: some ClaimNumbers, _ containment: ClaimContainment,
  _ range: ClosedRange<Double>,
  file: String = #filePath, line: Int = #line
) {
  guard let reason = contradiction(values.claimOperand, within: range) else { return }
  FailedClaims.send(.init(statement, because: reason, file: file, line: line))
}

/// Claims a condition that does not compare numbers.
///
/// ```swift
/// claim("The best network has 32 units", best.name == "32 units")
/// claim("Training ends in nan", loss.isNaN)
/// ```
///
/// - Parameters:
///   - statement: The sentence of the text, in English.
///   - holds: Whether the claim is true.
///   - file: The file of the claim.
///   - line: The line of the claim in that file.
public func claim(_ statement: String, _ holds: Bool, file: String = #filePath, line: Int = #line) {
  if !holds { FailedClaims.send(.init(statement, because: nil, file: file, line: line)) }
}

/// The claims of this process that do not hold.
private enum FailedClaims {
  private static let sent = Mutex(0)

  /// Sends a claim to the runner, up to a limit: a loop can fail thousands.
  static func send(_ claim: LessonEvent.FailedClaim) {
    let isWithinLimit = sent.withLock { count in
      count += 1
      return count <= DisplayLimits.failedClaims
    }
    if isWithinLimit { EventStream.send(.claimFailed(claim)) }
  }
}
