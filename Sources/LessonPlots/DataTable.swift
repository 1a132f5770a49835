import LessonDisplay

/// The numbers of a plot as a table that a reader can look through. Long tables keep only some rows, equally far apart.
package struct DataTable {
  package let table: Table
  /// The number of rows before thinning.
  package let count: Int
  /// The place of each row on the horizontal axis; empty if rows are not places.
  let places: [Double]

  /// More cells make a page heavy, and few people read them.
  private static let mostCells = 160
  /// The limit for plots with few columns; it suits the usual number of epochs.
  private static let mostRows = 32

  /// The largest number of rows that a table with a number of columns shows.
  static func mostRows(columns: Int) -> Int { min(mostRows, max(8, mostCells / max(1, columns))) }

  package init(columns: [Table.Column], rows: [[Table.Cell]]) {
    let kept = Self.thinned(count: rows.count, to: Self.mostRows(columns: columns.count))
    self.init(columns: columns, rows: kept.map { rows[$0] }, of: rows.count)
  }

  /// A table of rows that have already been thinned.
  package init(columns: [Table.Column], rows: [[Table.Cell]], of count: Int, at places: [Double] = []) {
    table = Table(columns: columns, cells: rows)
    self.count = count
    self.places = places
  }

  /// Rows of several parts, each thinned separately.
  ///
  /// - Parameter places: The places of each part's rows on the horizontal axis, if they are places.
  init(
    columns: [Table.Column], parts: [(count: Int, row: (Int) -> [Table.Cell])], at places: [[Double]] = []
  ) {
    let limit = max(2, Self.mostRows(columns: columns.count) / max(1, parts.count))
    let kept = parts.map { Self.thinned(count: $0.count, to: limit) }
    self.init(
      columns: columns, rows: zip(parts, kept).flatMap { part, kept in kept.map(part.row) },
      of: parts.reduce(0) { $0 + $1.count },
      at: zip(places, kept).flatMap { places, kept in kept.map { places[$0] } })
  }

  /// The indices of the rows that are kept: every n-th, and the last.
  static func thinned(count: Int, to limit: Int) -> [Int] {
    guard count > limit, limit > 1 else { return Array(0..<min(count, limit)) }
    let step = (count + limit - 3) / (limit - 1)
    return Array(stride(from: 0, to: count - 1, by: step)) + [count - 1]
  }
}

extension Table.Cell {
  /// A measured number; an empty cell if it is not finite.
  package init(measured value: Double) { self = value.isFinite ? .number(value) : .none }

  /// A number that counts something or is a coordinate; a whole number is written in full.
  package init(place value: Double) {
    self =
      value.magnitude < 1e9 ? Int(exactly: value).map(Self.integer) ?? .number(value) : .init(measured: value)
  }
}
