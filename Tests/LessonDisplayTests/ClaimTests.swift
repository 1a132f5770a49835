import DeepTraining
import TestSupport
import Testing

@testable import LessonDisplay

@Suite("A claim")
struct ClaimTests {
  private func contradiction(
    _ left: some ClaimNumbers, _ relation: ClaimRelation, _ right: some ClaimNumbers
  ) -> String? {
    LessonDisplay.contradiction(left.claimOperand, relation, right.claimOperand)
  }

  private func contradiction(_ values: some ClaimNumbers, within range: ClosedRange<Double>) -> String? {
    LessonDisplay.contradiction(values.claimOperand, within: range)
  }

  private static let words: [(ClaimRelation, String)] = [
    (.below, "below"), (.above, "above"), (.atMost, "at most"), (.atLeast, "at least"), (.equals, "equal to"),
  ]

  @Test(
    "holds where its relation does, and is contradicted by both numbers elsewhere",
    arguments: [
      (ClaimRelation.below, [true, false, false]), (.above, [false, false, true]),
      (.atMost, [true, true, false]), (.atLeast, [false, true, true]), (.equals, [false, true, false]),
    ])
  func relations(relation: ClaimRelation, holds: [Bool]) {
    let words = Self.words.first { $0.0 == relation }?.1 ?? ""
    for (left, holds) in pairs([1, 2, 3], holds) {
      let expected = holds ? nil : "\(left) is not \(words) 2"
      #expect(contradiction(left, relation, 2) == expected)
      #expect(contradiction(Double(left), relation, 2.0) == expected)
      #expect(contradiction(Float(left), relation, 2) == expected)
      #expect(contradiction(left, relation, Tensor(2)) == expected)
    }
  }

  @Test("is fulfilled by nan on neither side, in no relation and in no range")
  func nan() {
    for (relation, words) in Self.words {
      #expect(contradiction(Double.nan, relation, 1) == "nan is not \(words) 1")
      #expect(contradiction(1, relation, Double.nan) == "1 is not \(words) nan")
      #expect(contradiction(Double.nan, relation, Double.nan) == "nan is not \(words) nan")
    }
    #expect(contradiction(Double.nan, within: 0...1) == "nan is not within 0...1")
  }

  @Test("compares infinities as numbers")
  func infinities() {
    #expect(contradiction(1e300, .below, Double.infinity) == nil)
    #expect(contradiction(Double.infinity, .equals, Double.infinity) == nil)
    #expect(contradiction(Double.infinity, .atMost, 1) == "inf is not at most 1")
    #expect(contradiction(-Double.infinity, within: 0...1) == "-inf is not within 0...1")
  }

  @Test("compares several numbers with as many others, one by one")
  func several() {
    #expect(contradiction([0.1, 0.2, 0.3], .below, [0.2, 0.3, 0.4]) == nil)
    #expect(
      contradiction([0.1, 0.412, 0.3], .below, [0.2, 0.391, 0.4])
        == "for number 2 of 3, 0.412 is not below 0.391")
    #expect(
      contradiction([1, 5, 3], .below, [2, 4, 3])
        == "for number 2 of 3, the first of 2 that contradict the claim, 5 is not below 4")
  }

  @Test("compares one number with each of several, whichever side it is on")
  func each() {
    #expect(contradiction([2.3, 2.25], .above, 2.2) == nil)
    #expect(contradiction([2.3, 2.1], .above, 2.2) == "for number 2 of 2, 2.1 is not above 2.2")
    #expect(contradiction(2.2, .below, [2.3, 2.1]) == "for number 2 of 2, 2.2 is not below 2.1")
    #expect(contradiction([4][...], .above, 4) == "for number 1 of 1, 4 is not above 4")
    #expect(contradiction(Tensor([1, 2]), .below, [2, 2]) == "for number 2 of 2, 2 is not below 2")
    #expect(contradiction(Tensor([1, 2]), .below, Tensor(3)) == nil)
  }

  @Test("does not hold for lists of different lengths, and says both")
  func lengths() {
    #expect(
      contradiction([1, 2, 3], .below, [4, 5]) == "3 numbers are compared with 2; expected equally many")
    #expect(contradiction([1], .below, [4, 5]) == "1 number is compared with 2; expected equally many")
    #expect(contradiction([Int](), .below, [4]) == "0 numbers are compared with 1; expected equally many")
  }

  @Test("does not hold for no numbers")
  func empty() {
    let none = "0 numbers are compared; expected at least one"
    #expect(contradiction([Double](), .below, [Double]()) == none)
    #expect(contradiction([Double](), .below, 1) == none)
    #expect(contradiction(1, .equals, [Int]()) == none)
    #expect(contradiction([Double](), within: 0...1) == none)
    #expect(contradiction(Tensor(zeros: [0]), .equals, 0) == none)
  }

  @Test("includes both bounds of a range, and names them where a number is outside")
  func ranges() {
    #expect(contradiction([0.33, 0.4, 0.5], within: 0.33...0.5) == nil)
    #expect(contradiction(0.6, within: 0.33...0.5) == "0.6 is not within 0.33...0.5")
    #expect(contradiction(3, within: 4...5) == "3 is not within 4...5")
    #expect(
      contradiction([0.4, 0.2, 0.6], within: 0.33...0.5)
        == "for number 2 of 3, the first of 2 that contradict the claim, 0.2 is not within 0.33...0.5")
  }

  @Test("compares values as they are, and writes as many digits as show how they differ")
  func digits() {
    #expect(contradiction(0.41234, .atMost, 0.41232) == "0.41234 is not at most 0.41232")
    #expect(contradiction(0.41232, .atLeast, 0.41234) == "0.41232 is not at least 0.41234")
    #expect(contradiction(0.412349, .atMost, 0.2) == "0.4123 is not at most 0.2")
    #expect(contradiction(0.41234, .equals, 0.41233) == "0.41234 is not equal to 0.41233")
    #expect(contradiction(0.1 + 0.2, .equals, 0.3) == "0.30000000000000004 is not equal to 0.3")
    #expect(contradiction(Float(0.1), .equals, 0.1) == "0.100000001 is not equal to 0.1")
    // With four digits the first number would read as the larger one.
    #expect(contradiction(12345.6, .above, 12348) == "12346 is not above 12348")
    #expect(contradiction(0.50001, within: 0.2...0.5) == "0.50001 is not within 0.2...0.5")
  }

  @Test("compares integers exactly, however large they are")
  func integers() {
    let large = 1 << 60
    #expect(contradiction(large, .below, large + 1) == nil)
    #expect(
      contradiction(large + 1, .equals, large) == "1152921504606846977 is not equal to 1152921504606846976")
  }
}
