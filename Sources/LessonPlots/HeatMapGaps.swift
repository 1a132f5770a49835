import LessonDisplay
import LessonMarkup

/// The hatching of cells without a number, which tells them from low numbers.
struct HeatMapGaps {
  private let grid: Grid
  private let frame: PlotFrame

  init(_ grid: Grid, in frame: PlotFrame) {
    self.grid = grid
    self.frame = frame
  }

  func element(on sheet: Sheet) -> Element {
    let outlines = runs.map(outline).joined()
    guard !outlines.isEmpty else { return .empty }
    let id = sheet.id("gaps")
    return .tag("g", ["class": "gaps"])[
      .tag("pattern", ["id": id, "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"])[
        // The corners complete the line of the neighbours.
        .tag("path", ["d": "M-1 1l2-2M0 6l6-6M5 7l2-2", "stroke": "currentColor", "stroke-opacity": "0.45"])]
    ][.tag("path", ["d": outlines, "fill": "url(#\(id))", "pointer-events": "none"])]
  }

  /// Neighbouring cells in a row: the index of the first, and their number.
  private var runs: [(first: Int, count: Int)] {
    (0..<grid.rows).flatMap { row in
      let cells = row * grid.columns..<(row + 1) * grid.columns
      return cells.split { grid.values[$0].isFinite }.map { ($0.first ?? 0, $0.count) }
    }
  }

  private func outline(_ run: (first: Int, count: Int)) -> String {
    let first = grid.cell(run.first, in: frame)
    let width = coordinate(first.width * Double(run.count))
    return "M\(coordinate(first.x)) \(coordinate(first.y))h\(width)v\(coordinate(first.height))h-\(width)Z"
  }
}

extension Grid {
  /// The place of a cell in a drawing.
  func cell(_ index: Int, in frame: PlotFrame) -> Drawing.Area {
    let (row, column) = (Double(index / columns), Double(index % columns))
    let (width, height) = (
      (frame.right - frame.left) / Double(columns), (frame.bottom - frame.top) / Double(rows)
    )
    return Drawing.Area(
      x: frame.left + column * width, y: frame.top + row * height, width: width, height: height)
  }
}
