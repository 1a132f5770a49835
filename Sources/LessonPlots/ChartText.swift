import LessonDisplay
import LessonWords

extension Chart {
  /// A description of the chart in words, computed from the series, for readers who do not see it.
  package func textAlternative(in words: PlotWords) -> String {
    let hasLines = series.contains { $0.style != .points } || series.isEmpty
    let kind = hasLines ? words.lineChart : words.pointChart
    let opening = words.opening(kind(), [words.horizontal(x), words.vertical(y)])
    return words.text([opening] + series.map { summary(of: $0, in: words) })
  }

  /// The name of a chart: its title, or else a heading made from its axes.
  package func heading(in words: PlotWords) -> String {
    if let title, !title.isEmpty { return title }
    let axes = [y.label, x.label].filter { !$0.isEmpty }
    return axes.isEmpty ? series.map(\.name).joined(separator: ", ") : axes.joined(separator: " – ")
  }

  /// A single line that has the name of its axis needs no legend.
  var hasLegend: Bool {
    series.count > 1 || series.contains { !$0.name.isEmpty && $0.name != y.label }
  }

  /// One point in words.
  func pointText(_ series: Series, at index: Int) -> String {
    let value = { (axis: Axis, number: Double) in
      (axis.label.isEmpty ? "" : axis.label + " ") + format(number)
    }
    var point = "\(value(x, series.x[index])), \(value(y, series.y[index]))"
    if let band = series.band { point += " (\(format(band.lower[index])) … \(format(band.upper[index])))" }
    return series.name.isEmpty || series.name == y.label ? point : "\(series.name): \(point)"
  }

  /// A line in words.
  package func summary(of series: Series, in words: PlotWords) -> String {
    let points = zip(series.x, series.y).filter {
      $0.isFinite && $1.isFinite && (x.scale == .linear || $0 > 0) && (y.scale == .linear || $1 > 0)
    }
    guard let first = points.first, let last = points.last,
      let low = points.min(by: { $0.1 < $1.1 }), let high = points.max(by: { $0.1 < $1.1 })
    else { return words.part(series.name, words.noValues()) }
    func told(_ point: (Double, Double)) -> String { words.place(format(point.1), format(point.0)) }
    if points.count == 1 { return words.part(series.name, told(first)) }
    var counts = [words.points("\(points.count)")]
    if points.count < series.y.count { counts.append(words.gaps("\(series.y.count - points.count)")) }
    var story: [String] = []
    if low.1 == high.1 {
      story.append(words.constant(format(low.1)))
    } else {
      story.append(words.range(told(first), told(last)))
      if low != first && low != last { story.append(words.lowest(told(low))) }
      if high != first && high != last { story.append(words.highest(told(high))) }
    }
    if let band = series.band,
      let widest = zip(band.lower, band.upper).map({ $1 - $0 }).filter(\.isFinite).max()
    {
      story.append(words.band(format(widest)))
    }
    return words.part(series.name, counts: counts, story.joined(separator: ", "))
  }
}
