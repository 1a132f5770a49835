import LessonDisplay

/// The numbers of a plot as a table that a reader can look through: of many rows only some, equally far apart.
package struct DataTable {
  package let table: Table
  /// How many rows there would be with none left out.
  package let count: Int

  /// More cells make a page heavy, and nobody reads them.
  private static let mostCells = 160
  /// Of a plot with few columns there are no more rows than this, but as many as epochs are usual.
  private static let mostRows = 32

  /// Up to how many rows are shown whole where there are so many columns.
  static func mostRows(columns: Int) -> Int { min(mostRows, max(8, mostCells / max(1, columns))) }

  package init(columns: [Table.Column], rows: [[Table.Cell]]) {
    let kept = Self.thinned(count: rows.count, to: Self.mostRows(columns: columns.count))
    self.init(columns: columns, rows: kept.map { rows[$0] }, of: rows.count)
  }

  /// A table of rows that have been chosen already.
  package init(columns: [Table.Column], rows: [[Table.Cell]], of count: Int) {
    table = Table(columns: columns, cells: rows)
    self.count = count
  }

  /// Rows of several parts, each thinned by itself.
  init(columns: [Table.Column], parts: [(count: Int, row: (Int) -> [Table.Cell])]) {
    let limit = max(2, Self.mostRows(columns: columns.count) / max(1, parts.count))
    self.init(
      columns: columns,
      rows: parts.flatMap { part in Self.thinned(count: part.count, to: limit).map(part.row) },
      of: parts.reduce(0) { $0 + $1.count })
  }

  /// The places that stay: each so many-th, and the last.
  static func thinned(count: Int, to limit: Int) -> [Int] {
    guard count > limit, limit > 1 else { return Array(0..<min(count, limit)) }
    let step = (count + limit - 3) / (limit - 1)
    return Array(stride(from: 0, to: count - 1, by: step)) + [count - 1]
  }
}

extension Table.Cell {
  /// A number that was measured; nothing where there is none.
  package init(measured value: Double) { self = value.isFinite ? .number(value) : .none }

  /// A number that counts something, or has a place on an axis, in full if it is whole.
  package init(place value: Double) {
    self =
      value.magnitude < 1e9 ? Int(exactly: value).map(Self.integer) ?? .number(value) : .init(measured: value)
  }
}
