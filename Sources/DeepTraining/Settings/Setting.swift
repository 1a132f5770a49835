/// Checks of settings. Errors name the setting, its value and the expected value.
enum Setting {
  /// A weight of the past, or a factor: at least 0 and below 1.
  static func requireFraction(_ name: String, _ value: Double) throws {
    guard (0..<1).contains(value) else {
      throw TrainingError("\(name) is \(value); at least 0 and less than 1 is expected")
    }
  }

  static func requirePositive(_ name: String, _ value: Double) throws {
    if let problem = problem(ofPositive: name, value) { throw TrainingError(problem) }
  }

  static func requireNotNegative(_ name: String, _ value: Double) throws {
    if let problem = problem(ofNotNegative: name, value) { throw TrainingError(problem) }
  }

  /// The error for a setting that must be above 0; `nil` if it is.
  static func problem(ofPositive name: String, _ value: Double) -> String? {
    unmetExpectation(ofPositive: value).map { "\(name) is \(value); \($0)" }
  }

  /// The error for a setting that must be at least 0; `nil` if it is.
  static func problem(ofNotNegative name: String, _ value: Double) -> String? {
    unmetExpectation(ofNotNegative: value).map { "\(name) is \(value); \($0)" }
  }

  private static func unmetExpectation(ofPositive value: Double) -> String? {
    guard value > 0, value.isFinite else { return "a finite number above 0 is expected" }
    // Rounded to 0 or ∞, it would cause a division by 0, or keep all weights constant.
    guard Float(value) > 0, Float(value).isFinite else {
      return "in single precision, a number from 1.4e-45 to 3.4e+38 is expected"
    }
    return nil
  }

  private static func unmetExpectation(ofNotNegative value: Double) -> String? {
    guard value >= 0, value.isFinite else { return "a finite number, at least 0, is expected" }
    guard Float(value).isFinite else { return "in single precision, at most 3.4e+38 is expected" }
    return nil
  }
}
