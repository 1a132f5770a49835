import LessonCore

/// The words in which plots are told to those who don't see them, in the language of the page.
///
/// What a plot is about is said by its labels, which a lesson translates. Numbers come after a colon, so that no language
/// needs several forms of a word for them.
package struct PlotWords: Sendable, Hashable {
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
  package let images: Phrase

  // MARK: Axes

  /// With a label.
  let horizontalAxis: Phrase
  /// With a label.
  let verticalAxis: Phrase
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
  package let values: Phrase
  package let mean: Phrase
  package let deviation: Phrase
  /// Between which values most of them lie.
  package let most: Phrase
  /// How many of how many were classified rightly.
  package let right: Phrase
  /// Which classes are taken for others most often.
  let mistakes: Phrase
  /// At which values there are lines of equal height.
  let levels: Phrase
  /// How much of the plane each class has.
  package let shares: Phrase

  package init(
    lineChart: Phrase, pointChart: Phrase, barChart: Phrase, histogram: Phrase, heatMap: Phrase,
    confusionMatrix: Phrase, contourPlot: Phrase, images: Phrase, horizontalAxis: Phrase,
    verticalAxis: Phrase, logarithmic: Phrase, rows: Phrase, columns: Phrase, range: Phrase, place: Phrase,
    noValues: Phrase, points: Phrase, gaps: Phrase, band: Phrase, constant: Phrase, lowest: Phrase,
    highest: Phrase, values: Phrase, mean: Phrase, deviation: Phrase, most: Phrase, right: Phrase,
    mistakes: Phrase, levels: Phrase, shares: Phrase
  ) {
    self.lineChart = lineChart
    self.pointChart = pointChart
    self.barChart = barChart
    self.histogram = histogram
    self.heatMap = heatMap
    self.confusionMatrix = confusionMatrix
    self.contourPlot = contourPlot
    self.images = images
    self.horizontalAxis = horizontalAxis
    self.verticalAxis = verticalAxis
    self.logarithmic = logarithmic
    self.rows = rows
    self.columns = columns
    self.range = range
    self.place = place
    self.noValues = noValues
    self.points = points
    self.gaps = gaps
    self.band = band
    self.constant = constant
    self.lowest = lowest
    self.highest = highest
    self.values = values
    self.mean = mean
    self.deviation = deviation
    self.most = most
    self.right = right
    self.mistakes = mistakes
    self.levels = levels
    self.shares = shares
  }
}

extension PlotWords {
  /// The words of a language; English where we know none.
  package init(_ language: Language) { self = language.choice(from: Self.known) ?? Self.english }
}
