import LessonCore

/// The words in which plots are told to those who don't see them, in the language of the page.
///
/// What a plot is about is said by its labels, which a lesson translates. Numbers come after a colon, so that no language
/// needs several forms of a word for them.
package struct PlotWords: Sendable, Hashable {
  // MARK: Kinds

  /// Lines on two axes.
  package let lineChart: Phrase
  /// Points on two axes.
  package let pointChart: Phrase
  package let barChart: Phrase
  package let histogram: Phrase
  package let heatMap: Phrase
  package let confusionMatrix: Phrase
  /// Lines of equal height of a function.
  package let contourPlot: Phrase
  /// Before how many they are.
  package let images: Phrase

  // MARK: Axes

  /// With a label.
  package let horizontalAxis: Phrase
  /// With a label.
  package let verticalAxis: Phrase
  /// Of an axis.
  package let logarithmic: Phrase
  /// How many there are in a table of colours.
  package let rows: Phrase
  /// How many there are in a table of colours.
  package let columns: Phrase

  // MARK: Values

  /// From one value to another, or from where a line begins to where it ends.
  package let range: Phrase
  /// A value and where it is.
  package let place: Phrase
  package let noValues: Phrase
  /// How many there are.
  package let points: Phrase
  /// How many places have no value.
  package let gaps: Phrase
  /// How wide a band around a line is at most.
  package let band: Phrase
  /// The value of a line that does not change.
  package let constant: Phrase
  package let lowest: Phrase
  package let highest: Phrase

  // MARK: Statistics

  /// How many values were counted.
  package let values: Phrase
  package let mean: Phrase
  package let deviation: Phrase
  /// Between which values most of them lie.
  package let most: Phrase
  /// How many of how many were classified rightly.
  package let right: Phrase
  /// Which classes are taken for others most often.
  package let mistakes: Phrase
  /// At which values there are lines of equal height.
  package let levels: Phrase
  /// How much of the plane each class has.
  package let shares: Phrase
}

extension PlotWords {
  /// The words of a language; English where we know none.
  package init(_ language: Language) { self = InterfaceLanguage.known(language)?.plots ?? .english }

  /// Those of English.
  package static var english: PlotWords { InterfaceLanguage.english.plots }
}
