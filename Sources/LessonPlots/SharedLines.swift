import LessonDisplay

/// The axes, the legend and the styles of the lines of one chart, or of charts that are frames of a slider.
struct SharedLines {
  private let charts: [Chart]
  /// One line for each style, in the order of the legend.
  private let lines: [Series]

  /// - Parameter charts: One or more charts with the same axes.
  init(_ charts: [Chart]) {
    self.charts = charts
    // In one chart, lines may have the same name and are still different.
    lines =
      charts.count == 1
      ? charts[0].series
      : charts.flatMap(\.series).reduce(into: []) { lines, line in
        if !lines.contains(where: { $0.name == line.name }) { lines.append(line) }
      }
  }

  var x: PlotAxis {
    PlotAxis(charts[0].x, charts.flatMap(\.series).flatMap(\.x), roundsOutward: false)
  }

  var y: PlotAxis {
    let series = charts.flatMap(\.series)
    let bands = series.compactMap(\.band)
    return PlotAxis(
      charts[0].y, series.flatMap(\.y) + bands.flatMap(\.lower) + bands.flatMap(\.upper), roundsOutward: true)
  }

  var keys: [PlotKey] {
    guard charts.contains(where: \.hasLegend) else { return [] }
    return lines.enumerated().map { index, line in
      PlotKey(name: line.name, index: index, form: line.style.form)
    }
  }

  /// The indices that decide colours and markers of a chart's lines.
  func styles(of chart: Chart) -> [Int] {
    guard charts.count > 1 else { return Array(chart.series.indices) }
    return chart.series.map { line in lines.firstIndex { $0.name == line.name } ?? 0 }
  }
}
