import LessonDisplay

extension Chart {
  package var data: DataTable? {
    let places = Set(series.flatMap(\.x).filter(\.isFinite))
    let longest = series.map(\.x.count).max() ?? 0
    let areApart = series.allSatisfy { Set($0.x).count == $0.x.count }
    // Lines measured at different places would leave most cells of a common table empty.
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
    self.init(
      columns: [chart.name(chart.x, or: "x")] + columns, rows: rows, of: places.count,
      at: kept.map { places[$0] })
  }

  /// All lines in the same columns.
  fileprivate init(belowEachOther chart: Chart) {
    self.init(
      columns: ["", chart.name(chart.x, or: "x"), chart.name(chart.y, or: "y")],
      parts: chart.series.map { series in
        (series.x.count, { [.text(series.name), .init(place: series.x[$0]), series.cell(at: $0)] })
      }, at: chart.series.map(\.x))
  }
}

extension Series {
  /// A value, with the ends of its band.
  fileprivate func cell(at index: Int) -> Table.Cell {
    guard let band, y[index].isFinite else { return .init(measured: y[index]) }
    return .text("\(format(y[index])) (\(format(band.lower[index])) … \(format(band.upper[index])))")
  }
}
