import LessonCore
import LessonDisplay

/// Where the cells and names of a heat map have their places.
struct HeatMapLayout {
  let rowNames: [PlotLabel]
  let columnNames: [PlotLabel]
  let direction: PlotAxis.Direction
  /// The width of a cell.
  let cell: Double
  /// The height of all rows.
  let height: Double
  /// The numbers in the cells; `nil` if they do not fit.
  let numbers: [String]?

  private static let largestCell = 64.0
  private static let widestHead = 120.0
  /// Numbers below this are not legible.
  private static let lowestRow = 18.0

  /// The least distance of names from bottom to top.
  private static let turnedLine = 12.0

  /// The size of numbers in cells.
  static func fontSize(on sheet: Sheet) -> Double { sheet.by(wide: Drawing.smallFontSize, narrow: 11) }

  /// - Parameter bar: The width of the colour bar beside a map without numbers, and beside one with them.
  init(_ map: HeatMap, bar: (without: Double, with: Double), on sheet: Sheet) {
    let rows = map.grid.rows, columns = Double(max(1, map.grid.columns))
    // The counts of ten classes need the width of a phone.
    let widestName: Double = sheet.by(wide: 180, narrow: map.kind == .confusion ? 72 : 100)
    let lines = map.rows.count <= 12 && map.kind == .values ? 3 : map.rows.count <= 20 ? 2 : 1
    rowNames = map.rows.map { PlotLabel($0, width: widestName, lines: lines) }
    let left = sheet.margin + (rowNames.map(\.width).max() ?? 0) + 8
    func widest(_ room: Double) -> Double { (sheet.width - sheet.margin - left - max(4, room)) / columns }
    let forms = map.numberForms
    func fits(_ numbers: [String]) -> Bool {
      let size = numbers.map { TextWidth.estimate($0, size: Self.fontSize(on: sheet)) }.max() ?? 0
      return size + sheet.by(wide: 4, narrow: 2) <= widest(bar.with)
    }
    numbers = rows <= 40 && map.canHaveNumbers ? forms.first(where: fits) : nil
    let longest = map.columns.map { TextWidth.estimate($0, size: Drawing.fontSize) + 12 }.max() ?? 0
    cell = min(
      max(Self.largestCell, min(longest, Self.widestHead)), widest(numbers == nil ? bar.without : bar.with))
    (columnNames, direction) = Self.heads(map.columns, cell: cell, on: sheet)
    let room = rows <= 40 ? (rowNames.map(\.height).max() ?? 0) + 2 : 0
    let row =
      numbers == nil ? min(max(cell, 4), 24, 600 / Double(max(1, rows))) : min(max(cell, Self.lowestRow), 30)
    height = max(40, max(row, room) * Double(rows))
  }

  /// The names below the columns: across if they fit or the columns are wide, else upward.
  private static func heads(
    _ names: [String], cell: Double, on sheet: Sheet
  ) -> ([PlotLabel], PlotAxis.Direction) {
    let across = names.map { PlotLabel($0, width: max(cell - 8, 10), lines: 3) }
    let areNumbers = names == names.indices.map(String.init)
    if areNumbers { return (names.map(PlotLabel.init(line:)), .across) }
    if cell >= 90 || across.allSatisfy({ $0.hint == nil }) { return (across, .across) }
    let lines = cell >= 2 * PlotLabel.lineHeight + 2 ? 2 : 1
    return (names.map { PlotLabel($0, width: sheet.by(wide: 160, narrow: 120), lines: lines) }, .upward)
  }

  func xAxis(_ label: String) -> PlotAxis {
    // Names from bottom to top need the height of a line each, and never more than there are columns.
    let room = direction == .upward ? Int(cell * Double(columnNames.count) / Self.turnedLine) : 1
    return PlotAxis(label, names: columnNames, room: room, direction: direction)
  }

  func yAxis(_ label: String) -> PlotAxis {
    let room = Int(height / PlotLabel.lineHeight)
    return PlotAxis(label, names: rowNames.reversed(), room: room)
  }
}

extension HeatMap {
  /// Numbers in more cells than these would be too small.
  private static let mostNumbers = 400

  /// Whether numbers can stand on the colours, in a drawing of some size.
  var canHaveNumbers: Bool { kind == .confusion || grid.values.count <= Self.mostNumbers }

  /// The numbers of all cells in ever shorter forms.
  fileprivate var numberForms: [[String]] {
    let plain = grid.values.map(number)
    guard kind == .confusion else { return [plain] }
    return [plain] + [1, 0].map { decimals in grid.values.map { shortened($0, decimals: decimals) } }
  }

  /// A number as it appears in a cell; a missing one as in tables.
  func number(_ value: Double) -> String {
    guard value.isFinite else { return Table.Column("").text(of: .none) }
    return value == value.rounded() && value.magnitude < 1e6
      ? format(value, decimals: 0) : format(value, significantDigits: 3)
  }

  /// A count in thousands or millions: `12k`.
  func shortened(_ value: Double, decimals: Int = 1) -> String {
    guard value.isFinite, value >= 1000 else { return number(value) }
    let (size, sign) = value < 999_500 ? (1e3, "k") : (1e6, "M")
    let isWhole = (value / size).truncatingRemainder(dividingBy: 1) == 0
    return format(value / size, decimals: isWhole || value / size >= 9.95 ? 0 : decimals) + sign
  }
}
