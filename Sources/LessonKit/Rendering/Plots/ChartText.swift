import LessonDisplay

extension Chart {
  /// The chart in words, computed from the series: for readers who don't see it.
  var textAlternative: String {
    let axes = [(x, "horizontal"), (y, "vertical")].map { axis, direction in
      "\(direction) axis \(axis.label.isEmpty ? "without a name" : axis.label)\(axis.scale == .log ? ", logarithmic" : "")"
    }
    let lines = series.map(summary)
    let kind = series.contains { $0.style != .points } || series.isEmpty ? "Line chart" : "Chart of points"
    return ([kind + "; " + axes.joined(separator: "; ")] + lines).joined(separator: ". ") + "."
  }

  /// What the chart is called where it has no title of its own.
  var heading: String {
    if let title, !title.isEmpty { return title }
    let axes = [y.label, x.label].filter { !$0.isEmpty }
    return axes.isEmpty ? series.map(\.name).joined(separator: ", ") : axes.joined(separator: " – ")
  }

  /// A single line that bears the name of its axis needs no legend.
  var hasLegend: Bool {
    series.count > 1 || series.contains { !$0.name.isEmpty && $0.name != y.label }
  }

  /// One point in words.
  func pointText(_ series: Series, at index: Int) -> String {
    let value = { (axis: Axis, number: Double) in
      (axis.label.isEmpty ? "" : axis.label + " ") + format(number)
    }
    var point = "\(value(x, series.x[index])), \(value(y, series.y[index]))"
    if let band = series.band { point += " (\(format(band.lower[index])) to \(format(band.upper[index])))" }
    return series.name.isEmpty || series.name == y.label ? point : "\(series.name): \(point)"
  }

  /// A line in words.
  func summary(of series: Series) -> String {
    let name = series.name.isEmpty ? "a line" : series.name
    let points = zip(series.x, series.y).filter {
      $0.isFinite && $1.isFinite && (x.scale == .linear || $0 > 0) && (y.scale == .linear || $1 > 0)
    }
    guard let first = points.first, let last = points.last,
      let low = points.min(by: { $0.1 < $1.1 }), let high = points.max(by: { $0.1 < $1.1 })
    else { return "\(name): no values" }
    if points.count == 1 { return "\(name): \(format(first.1)) at \(format(first.0))" }
    let gaps = series.y.count - points.count
    var text = "\(name): \(points.count) points\(gaps > 0 ? " and \(gaps) without a value" : "")"
    if let band = series.band,
      let widest = zip(band.lower, band.upper).map({ $1 - $0 }).filter(\.isFinite).max()
    {
      text += " in a band up to \(format(widest)) wide"
    }
    if low.1 == high.1 { return text + ", all \(format(low.1))" }
    text += ", from \(format(first.1)) at \(format(first.0)) to \(format(last.1)) at \(format(last.0))"
    for (word, point) in [("lowest", low), ("highest", high)] where point != first && point != last {
      text += ", \(word) \(format(point.1)) at \(format(point.0))"
    }
    return text
  }
}
