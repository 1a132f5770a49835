/// Makes choices fewer and lower as long as the value that they make still breaks a law.
struct Simplification {
  private(set) var simplest: [Int]
  /// A law may be slow to break.
  private let end = ContinuousClock.now + .seconds(10)

  init(_ choices: [Int], breaks: ([Int]) -> Bool) {
    simplest = choices
    var before: [Int]
    repeat {
      before = simplest
      leaveOut(breaks)
      lower(breaks)
    } while simplest != before && .now < end
  }

  /// Leaves out runs of choices, long ones first.
  private mutating func leaveOut(_ breaks: ([Int]) -> Bool) {
    var length = max(1, simplest.count / 2)
    while length > 0 {
      var start = simplest.count - length
      while start >= 0 {
        var fewer = simplest
        fewer.removeSubrange(start..<(start + length))
        start -= take(fewer, breaks) ? length : 1
        start = min(start, simplest.count - length)
      }
      length /= 2
    }
  }

  /// Lowers each choice: to 0, to its half, by 1.
  private mutating func lower(_ breaks: ([Int]) -> Bool) {
    for index in simplest.indices {
      while index < simplest.count, simplest[index] > 0 {
        let choice = simplest[index]
        let isLower = [0, choice / 2, choice - 1].contains { lower in
          var lowered = simplest
          lowered[index] = lower
          return take(lowered, breaks)
        }
        if !isLower { break }
      }
    }
  }

  private mutating func take(_ choices: [Int], _ breaks: ([Int]) -> Bool) -> Bool {
    guard .now < end, breaks(choices) else { return false }
    simplest = choices
    return true
  }
}
