import LessonDisplay
import LessonMarkup
import LessonWords

extension Contours: PlotOfFrames {
  func canShareScales(with other: Contours) -> Bool {
    (xLabel, yLabel) == (other.xLabel, other.yLabel) && levels == other.levels
  }

  /// Contours with the same levels.
  static func prepared(_ frames: [Contours]) -> [Contours] {
    let levels = levelValues(of: frames)
    return frames.map { frame in
      var frame = frame
      frame.levels = .values(levels)
      return frame
    }
  }

  package func heading(in words: PlotWords) -> String {
    if let title, !title.isEmpty { return title }
    return [yLabel, xLabel].filter { !$0.isEmpty }.joined(separator: " – ")
  }

  package func textAlternative(in words: PlotWords) -> String {
    let opening = words.opening(
      words.contourPlot(),
      [
        words.horizontal(.linear(xLabel), words.range(of: [x.lowerBound, x.upperBound])),
        words.vertical(.linear(yLabel), words.range(of: [y.lowerBound, y.upperBound])),
      ])
    guard let low = place(of: <, in: words), let high = place(of: >, in: words) else {
      return words.text([opening, words.noValues().capitalizedAtStart])
    }
    let levels = levelValues.map { format($0) }.joined(separator: ", ")
    return words.text(
      [opening, "\(words.lowest(low).capitalizedAtStart), \(words.highest(high))"]
        + (levels.isEmpty ? [] : [words.levels(levels).capitalizedAtStart])
        + paths.map { summary(of: $0, in: words) })
  }

  private func summary(of path: Path, in words: PlotWords) -> String {
    let points = zip(path.line.x, path.line.y).filter { $0.isFinite && $1.isFinite }
    guard let first = points.first, let last = points.last else {
      return words.part(path.name, words.noValues())
    }
    if points.count == 1 { return words.part(path.name, text(first)) }
    return words.part(
      path.name, counts: [words.points("\(points.count)")], words.range(text(first), text(last)))
  }

  private func text(_ point: (Double, Double)) -> String { "(\(format(point.0)), \(format(point.1)))" }

  /// The first value in the given order, and its coordinates.
  private func place(of precedes: (Double, Double) -> Bool, in words: PlotWords) -> String? {
    let values = grid.values
    guard
      let best = values.indices.filter({ values[$0].isFinite }).min(by: { precedes(values[$0], values[$1]) })
    else { return nil }
    func coordinate(_ range: ClosedRange<Double>, _ index: Int, _ count: Int) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / Double(max(1, count - 1))
    }
    let place = (
      coordinate(x, best % grid.columns, grid.columns), coordinate(y, best / grid.columns, grid.rows)
    )
    return words.place(format(values[best]), text(place))
  }

  private var xAxis: PlotAxis { PlotAxis(xLabel, from: x.lowerBound, to: x.upperBound) }
  private var yAxis: PlotAxis { PlotAxis(yLabel, from: y.lowerBound, to: y.upperBound) }

  private static func pathNames(of frames: [Contours]) -> SharedNames {
    SharedNames(frames.map { $0.paths.map(\.name) })
  }

  // MARK: - Shapes

  func drawing(on sheet: Sheet, among frames: [Contours]) -> Drawing {
    let levels = Self.levelValues(of: frames)
    // Paths are coloured, so the background has no colour.
    let (series, strength) = frames.allSatisfy(\.paths.isEmpty) ? (0, 0.65) : (nil, 0.34)
    let colours = (0...levels.count).map { band in
      PlotColour(
        series: series, strength: strength * Double(band) / Double(max(1, levels.count)),
        isBelowText: series == nil)
    }
    let bar = ColourBar(
      columns: [colours],
      labels: levels.enumerated().map { (Double($0 + 1), format($1, significantDigits: 3)) }
    )
    let aspect = (y.upperBound - y.lowerBound) / (x.upperBound - x.lowerBound)
    let names = Self.pathNames(of: frames)
    let barRoom = levels.isEmpty ? 0 : bar.room
    let keepsShape = (0.4...1.6).contains(aspect)
    let frame = PlotFrame(
      title: title, keys: names.keys(.line), x: xAxis, y: yAxis, grid: .none, inset: .init(), on: sheet,
      room: { available in keepsShape ? max(barRoom, available - Self.highest / aspect) : barRoom }
    ) { width in keepsShape ? width * aspect : sheet.by(wide: 320, narrow: 250) }
    let shapes = zip(paths, names.styles(of: paths.map(\.name))).map { path, style in
      PathDrawing(path, index: style, frame: frame, on: sheet).element
    }
    return frame.drawing(
      behind: [bands(frame, levels, colours, on: sheet)],
      [border(frame), levels.isEmpty ? .empty : bar.element(beside: frame)] + shapes)
  }

  /// The greatest height of a plot that keeps its shape.
  private static let highest = 400.0

  private func border(_ frame: PlotFrame) -> Element {
    .tag(
      "path",
      [
        "d":
          "M\(coordinate(frame.left)) \(coordinate(frame.bottom))V\(coordinate(frame.top))H\(coordinate(frame.right))V\(coordinate(frame.bottom))Z",
        "fill": "none", "stroke": "currentColor", "stroke-opacity": "0.4",
      ])
  }

  /// A region for each level, drawn over the one below, so that the colours add up.
  private func bands(
    _ frame: PlotFrame, _ levels: [Double], _ colours: [PlotColour], on sheet: Sheet
  ) -> Element {
    .tag(
      "g",
      [
        "class": "contours", "fill-rule": "evenodd", "stroke": "currentColor", "stroke-opacity": "0.25",
        "stroke-width": "0.6",
      ])[frame.stretched(sheet.shared("bands", bands(levels, colours)))]
  }

  private func bands(_ levels: [Double], _ colours: [PlotColour]) -> [Element] {
    let lines = ContourLines(grid)
    return levels.enumerated().compactMap { index, level -> Element? in
      let outlines = lines.outlines(at: level).map(UnitShapes.path).joined()
      guard !outlines.isEmpty else { return nil }
      let from = format(level, significantDigits: 3)
      let next = levels.dropFirst(index + 1).first.map { format($0, significantDigits: 3) }
      let (colour, opacity) = (colours[index + 1].name, colours[index + 1].opacity(over: colours[index]))
      let attributes: KeyValuePairs<String, String?> = [
        "d": outlines, "color": colour, "fill": "currentColor", "fill-opacity": opacity,
        "vector-effect": "non-scaling-stroke",
      ]
      return .tag("path", attributes)[
        .tag("title")[.text(next.map { "\(from) … \($0)" } ?? "≥ \(from)")]]
    }
  }

  // MARK: - Characters

  func characters(width: Int, rows: Int?, in words: PlotWords, among frames: [Contours]) -> [String] {
    let levels = Self.levelValues(of: frames)
    let digits = Array("123456789abcdefghijklmnopqrstuvwxyz")
    let entries = levels.enumerated().map {
      "\(digits[min($0, digits.count - 1)]) \(format($1, significantDigits: 3))"
    }
    let names = Self.pathNames(of: frames)
    let frame = CharacterFrame(
      title: title, keys: names.keys(.line).map { CharacterFrame.entry($0, width: width) } + entries,
      x: xAxis, y: yAxis, width: width, rows: rows ?? 24)
    var lines = CharacterGrid(columns: frame.columns, rows: frame.rows)
    func band(_ column: Int, _ row: Int) -> Int {
      let middle = lines.middle(column: column, row: row)
      guard let value = grid.value(x: middle.x, y: middle.y) else { return 0 }
      return levels.count { $0 <= value }
    }
    let bands = (0..<frame.rows).map { row in (0..<frame.columns).map { band($0, row) } }
    for row in 0..<frame.rows {
      for column in 0..<frame.columns {
        let around = [
          bands[row][column], column + 1 < frame.columns ? bands[row][column + 1] : bands[row][column],
          row + 1 < frame.rows ? bands[row + 1][column] : bands[row][column],
        ]
        guard let high = around.max(), high > around.min()! else { continue }
        lines.fill(column: column, row: row, digits[min(high - 1, digits.count - 1)])
      }
    }
    for (index, path) in zip(names.styles(of: paths.map(\.name)), paths) {
      let points = PlotPoints(path.line, x: frame.x, y: frame.y)
      for run in points.runs.flatMap(PlotPoints.cut) { lines.draw(run) }
      let inside = points.runs.flatMap(\.self).filter(\.isInside)
      let marked = inside.count > 40 ? inside.suffix(1) : inside[...]
      for point in marked { lines.mark(point, PlotStyle.marker(index).character) }
    }
    for path in paths {
      let start = PlotPoints(path.line, x: frame.x, y: frame.y).runs.first?.first
      if let start, start.isInside { lines.mark(start, "S") }
    }
    return frame.lines(lines, in: words)
  }
}

extension Contours {
  private static let mostValues = 7

  package var reading: PlotReading? {
    PlotReading(
      kind: .paths, hasGaps: !grid.values.allSatisfy(\.isFinite), labels: (xLabel, yLabel))
  }

  /// The points of the paths, or values of the function if it has no paths.
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

extension Grid {
  /// The value at a place, interpolated from the four around it, with coordinates from 0 to 1; `nil` at gaps.
  func value(x: Double, y: Double) -> Double? {
    guard rows > 1, columns > 1 else { return nil }
    let (column, row) = (x * Double(columns - 1), y * Double(rows - 1))
    let (c, r) = (min(Int(column), columns - 2), min(Int(row), rows - 2))
    let (dx, dy) = (column - Double(c), row - Double(r))
    let lower = self[r, c] * (1 - dx) + self[r, c + 1] * dx
    let upper = self[r + 1, c] * (1 - dx) + self[r + 1, c + 1] * dx
    let value = lower * (1 - dy) + upper * dy
    return value.isFinite ? value : nil
  }
}

/// A path as a line with marks at its start, its steps and its end.
private struct PathDrawing {
  private let path: Path
  private let index: Int
  private let frame: PlotFrame
  private let sheet: Sheet
  private let points: PlotPoints

  init(_ path: Path, index: Int, frame: PlotFrame, on sheet: Sheet) {
    self.sheet = sheet
    self.path = path
    self.index = index
    self.frame = frame
    points = PlotPoints(path.line, x: frame.x, y: frame.y)
  }

  var element: Element {
    .tag(
      "g",
      [
        "class": "series series-\(index + 1)", "color": PlotStyle.colour(index),
        "data-steps": drawsEachStep ? "1" : nil,
      ])[[line, marks].compactMap(\.self)]
  }

  /// Steps of longer paths are too many to be marked.
  private static let mostMarks = 60

  /// Whether the line has a corner at each step, so that the steps can be counted.
  private var drawsEachStep: Bool {
    points.count <= Self.mostMarks && points.count == path.line.x.count
      && points.runs.joined().allSatisfy(\.isInside)
  }

  private var line: Element? {
    let parts = points.runs.flatMap(PlotPoints.cut).filter { $0.count > 1 }
    let data = parts.map { drawsEachStep ? PathData.line($0.map(frame.box.place)) : frame.path($0) }.joined()
    guard !data.isEmpty else { return nil }
    return .tag(
      "path",
      [
        "d": data, "fill": "none", "stroke": "currentColor", "stroke-width": points.count > 200 ? "1.5" : "2",
        "stroke-linejoin": "round", "stroke-linecap": "round",
      ])[.tag("title")[.text(path.name)]]
  }

  /// With hints on more steps, a page would be too large.
  private static let mostHints = 20

  private var marks: Element? {
    let all = points.runs.flatMap(\.self)
    guard let first = all.first, let last = all.last else { return nil }
    func hint(_ point: PlotPoints.Point) -> String {
      let place = "(\(format(path.line.x[point.index])), \(format(path.line.y[point.index])))"
      return "\(path.name), #\(point.index): \(place)"
    }
    func mark(_ point: PlotPoints.Point, _ marker: PlotMarker, _ radius: Double) -> Element {
      marker.element(
        x: frame.place(x: point.x), y: frame.place(y: point.y), radius: radius,
        title: sheet.hint(hint(point)))
    }
    let between = all.count <= Self.mostMarks ? all.dropFirst().dropLast().filter(\.isInside) : []
    var shapes =
      between.isEmpty || sheet.hasHints && between.count <= Self.mostHints
      ? between.map { mark($0, .circle, 2.2) }
      : [PlotMarker.elements(.circle, at: between.map(frame.box.place), radius: 2.2)]
    if first.isInside { shapes.append(mark(first, .ring, 5)) }
    if all.count > 1 && last.isInside { shapes.append(mark(last, PlotStyle.marker(index), 5)) }
    return shapes.isEmpty ? nil : .tag("g", ["fill": "currentColor"])[shapes]
  }
}
