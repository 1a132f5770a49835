/// The words in which plots are told to those who don't see them, in the language of the page.
///
/// What a plot is about is said by its labels, which a lesson translates. Numbers come after a colon, so that no language
/// needs several forms of a word for them.
struct PlotWords: Sendable, Hashable {
  // MARK: Kinds

  /// Lines on two axes.
  let lineChart: Phrase
  /// Points on two axes.
  let pointChart: Phrase
  let barChart: Phrase
  let histogram: Phrase
  let heatMap: Phrase
  let confusionMatrix: Phrase
  /// Lines of equal height of a function.
  let contourPlot: Phrase
  /// Before how many they are.
  let images: Phrase

  // MARK: Axes

  /// With a label.
  let horizontalAxis: Phrase
  /// With a label.
  let verticalAxis: Phrase
  /// Of an axis.
  let logarithmic: Phrase
  /// How many there are in a table of colours.
  let rows: Phrase
  /// How many there are in a table of colours.
  let columns: Phrase

  // MARK: Values

  /// From one value to another, or from where a line begins to where it ends.
  let range: Phrase
  /// A value and where it is.
  let place: Phrase
  let noValues: Phrase
  /// How many there are.
  let points: Phrase
  /// How many places have no value.
  let gaps: Phrase
  /// How wide a band around a line is at most.
  let band: Phrase
  /// The value of a line that does not change.
  let constant: Phrase
  let lowest: Phrase
  let highest: Phrase

  // MARK: Statistics

  /// How many values were counted.
  let values: Phrase
  let mean: Phrase
  let deviation: Phrase
  /// Between which values most of them lie.
  let most: Phrase
  /// How many of how many were classified rightly.
  let right: Phrase
  /// Which classes are taken for others most often.
  let mistakes: Phrase
  /// At which values there are lines of equal height.
  let levels: Phrase
  /// How much of the plane each class has.
  let shares: Phrase
}

extension PlotWords {
  /// The words of a language; English where we know none.
  init(_ language: Language) { self = language.choice(from: Self.known) ?? Self.english }
}
