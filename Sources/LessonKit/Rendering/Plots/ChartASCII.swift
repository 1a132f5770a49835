import LessonDisplay

extension Chart {
  /// The chart in characters, for terminals and for `text` fences in Markdown.
  ///
  /// Lines are drawn with box characters and told apart by their markers, without colour. Trailing spaces are left out.
  ///
  /// - Parameters:
  ///   - width: Columns at most; 78 fits a page of Markdown on GitHub. Below 40 is taken as 40.
  ///   - height: Rows of the plot itself, without labels. Below 5 is taken as 5.
  public func ascii(width: Int = 78, height: Int = 16) -> String {
    CharacterPlot(self, width: max(40, width), height: max(5, height)).text
  }
}

/// A chart on a grid of characters.
struct CharacterPlot {
  private let chart: Chart
  private let width: Int
  private let x: PlotScale
  private let y: PlotScale
  /// Columns for the labels left of the axis.
  private let labelWidth: Int
  private let columns: Int
  private let rows: Int

  init(_ chart: Chart, width: Int, height: Int) {
    self.chart = chart
    self.width = width
    rows = height
    y = PlotScale(
      chart.series.lazy.flatMap(\.y), kind: chart.y.scale, roundsOutward: true,
      tickLimit: max(3, (height + 2) / 3),
      powers: .letter)
    labelWidth = y.ticks.map { TextWidth.columns(of: $0.label) }.max() ?? 0
    columns = width - labelWidth - 2
    x = Self.fittingX(chart, columns: columns)
  }

  /// As many ticks from left to right as there is room for their labels.
  private static func fittingX(_ chart: Chart, columns: Int) -> PlotScale {
    var limit = 10
    while true {
      let scale = PlotScale(
        chart.series.lazy.flatMap(\.x), kind: chart.x.scale, roundsOutward: false, tickLimit: limit,
        powers: .letter)
      let labels = scale.ticks.map { (column($0.value, scale, columns), $0.label.count) }
      let fits = zip(labels, labels.dropFirst()).allSatisfy { $1.0 - $0.0 >= ($0.1 + $1.1) / 2 + 3 }
      if fits || limit == 1 { return scale }
      limit -= 1
    }
  }

  private static func column(_ value: Double, _ scale: PlotScale, _ columns: Int) -> Int {
    Int(((scale.fraction(value) ?? 0) * Double(columns - 1)).rounded())
  }

  // MARK: - The parts

  var text: String {
    let parts = title + legend + yLabel + plot + axis + xLabel
    return parts.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  private func wrapped(_ text: String) -> [String] {
    TextWidth.lines(text) { TextWidth.columns(of: $0) <= width }
  }

  private var title: [String] { wrapped(chart.title ?? "") }
  private var yLabel: [String] { wrapped(chart.y.label) }

  private var xLabel: [String] {
    wrapped(chart.x.label).map { line in
      let size = TextWidth.columns(of: line)
      let start = min(labelWidth + 2 + max(0, columns - size) / 2, width - size)
      return String(repeating: " ", count: start) + line
    }
  }

  private var legend: [String] {
    guard chart.hasLegend else { return [] }
    var lines: [String] = []
    for (line, series) in chart.series.enumerated() {
      let name = TextWidth.elided(series.name, columns: width - 6)
      let entry = "─\(PlotStyle.marker(line).character)─ \(name)"
      if let last = lines.last, TextWidth.columns(of: last) + 3 + TextWidth.columns(of: entry) <= width {
        lines[lines.count - 1] += "   " + entry
      } else {
        lines.append(entry)
      }
    }
    return lines
  }

  private var plot: [String] {
    var grid = CharacterGrid(columns: columns, rows: rows)
    let lines = chart.series.map { PlotPoints($0, x: x, y: y) }
    for points in lines {
      for run in points.runs { grid.draw(run) }
    }
    for (line, points) in lines.enumerated() {
      let limit = columns / (chart.series.count > 2 ? 6 : 3)
      for point in points.marked(line: line, of: lines.count, all: limit, some: 8) {
        grid.mark(point, PlotStyle.marker(line).character)
      }
    }
    if x.isEmpty || y.isEmpty { grid.write("no values") }
    let labels = Dictionary(
      y.ticks.compactMap { tick in y.fraction(tick.value).map { (grid.row($0), tick.label) } },
      uniquingKeysWith: { first, _ in first })
    return (0..<rows).map { row in
      let label = labels[row]
      return TextWidth.padded(toRight: label ?? "", to: labelWidth) + (label == nil ? " │" : " ┤")
        + grid.line(row)
    }
  }

  private var axis: [String] {
    var line = Array(repeating: Character("─"), count: columns)
    var labels = Array(repeating: Character(" "), count: width)
    for tick in x.ticks {
      let column = Self.column(tick.value, x, columns)
      line[column] = "┬"
      let start = min(max(0, labelWidth + 2 + column - tick.label.count / 2), width - tick.label.count)
      for (offset, character) in tick.label.enumerated() { labels[start + offset] = character }
    }
    return [String(repeating: " ", count: labelWidth) + " └" + String(line), String(labels)]
  }
}

/// Characters that lines leave on a grid; the top row is 0.
private struct CharacterGrid {
  /// The sides on which a line leaves a cell.
  private struct Sides: OptionSet {
    let rawValue: Int
    static let left = Sides(rawValue: 1)
    static let right = Sides(rawValue: 2)
    static let up = Sides(rawValue: 4)
    static let down = Sides(rawValue: 8)
  }

  private static let characters: [Character] = Array(" ───│┘└┴│┐┌┬│┤├┼")

  let columns: Int
  let rows: Int
  private var sides: [Sides]
  private var marks: [Int: Character] = [:]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    sides = Array(repeating: [], count: columns * rows)
  }

  func row(_ fraction: Double) -> Int {
    rows - 1 - Int((min(max(fraction, 0), 1) * Double(rows - 1)).rounded())
  }

  private func column(_ fraction: Double) -> Int { Int((fraction * Double(columns - 1)).rounded()) }

  mutating func mark(_ point: PlotPoints.Point, _ character: Character) {
    marks[row(point.y) * columns + column(point.x)] = character
  }

  /// Text in the middle of the grid.
  mutating func write(_ text: String) {
    let start = rows / 2 * columns + (columns - text.count) / 2
    for (offset, character) in text.enumerated() { marks[start + offset] = character }
  }

  func line(_ row: Int) -> String {
    String(
      (row * columns..<(row + 1) * columns).map { cell in marks[cell] ?? Self.characters[sides[cell].rawValue]
      })
  }

  /// A run of points as a line that goes from column to column and, inside each, over all rows that it touches there.
  mutating func draw(_ run: [PlotPoints.Point]) {
    var cells: [(column: Int, row: Int)] = []
    for (start, end) in zip(run, run.dropFirst()) {
      let (from, to) = (column(start.x), column(end.x))
      if cells.isEmpty { cells.append((from, row(start.y))) }
      let step = to < from ? -1 : 1
      for next in stride(from: from + step, through: to, by: step) where from != to {
        let part = Double(next - from) / Double(to - from)
        cells.append((next, row(start.y + (end.y - start.y) * part)))
      }
      if from == to { cells.append((to, row(end.y))) }
    }
    for (start, end) in zip(cells, cells.dropFirst()) { connect(start, end) }
  }

  private mutating func connect(_ start: (column: Int, row: Int), _ end: (column: Int, row: Int)) {
    if start.column != end.column {
      // Up and down happens in the column that is reached.
      let forward = start.column < end.column
      sides[start.row * columns + start.column].insert(forward ? .right : .left)
      sides[start.row * columns + end.column].insert(forward ? .left : .right)
    }
    guard start.row != end.row else { return }
    let (top, bottom) = (min(start.row, end.row), max(start.row, end.row))
    for row in top...bottom {
      if row > top { sides[row * columns + end.column].insert(.up) }
      if row < bottom { sides[row * columns + end.column].insert(.down) }
    }
  }
}
