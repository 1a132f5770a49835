/// A result for each value of a quantity; readers see one of them and move a slider to see the others.
///
/// ```swift
/// Slider("γ", [0, 0.5, 0.9]) { momentum in
///   Chart(x: "step", y: "rest", Series("rest", (0..<20).map { pow(momentum, Double($0)) }))
/// }
/// ```
///
/// All frames are computed when the lesson runs, and are part of its record. Plots of the same kind at the same place of
/// frames have common scales where their axes have the same labels, so that they can be compared:
///
/// - Charts, bars, points and contours have the same axes, and lines, bars and paths of the same name the same colour.
/// - Contours have the same levels, and heat maps with the same rows and columns the same colours.
/// - Histograms have the same bins and heights, those in panels if there are as many in each frame.
/// - Images have the same width, and the same values are black and white unless they have a `range`.
public struct Slider: Hashable, Sendable, Showable {
  private let frames: Frames

  /// A slider over values in their order.
  ///
  /// - Parameters:
  ///   - label: The quantity, such as `γ` or `epochs`.
  ///   - values: One or more values, at most `DisplayLimits.sliderFrames`. Floating-point numbers are written with four
  ///     significant digits, or more if they are whole or differ in later digits only. Equal values trap.
  ///   - initial: The value that readers see first, and the only one that they see on paper and in terminals; by
  ///     default the first. One that is not in `values` traps.
  ///   - result: What is shown for a value: a chart, a table, text, or several of them in an array. It is called once for
  ///     each value, in their order.
  public init<Values: Sequence, Result>(
    _ label: String, _ values: Values, initially initial: Values.Element? = nil, file: StaticString = #file,
    line: UInt = #line, _ result: (Values.Element) throws -> Result
  ) rethrows where Values.Element: Equatable {
    let values = Array(values)
    let results = try values.map { LessonDisplay.shown(of: try result($0)) }
    let frames = zip(sliderNames(values), results).map(Frames.Frame.init)
    self.frames = Frames(
      .slider, label, frames, initially: initial.map { values.firstIndex(of: $0) } ?? 0, file: file,
      line: line)
  }

  /// One frame for each value.
  public var shown: Shown { .frames(frames) }
}

/// The values as texts, with as many digits as their differences and whole numbers need.
private func sliderNames(_ values: [some Any]) -> [String] {
  let numbers = values.compactMap { ($0 as? any BinaryFloatingPoint)?.plottedNumber }
  guard numbers.count == values.count else { return values.map { valueText($0) } }
  let digits = (4...17).first { digits in
    let texts = numbers.map { format($0, significantDigits: digits) }
    return Set(texts).count == numbers.count
      && zip(numbers, texts).allSatisfy { $0 != $0.rounded() || Double($1) == $0 }
  }
  return numbers.map { format($0, significantDigits: digits ?? 4) }
}

extension BinaryFloatingPoint {
  fileprivate var plottedNumber: Double { Double(self) }
}
