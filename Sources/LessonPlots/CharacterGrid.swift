import LessonCore

/// A grid of characters on which shapes are drawn; row 0 is at the top.
struct CharacterGrid {
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
  /// Characters over lines; the second cell of a wide character has an empty one.
  private var marks: [Int: String] = [:]
  private var ground: [Int: Character] = [:]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    sides = Array(repeating: [], count: columns * rows)
  }

  func row(_ fraction: Double) -> Int { rows - 1 - Self.cell(fraction, of: rows) }

  func column(_ fraction: Double) -> Int { Self.cell(fraction, of: columns) }

  private static func cell(_ fraction: Double, of count: Int) -> Int {
    Int((min(max(fraction, 0), 1) * Double(count - 1)).rounded())
  }

  /// The centre of a cell as fractions of the grid, from left to right and from bottom to top.
  func middle(column: Int, row: Int) -> (x: Double, y: Double) {
    (Double(column) / Double(max(1, columns - 1)), 1 - Double(row) / Double(max(1, rows - 1)))
  }

  /// Puts a character over lines.
  mutating func mark(_ point: PlotPoints.Point, _ character: Character) {
    mark(column: column(point.x), row: row(point.y), character)
  }

  /// Puts a character over lines; has no effect outside the grid.
  mutating func mark(column: Int, row: Int, _ character: Character) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    marks[row * columns + column] = String(character)
  }

  /// Puts a character under lines.
  mutating func fill(column: Int, row: Int, _ character: Character) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    ground[row * columns + column] = character
  }

  /// Writes text from a cell to the right; text beyond the edge is cut off.
  mutating func write(_ text: String, column: Int, row: Int) {
    var column = column
    for character in text {
      let width = TerminalColumns.columns(of: character)
      guard width > 0, column + width <= columns else { continue }
      mark(column: column, row: row, character)
      if width == 2, column >= 0, (0..<rows).contains(row) { marks[row * columns + column + 1] = "" }
      column += width
    }
  }

  /// Writes text in the middle of the grid.
  mutating func write(_ text: String) {
    write(text, column: max(0, (columns - TextWidth.columns(of: text)) / 2), row: rows / 2)
  }

  func line(_ row: Int) -> String {
    (row * columns..<(row + 1) * columns).map { cell in
      marks[cell]
        ?? String((sides[cell].isEmpty ? ground[cell] : nil) ?? Self.characters[sides[cell].rawValue])
    }.joined()
  }

  /// Draws a run of points as a line from column to column. In each column it covers all rows that it touches there.
  mutating func draw(_ run: [PlotPoints.Point]) {
    let cells = cells(of: run)
    for (start, end) in zip(cells, cells.dropFirst()) { connect(start, end) }
  }

  private func cells(of run: [PlotPoints.Point]) -> [(column: Int, row: Int)] {
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
    return cells
  }

  private mutating func connect(_ start: (column: Int, row: Int), _ end: (column: Int, row: Int)) {
    if start.column != end.column {
      // Vertical segments are drawn in the column that the line reaches.
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
