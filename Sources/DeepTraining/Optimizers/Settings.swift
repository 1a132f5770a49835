/// What settings of an optimizer may be; others are refused with their name, what was found and what was expected.
enum Setting {
  /// A weight of the past, or a factor: at least 0 and below 1.
  static func requireFraction(_ name: String, _ value: Double) throws {
    guard (0..<1).contains(value) else {
      throw TrainingError("\(name) is \(value); at least 0 and less than 1 is expected")
    }
  }

  static func requirePositive(_ name: String, _ value: Double) throws {
    guard value > 0, value.isFinite else {
      throw TrainingError("\(name) is \(value); a finite number above 0 is expected")
    }
  }

  static func requireNotNegative(_ name: String, _ value: Double) throws {
    guard value >= 0, value.isFinite else {
      throw TrainingError("\(name) is \(value); a finite number, at least 0, is expected")
    }
  }
}
