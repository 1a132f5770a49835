import LessonDisplay
import LessonWords

extension Chart {
  /// The lines with box characters; markers distinguish them.
  func characters(width: Int, rows: Int?, in words: PlotWords, among frames: [Chart]) -> [String] {
    let shared = SharedLines(frames)
    return characters(
      width: width, rows: rows ?? 16, in: words, title: title, keys: shared.keys, x: shared.x, y: shared.y,
      styles: shared.styles(of: self))
  }

  /// - Parameter styles: The indices that decide the markers of the series.
  func characters(
    width: Int, rows: Int, in words: PlotWords, title: String?, keys: [PlotKey], x: PlotAxis, y: PlotAxis,
    styles: [Int]
  ) -> [String] {
    let frame = CharacterFrame(
      title: title, keys: keys.map { CharacterFrame.entry($0, width: width) }, x: x, y: y, width: width,
      rows: rows)
    var grid = CharacterGrid(columns: frame.columns, rows: frame.rows)
    for series in series {
      for run in PlotPoints.band(series, x: frame.x, y: frame.y) { grid.fill(run) }
    }
    let lines = series.map { PlotPoints($0, x: frame.x, y: frame.y) }
    for (series, points) in zip(series, lines) where series.style != .points {
      for run in points.runs { grid.draw(run) }
    }
    for (line, points) in lines.enumerated() where series[line].style != .plainLine {
      let isLine = series[line].style == .line
      let limit = isLine ? frame.columns / (series.count > 2 ? 6 : 3) : .max
      for point in points.marked(line: line, of: lines.count, all: limit, some: 8) {
        grid.mark(point, PlotStyle.marker(styles[line]).character)
      }
    }
    return frame.lines(grid, in: words)
  }
}

extension CharacterGrid {
  /// Fills a band, column by column.
  fileprivate mutating func fill(_ run: [PlotPoints.BandPoint]) {
    for (start, end) in zip(run, run.dropFirst()) where start.x <= end.x {
      let (first, last) = (column(start.x), column(end.x))
      for column in first...last {
        let part = last == first ? 0 : Double(column - first) / Double(last - first)
        let upper = row(start.upper + (end.upper - start.upper) * part)
        let lower = row(start.lower + (end.lower - start.lower) * part)
        for row in min(upper, lower)...max(upper, lower) { fill(column: column, row: row, "░") }
      }
    }
  }
}
