import TestSupport
import Testing

@testable import LessonDisplay

@Suite("A number as text")
struct NumberFormatTests {
  @Test(
    "has four significant digits, and an exponent where it is very small or large",
    arguments: [
      (0, "0"), (-0.0, "0"), (0.1, "0.1"), (0.12345, "0.1235"), (-0.12345, "-0.1235"),
      (1.2345e-5, "1.235e-05"),
      (12345.6, "12346"), (0.5, "0.5"), (1, "1"), (9.99996, "10"), (99.995, "100"), (0.0001, "0.0001"),
      (0.00009999, "9.999e-05"), (0.000099999, "0.0001"), (999_949.2, "999949"), (999_999.5, "1e+06"),
      (1_234_567.5, "1.235e+06"),
      (60_000, "60000"),
      (1.5e300, "1.5e+300"), (.leastNonzeroMagnitude, "5e-324"), (.nan, "nan"), (.infinity, "inf"),
      (-.infinity, "-inf"),
    ] as [(Double, String)])
  func significant(value: Double, text: String) {
    #expect(format(value) == text)
  }

  @Test(
    "that is whole is written in full",
    arguments: [
      (12345, "12345"), (261_250, "261250"), (999_999, "999999"), (-1_234_567, "-1234567"), (1e6, "1e+06"),
      (1.5e9, "1.5e+09"), (12_345_678_901, "12345678901"), (1e14 + 1, "1e+14"),
    ] as [(Double, String)])
  func whole(value: Double, text: String) {
    #expect(format(value) == text)
  }

  @Test("that is whole because its type has no fractions there is rounded")
  func coarse() {
    #expect(format(Float(1_234_567)) == "1.235e+06")
    #expect(format(Float(123_456)) == "123456")
  }

  @Test("has as many significant digits as were asked for")
  func digits() {
    #expect(
      (1...6).map { format(3.141592653, significantDigits: $0) } == [
        "3", "3.1", "3.14", "3.142", "3.1416", "3.14159",
      ])
    #expect(format(0.1 + 0.2, significantDigits: 17) == "0.30000000000000004")
    #expect(format(2.5, significantDigits: 0) == "3")
    #expect(format(12345, significantDigits: 2) == "12000")
  }

  @Test(
    "keeps its zeros when a number of decimals is asked for",
    arguments: [
      (0.5, 2, "0.50"), (2, 3, "2.000"), (-0.001, 2, "0.00"), (0.005, 2, "0.01"), (0.995, 2, "1.00"),
      (12345.678, 0, "12346"),
      (1e21, 1, "1000000000000000000000.0"), (1e-9, 3, "0.000"), (.nan, 2, "nan"),
    ] as [(Double, Int, String)])
  func decimals(value: Double, count: Int, text: String) {
    #expect(format(value, decimals: count) == text)
  }

  @Test("is what a Float was written as, not its expansion to Double")
  func floats() {
    #expect(format(Float(0.1)) == "0.1")
    #expect(format(Float(0.1), decimals: 3) == "0.100")
  }

  @Test("with all digits names the number it came from")
  func roundTrip() {
    expectLaw(
      seeds: 0..<2_000,
      of: { Double(bitPattern: UInt64($0.below(1 << 32)) << 32 | UInt64($0.below(1 << 32))) }
    ) { value in
      guard value.isFinite else { return }
      try demand(Double(format(value, significantDigits: 17)) == value)
      let rounded = Double(format(value)) ?? .nan
      try demand(abs(rounded / value - 1) <= 0.5001e-3 || value.magnitude < 1e-300, "\(rounded)")
    }
  }
}
