import LessonDisplay
import LessonMarkup

/// One series of a chart in its box.
struct ChartLine {
  private let chart: Chart
  private let line: Int
  private let style: Int
  private let box: AxesBox
  private let sheet: Sheet
  private let points: PlotPoints

  /// - Parameters:
  ///   - line: The index of the series in the chart.
  ///   - style: The index that decides colour, marker and dashes.
  init(_ chart: Chart, _ line: Int, style: Int, in box: AxesBox, on sheet: Sheet) {
    self.chart = chart
    self.line = line
    self.style = style
    self.box = box
    self.sheet = sheet
    points = PlotPoints(chart.series[line], x: box.x, y: box.y)
  }

  private var series: Series { chart.series[line] }

  /// The largest number of points for which each gets a marker and a hint.
  private var limit: Int {
    if series.style == .points { return 400 }
    return chart.series.count > 4 || box.right - box.left < 300 ? 20 : 40
  }

  var element: Element {
    .tag("g", ["class": "series series-\(style + 1)", "color": PlotStyle.colour(style)])[
      [band, curve, markers].compactMap(\.self)]
  }

  private var band: Element? {
    let runs = PlotPoints.band(series, x: box.x, y: box.y)
    guard !runs.isEmpty else { return nil }
    let data = runs.map { run in
      let forth = run.map { (box.place(x: $0.x), box.place(y: $0.upper)) }
      let back = run.reversed().map { (box.place(x: $0.x), box.place(y: $0.lower)) }
      return box.path(forth + back) + "Z"
    }
    return .tag(
      "path", ["class": "band", "d": data.joined(), "fill": "currentColor", "fill-opacity": "0.18"])
  }

  private var curve: Element? {
    guard series.style != .points else { return nil }
    let slices = sheet.by(wide: 250, narrow: 120)
    let data = points.runs.filter { $0.count > 1 }.map { box.path(PlotPoints.thinned($0, slices: slices)) }
      .joined()
    guard !data.isEmpty else { return nil }
    let path = Element.tag(
      "path",
      [
        "d": data, "fill": "none", "stroke": "currentColor",
        "stroke-width": points.count > 500 ? "1.5" : "2",
        "stroke-linejoin": "round", "stroke-linecap": dashes == nil ? "round" : nil,
        "stroke-dasharray": dashes,
      ])
    guard series.style == .plainLine || !hasHints,
      let hint = sheet.hint(chart.summary(of: series, in: sheet.words))
    else { return path }
    return path[.tag("title")[.text(hint)]]
  }

  /// Whether each point has a hint; with hints on more points, a page would be too large.
  private var hasHints: Bool {
    sheet.hasHints && points.count <= limit
      && chart.series.reduce(0) { $0 + $1.x.count } <= Self.mostHints
  }

  private static let mostHints = 40

  private var dashes: String? { series.style == .plainLine ? PlotStyle.dashes(style) : nil }

  private var markers: Element? {
    guard series.style != .plainLine || points.runs.contains(where: { $0.count == 1 }) else { return nil }
    let marked =
      series.style == .plainLine
      ? points.runs.filter { $0.count == 1 }.flatMap(\.self)
      : points.marked(
        line: line, of: series.style == .points ? 1 : chart.series.count,
        all: series.style == .points ? .max : limit, some: 7)
    guard !marked.isEmpty else { return nil }
    let isDense = series.style == .points && points.count > limit
    let radius =
      isDense ? 2.0 : series.style == .line && points.count > limit ? 4.5 : points.count > 20 ? 3.0 : 3.6
    let marker = PlotStyle.marker(style)
    guard hasHints else {
      return .tag("g", ["fill": "currentColor"])[
        PlotMarker.elements(marker, at: marked.map(box.place), radius: radius)]
    }
    let shapes = marked.map { point in
      let place = box.place(point)
      return marker.element(
        x: place.x, y: place.y, radius: radius, title: chart.pointText(series, at: point.index))
    }
    return .tag("g", ["fill": "currentColor"])[shapes]
  }
}
