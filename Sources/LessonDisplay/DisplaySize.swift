/// How much of a page a value takes.
package protocol DisplaySize {
  /// Throws where the value exceeds a limit.
  func checkLimits() throws(DisplayExcess)
  /// About how many bytes of a page it takes.
  var weight: Int { get }
}

extension Shown: DisplaySize {
  package func checkLimits() throws(DisplayExcess) { try checkLimits(depth: 0) }

  /// What is too large about the value; `nil` where nothing is.
  package var excess: DisplayExcess? {
    do throws(DisplayExcess) {
      try checkLimits()
      return nil
    } catch {
      return error
    }
  }

  private func checkLimits(depth: Int) throws(DisplayExcess) {
    switch self {
    case .text(let text):
      try DisplayExcess.check(text.utf8.count, "bytes of text", atMost: DisplayLimits.textBytes)
    case .group(let parts):
      try DisplayExcess.check(depth + 1, "groups inside of each other", atMost: DisplayLimits.groupDepth)
      try DisplayExcess.check(parts.count, "values in a group", atMost: DisplayLimits.groupSize)
      for part in parts { try part.checkLimits(depth: depth + 1) }
    default: try plain?.checkLimits()
    }
  }

  package var weight: Int {
    switch self {
    case .text(let text): text.markupBytes
    case .group(let parts): parts.reduce(0) { $0 + $1.weight }
    default: plain?.weight ?? 0
    }
  }

  /// What is neither text nor a group.
  private var plain: (any DisplaySize)? {
    switch self {
    case .text, .group: nil
    case .table(let table): table
    case .chart(let plot): plot
    case .contours(let plot): plot
    case .histogram(let plot): plot
    case .bars(let plot): plot
    case .heatMap(let plot): plot
    case .scatter(let plot): plot
    case .figure(let plot): plot
    }
  }
}

extension String {
  /// Bytes that the text takes on a page, where `&` is `&amp;`.
  package var markupBytes: Int { utf8.reduce(0) { $0 + ("&<>\"".utf8.contains($1) ? 6 : 1) } }
}

/// Bytes that frame, axes, legend, words and table of a drawing take.
private let bytesOfDrawing = 6_000

extension Table: DisplaySize {
  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(columns.count, "columns of a table", atMost: DisplayLimits.tableColumns)
    try DisplayExcess.check(
      area(rows.count, max(1, columns.count)), "cells of a table", atMost: DisplayLimits.tableCells)
    try DisplayExcess.check(labels: [title] + columns.map(\.name))
    for column in columns {
      try DisplayExcess.check(column.format.digits, "digits of a number", atMost: DisplayLimits.digits)
    }
    for case .text(let text) in rows.joined() {
      try DisplayExcess.check(text.utf8.count, "bytes of text in a cell", atMost: DisplayLimits.textBytes)
    }
  }

  package var weight: Int {
    let exponents = rows.joined().reduce(0) { most, cell in
      if case .number(let value) = cell, value.isFinite {
        max(most, Int(max(0, value.exponent)) / 3)
      } else {
        most
      }
    }
    // Where digits stand below each other, short numbers are filled up.
    let widest = columns.map { 60 + $0.format.digits + ($0.format.isPositional ? exponents : 0) }.reduce(0, +)
    let texts = rows.joined().reduce(0) { if case .text(let text) = $1 { $0 + text.markupBytes } else { $0 } }
    return 200 + columns.count * 60 + area(rows.count, widest) + texts
  }
}

extension Table.Column.Format {
  /// Whether numbers are written without an exponent.
  fileprivate var isPositional: Bool { if case .significantDigits = self { false } else { true } }

  /// How many digits the format asks for.
  fileprivate var digits: Int {
    switch self {
    case .significantDigits(let count), .decimals(let count), .percent(let count): max(0, count)
    }
  }
}

extension Chart: DisplaySize {
  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title, x.label, y.label])
    try Series.checkLimits(series, "lines of a chart")
    let markers = series.filter { $0.style == .points }.reduce(0) { $0 + $1.x.count }
    try DisplayExcess.check(markers, "points of a chart", atMost: DisplayLimits.markers)
  }

  package var weight: Int {
    series.reduce(bytesOfDrawing) { $0 + 2_000 + $1.x.count * ($1.style == .points ? 100 : 40) }
  }
}

extension Series {
  fileprivate static func checkLimits(_ series: [Series], _ what: String) throws(DisplayExcess) {
    try DisplayExcess.check(series.count, what, atMost: DisplayLimits.series)
    try DisplayExcess.check(labels: series.map(\.name))
    let points = series.reduce(0) { $0 + $1.x.count }
    try DisplayExcess.check(points, "points of \(what)", atMost: DisplayLimits.linePoints)
  }
}

extension Scatter: DisplaySize {
  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title, x.label, y.label])
    try Series.checkLimits(classes, "classes of a scatter plot")
    let points = classes.reduce(0) { $0 + $1.x.count }
    try DisplayExcess.check(points, "points of a scatter plot", atMost: DisplayLimits.markers)
    try regions?.classes.checkLimits()
  }

  package var weight: Int {
    classes.reduce(bytesOfDrawing) { $0 + 1_000 + $1.x.count * 110 }
      + (regions.map { $0.classes.values.count * 20 } ?? 0)
  }
}

extension Grid {
  fileprivate func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(area(rows, max(1, columns)), "cells of a grid", atMost: DisplayLimits.gridCells)
  }
}

extension Contours: DisplaySize {
  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title, xLabel, yLabel])
    try grid.checkLimits()
    try Series.checkLimits(paths.map(\.line), "paths over contours")
    try DisplayExcess.check(levelCount, "levels of contours", atMost: DisplayLimits.levels)
  }

  /// How many levels there are; about so many where they are chosen when the plot is drawn.
  private var levelCount: Int { if case .values(let values) = levels { values.count } else { 12 } }

  package var weight: Int {
    paths.reduce(bytesOfDrawing + grid.values.count * levelCount * 12) { $0 + 2_000 + $1.line.x.count * 110 }
  }
}

extension HeatMap: DisplaySize {
  package func checkLimits() throws(DisplayExcess) {
    try grid.checkLimits()
    try DisplayExcess.check(rows.count, "rows of a heat map", atMost: DisplayLimits.gridSide)
    try DisplayExcess.check(columns.count, "columns of a heat map", atMost: DisplayLimits.gridSide)
    try DisplayExcess.check(labels: [title, xLabel, yLabel] + rows + columns)
  }

  package var weight: Int {
    bytesOfDrawing + (rows.count + columns.count) * 150 + grid.values.count
      * (grid.values.count > 256 ? 40 : 400)
  }
}

extension Histogram: DisplaySize {
  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title, x.label, countLabel, shareLabel] + groups.map(\.name))
    try DisplayExcess.check(groups.count, "histograms", atMost: DisplayLimits.histograms)
    try DisplayExcess.check(
      edges.count - 1, "bins of a histogram", atMost: DisplayLimits.binsOfHistogram)
    try DisplayExcess.check(
      area(max(1, groups.count), edges.count), "bins of histograms", atMost: DisplayLimits.bins)
  }

  package var weight: Int { bytesOfDrawing + groups.count * (3_000 + edges.count * 180) }
}

extension Bars: DisplaySize {
  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title, x.label] + labels + groups.map(\.name))
    let count = area(max(1, labels.count), max(1, groups.count))
    try DisplayExcess.check(count, "bars", atMost: DisplayLimits.bars)
  }

  package var weight: Int { bytesOfDrawing + labels.count * 200 + area(labels.count, groups.count) * 400 }
}

extension Figure: DisplaySize {
  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title] + images.map(\.caption))
    try DisplayExcess.check(images.count, "images of a figure", atMost: DisplayLimits.images)
    let pixels = images.reduce(0) { $0 + $1.height * $1.width }
    try DisplayExcess.check(pixels, "pixels of a figure", atMost: DisplayLimits.pixels)
  }

  package var weight: Int {
    images.reduce(bytesOfDrawing) { $0 + 1_000 + $1.height * $1.width * 12 }
  }
}
