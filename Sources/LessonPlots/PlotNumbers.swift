import LessonDisplay
import LessonWords

/// How the numbers of a plot are written while it is drawn.
///
/// Drawings are for people and follow the page's language; plots in characters and tables of data stay as programs write
/// numbers. The style is local to the task, since each kind of plot makes texts in many places.
enum PlotNumbers {
  @TaskLocal static var style: NumberStyle?

  /// A number that a program wrote, in the current style.
  static func text(of written: String) -> String { style?.text(of: written) ?? written }
}

/// The number in the current style.
func format(_ value: Double, significantDigits: Int = 4) -> String {
  PlotNumbers.text(of: LessonDisplay.format(value, significantDigits: significantDigits))
}

/// The number in the current style.
func format(_ value: Double, decimals: Int) -> String {
  PlotNumbers.text(of: LessonDisplay.format(value, decimals: decimals))
}
