import LessonCore

/// The words that describe plots to readers who do not see them, in the language of the page.
///
/// The labels of a plot, which a lesson translates, say what it shows. Numbers follow a colon, so that no language
/// needs several forms of a word for them.
package struct PlotWords: Sendable, Hashable {
  /// How numbers are written, here and everywhere on pages.
  package let numbers: NumberStyle

  // MARK: Kinds

  /// Lines on two axes.
  package let lineChart: Phrase
  /// Points on two axes.
  package let pointChart: Phrase
  package let barChart: Phrase
  package let histogram: Phrase
  package let heatMap: Phrase
  package let confusionMatrix: Phrase
  /// Contour lines of a function.
  package let contourPlot: Phrase
  /// Before the number of images.
  package let images: Phrase

  // MARK: Axes

  /// Before the label of the horizontal axis.
  package let horizontalAxis: Phrase
  /// Before the label of the vertical axis.
  package let verticalAxis: Phrase
  /// A property of an axis.
  package let logarithmic: Phrase
  /// The number of rows in a heat map.
  package let rows: Phrase
  /// The number of columns in a heat map.
  package let columns: Phrase

  // MARK: Values

  /// From one value to another, or from the start of a line to its end.
  package let range: Phrase
  /// A value and its coordinates.
  package let place: Phrase
  package let noValues: Phrase
  /// The number of points.
  package let points: Phrase
  /// The number of missing values.
  package let gaps: Phrase
  /// The greatest width of a band around a line.
  package let band: Phrase
  /// The value of a constant line.
  package let constant: Phrase
  package let lowest: Phrase
  package let highest: Phrase

  // MARK: Statistics

  /// The number of values.
  package let values: Phrase
  package let mean: Phrase
  package let deviation: Phrase
  /// The interval that contains most of the values.
  package let most: Phrase
  /// The number of correct classifications, and of all.
  package let right: Phrase
  /// The most frequent confusions of classes.
  package let mistakes: Phrase
  /// The values of the contour lines.
  package let levels: Phrase
  /// The part of the plane that each class has.
  package let shares: Phrase
}

extension PlotWords {
  /// The words of a language; English if we have none for it.
  package init(_ language: Language) { self = InterfaceLanguage.known(language)?.plots ?? .english }

  /// The English words.
  package static var english: PlotWords { InterfaceLanguage.english.plots }
}
