import LessonDisplay
import LessonMarkup
import LessonWords

extension Chart: Plot {
  /// The lines on their axes.
  package func drawing(in words: PlotWords) -> Drawing {
    let frame = PlotFrame(title: title, keys: keys, x: xAxis, y: yAxis)
    return frame.drawing(
      in: words,
      series.indices.map { line in ChartLine(chart: self, line: line, frame: frame, words: words).element })
  }

  var xAxis: PlotAxis { PlotAxis(x, series.lazy.flatMap(\.x), roundsOutward: false) }

  var yAxis: PlotAxis {
    let bands = series.compactMap(\.band)
    return PlotAxis(
      y, series.flatMap(\.y) + bands.flatMap(\.lower) + bands.flatMap(\.upper), roundsOutward: true)
  }

  package var keys: [PlotKey] {
    guard hasLegend else { return [] }
    return series.enumerated().map { index, series in
      PlotKey(name: series.name, index: index, form: series.style.form)
    }
  }
}

extension Series.Style {
  fileprivate var form: PlotKey.Form {
    switch self {
    case .line: .line
    case .plainLine: .plainLine
    case .points: .points
    }
  }
}

/// One series of a chart in its frame.
private struct ChartLine {
  let chart: Chart
  let line: Int
  let frame: PlotFrame
  private let words: PlotWords
  private let points: PlotPoints

  init(chart: Chart, line: Int, frame: PlotFrame, words: PlotWords) {
    self.chart = chart
    self.line = line
    self.frame = frame
    self.words = words
    points = PlotPoints(chart.series[line], x: frame.x, y: frame.y)
  }

  private var series: Series { chart.series[line] }

  /// The largest number of points for which each gets a marker and a hint.
  private var limit: Int { series.style == .points ? 400 : chart.series.count > 4 ? 20 : 40 }

  var element: Element {
    .tag("g", ["class": "series series-\(line + 1)", "color": PlotStyle.colour(line)])[
      [band, curve, markers].compactMap(\.self)]
  }

  private var band: Element? {
    let runs = PlotPoints.band(series, x: frame.x, y: frame.y)
    guard !runs.isEmpty else { return nil }
    let data = runs.map { run in
      let forth = run.map { frame.point(x: $0.x, y: $0.upper) }
      let back = run.reversed().map { frame.point(x: $0.x, y: $0.lower) }
      return "M" + (forth + back).joined(separator: "L") + "Z"
    }
    return .tag(
      "path", ["class": "band", "d": data.joined(), "fill": "currentColor", "fill-opacity": "0.18"])
  }

  private var curve: Element? {
    guard series.style != .points else { return nil }
    let data = points.runs.filter { $0.count > 1 }.map { frame.path(PlotPoints.thinned($0, slices: 250)) }
      .joined()
    guard !data.isEmpty else { return nil }
    let path = Element.tag(
      "path",
      [
        "d": data, "fill": "none", "stroke": "currentColor",
        "stroke-width": points.count > 500 ? "1.5" : "2",
        "stroke-linejoin": "round", "stroke-linecap": "round",
      ])
    let hasHints = series.style == .line && points.count <= limit
    return hasHints ? path : path[.tag("title")[.text(chart.summary(of: series, in: words))]]
  }

  private var markers: Element? {
    guard series.style != .plainLine else { return nil }
    let marked = points.marked(
      line: line, of: series.style == .points ? 1 : chart.series.count,
      all: series.style == .points ? .max : limit, some: 7)
    guard !marked.isEmpty else { return nil }
    let isDense = series.style == .points && points.count > limit
    let radius =
      isDense ? 2.0 : series.style == .line && points.count > limit ? 4.5 : points.count > 20 ? 3.0 : 3.6
    let shapes = marked.map { point in
      PlotStyle.marker(line).element(
        x: frame.place(x: point.x), y: frame.place(y: point.y), radius: radius,
        title: isDense ? nil : chart.pointText(series, at: point.index))
    }
    return .tag("g", ["fill": "currentColor"])[shapes]
  }
}
