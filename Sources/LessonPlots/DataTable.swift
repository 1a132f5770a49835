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

// MARK: - Lines

extension Chart {
  package var data: DataTable? {
    let places = Set(series.flatMap(\.x).filter(\.isFinite))
    let longest = series.map(\.x.count).max() ?? 0
    let areApart = series.allSatisfy { Set($0.x).count == $0.x.count }
    // Lines that were measured at other places each would leave most cells of one table empty.
    return areApart && places.count <= longest + longest / 4
      ? DataTable(besideEachOther: self, at: places.sorted()) : DataTable(belowEachOther: self)
  }

  fileprivate func name(_ axis: Axis, or name: String) -> Table.Column {
    Table.Column(axis.label.isEmpty ? name : axis.label)
  }
}

extension DataTable {
  /// A column for each line.
  fileprivate init(besideEachOther chart: Chart, at places: [Double]) {
    let columns = chart.series.map { $0.name.isEmpty ? chart.name(chart.y, or: "y") : Table.Column($0.name) }
    let kept = Self.thinned(count: places.count, to: Self.mostRows(columns: columns.count + 1))
    let indices = chart.series.map { series in
      Dictionary(zip(series.x, series.x.indices), uniquingKeysWith: { first, _ in first })
    }
    let rows = kept.map { row in
      [Table.Cell(place: places[row])]
        + zip(chart.series, indices).map { series, index in
          index[places[row]].map(series.cell) ?? .none
        }
    }
    self.init(columns: [chart.name(chart.x, or: "x")] + columns, rows: rows, of: places.count)
  }

  /// All lines in the same columns.
  fileprivate init(belowEachOther chart: Chart) {
    self.init(
      columns: ["", chart.name(chart.x, or: "x"), chart.name(chart.y, or: "y")],
      parts: chart.series.map { series in
        (series.x.count, { [.text(series.name), .init(place: series.x[$0]), series.cell(at: $0)] })
      })
  }

  /// Rows of several parts, each thinned by itself.
  fileprivate init(columns: [Table.Column], parts: [(count: Int, row: (Int) -> [Table.Cell])]) {
    let limit = max(2, Self.mostRows(columns: columns.count) / max(1, parts.count))
    self.init(
      columns: columns,
      rows: parts.flatMap { part in Self.thinned(count: part.count, to: limit).map(part.row) },
      of: parts.reduce(0) { $0 + $1.count })
  }
}

extension Series {
  /// A value, with the ends of its band.
  fileprivate func cell(at index: Int) -> Table.Cell {
    guard let band, y[index].isFinite else { return .init(measured: y[index]) }
    return .text("\(format(y[index])) (\(format(band.lower[index])) … \(format(band.upper[index])))")
  }
}

// MARK: - Bars and histograms

extension Bars {
  package var data: DataTable? {
    let columns = groups.map { Table.Column($0.name.isEmpty ? x.label : $0.name) }
    return DataTable(
      columns: [""] + columns,
      rows: labels.indices.map { label in
        [.text(labels[label])] + groups.map { .init(measured: $0.values[label]) }
      })
  }
}

extension Histogram {
  package var data: DataTable? {
    let bins = max(0, edges.count - 1)
    let limit = DataTable.mostRows(columns: groups.count + 1)
    // Bins that are joined still count all values, which some of them alone would not.
    let joined = max(1, (bins + limit - 1) / limit)
    let rows = stride(from: 0, to: bins, by: joined).map { first in
      let last = min(first + joined, bins)
      let counts = groups.map { Table.Cell(place: $0.counts[first..<last].reduce(0, +)) }
      return [Table.Cell.text("\(format(edges[first])) … \(format(edges[last]))")] + counts
    }
    return DataTable(
      columns: [.init(x.label)] + groups.map { .init($0.name.isEmpty ? countLabel : $0.name) }, rows: rows,
      of: bins)
  }
}

// MARK: - The plane

extension HeatMap {
  private static let mostColumns = 12

  package var data: DataTable? {
    let kept = DataTable.thinned(count: columns.count, to: Self.mostColumns)
    let corner = [yLabel, xLabel].filter { !$0.isEmpty }.joined(separator: " \\ ")
    return DataTable(
      columns: [.init(corner)] + kept.map { .init(columns[$0]) },
      rows: rows.indices.map { row in
        [.text(rows[row])] + kept.map { .init(place: grid[row, $0]) }
      })
  }
}

extension Scatter {
  package var data: DataTable? {
    DataTable(
      columns: ["", .init(x.label), .init(y.label)],
      parts: classes.map { points in
        (
          points.x.count,
          { [.text(points.name), .init(measured: points.x[$0]), .init(measured: points.y[$0])] }
        )
      })
  }
}

extension Contours {
  private static let mostValues = 7

  /// The points of the paths, or values of the function where there are none.
  package var data: DataTable? { paths.isEmpty ? values : steps }

  private var steps: DataTable {
    DataTable(
      columns: ["", "#", .init(xLabel), .init(yLabel)],
      parts: paths.map { path in
        let line = path.line
        return (
          line.x.count,
          { [.text(path.name), .integer($0), .init(measured: line.x[$0]), .init(measured: line.y[$0])] }
        )
      })
  }

  private var values: DataTable {
    func places(_ range: ClosedRange<Double>, _ count: Int) -> [(index: Int, value: Double)] {
      DataTable.thinned(count: count, to: Self.mostValues).map { index in
        let part = Double(index) / Double(max(1, count - 1))
        return (index, range.value(at: part))
      }
    }
    let (across, up) = (places(x, grid.columns), places(y, grid.rows))
    let rows = up.reversed().map { row in
      [Table.Cell(place: row.value)] + across.map { .init(measured: grid[row.index, $0.index]) }
    }
    return DataTable(
      columns: [.init("\(yLabel) \\ \(xLabel)")] + across.map { .init(format($0.value)) }, rows: rows,
      of: grid.rows)
  }
}

extension Figure {
  /// Nobody reads pixels.
  package var data: DataTable? { nil }
}
