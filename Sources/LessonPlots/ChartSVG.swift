import LessonDisplay
import LessonMarkup

extension Chart: Plot {
  /// The lines on their axes.
  package func drawing(on sheet: Sheet) -> Drawing {
    let names = LineNames(self, on: sheet)
    let frame = PlotFrame(
      title: title, keys: names == nil ? keys : [], x: xAxis, y: yAxis, on: sheet,
      room: { _ in names?.room ?? 0 })
    let lines = series.indices.map { ChartLine(self, $0, style: $0, in: frame.box, on: sheet).element }
    return frame.drawing(table: data, lines + [names?.element(in: frame.box) ?? .empty])
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
  var form: PlotKey.Form {
    switch self {
    case .line: .line
    case .plainLine: .plainLine
    case .points: .points
    }
  }
}
