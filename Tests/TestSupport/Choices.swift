/// The choices that make a value at random: drawn from a seed, or those of an earlier value, in which case the value can be made
/// simpler by leaving out some of them or lowering others.
package struct Choices {
  private var random: SeededRandom
  /// What is chosen instead of what would be drawn; zeros follow.
  private let given: [Int]?
  /// What was chosen so far.
  package private(set) var made: [Int] = []

  /// Choices that are the same for the same seed.
  package init(seed: Int) {
    random = SeededRandom(seed: seed)
    given = nil
  }

  init(given: [Int]) {
    random = SeededRandom(seed: 0)
    self.given = given
  }

  /// A number from 0 up to one below `count`; 0 is the simplest.
  package mutating func below(_ count: Int) -> Int {
    let choice =
      if let given {
        made.count < given.count ? min(given[made.count], count - 1) : 0
      } else {
        Int.random(in: 0..<count, using: &random)
      }
    made.append(choice)
    return choice
  }

  /// A number of a range; its lower bound is the simplest.
  package mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// One of several; the first is the simplest.
  package mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  /// At least `fewest` and at most `most` of these words, one after the other.
  package mutating func text(of words: [String], _ fewest: Int, _ most: Int) -> String {
    (0..<number(in: fewest...most)).map { _ in one(of: words) }.joined()
  }
}
