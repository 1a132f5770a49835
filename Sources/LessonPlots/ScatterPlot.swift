import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

extension Scatter: PlotOfFrames {
  func canShareScales(with other: Scatter) -> Bool {
    (x, y) == (other.x, other.y) && regions?.x == other.regions?.x && regions?.y == other.regions?.y
  }

  package func heading(in words: PlotWords) -> String {
    if let title, !title.isEmpty { return title }
    return [y.label, x.label].filter { !$0.isEmpty }.joined(separator: " – ")
  }

  package func textAlternative(in words: PlotWords) -> String {
    let opening = words.opening(words.pointChart(), [words.horizontal(x), words.vertical(y)])
    return words.text([opening] + classes.map { summary(of: $0, in: words) } + shares(words))
  }

  private func summary(of points: Series, in words: PlotWords) -> String {
    let places = zip(points.x, points.y).filter { $0.isFinite && $1.isFinite }
    guard !places.isEmpty else { return words.part(points.name, words.noValues()) }
    let counts = places.count > 1 ? [words.points("\(places.count)")] : []
    let ranges = [(x.label, places.map(\.0)), (y.label, places.map(\.1))].map { label, values in
      [label, words.range(of: values)].filter { !$0.isEmpty }.joined(separator: " ")
    }
    return words.part(points.name, counts: counts, ranges.joined(separator: ", "))
  }

  private func shares(_ words: PlotWords) -> [String] {
    guard let regions else { return [] }
    let shares = regions.present.map { label in
      let count = regions.classes.values.count { $0 == label }
      let share = Double(count) / Double(regions.classes.values.count)
      return "\(name(Int(label))) \(format(share * 100, decimals: 0)) %"
    }
    return shares.isEmpty ? [] : [words.shares(shares.joined(separator: ", ")).capitalizedAtStart]
  }

  private func name(_ label: Int) -> String {
    classes.indices.contains(label) ? classes[label].name : "\(label)"
  }

  private var keys: [PlotKey] {
    let decided = (regions?.present ?? []).map { Int($0) }.filter { !classes.indices.contains($0) }
    return classes.enumerated().map { PlotKey(name: $1.name, index: $0, form: .points) }
      + decided.map { PlotKey(name: name($0), index: $0, form: .area) }
  }

  private func axes(among frames: [Scatter]) -> (x: PlotAxis, y: PlotAxis) {
    if let regions {
      return (
        PlotAxis(x.label, from: regions.x.lowerBound, to: regions.x.upperBound),
        PlotAxis(y.label, from: regions.y.lowerBound, to: regions.y.upperBound)
      )
    }
    let classes = frames.flatMap(\.classes)
    return (
      PlotAxis(x, classes.flatMap(\.x), roundsOutward: true),
      PlotAxis(y, classes.flatMap(\.y), roundsOutward: true)
    )
  }

  // MARK: - Shapes

  /// With hints on more points, a page would be too large.
  private static let mostHints = 40

  func drawing(on sheet: Sheet, among frames: [Scatter]) -> Drawing {
    let axes = axes(among: frames)
    let frame = PlotFrame(
      title: title, keys: keys, x: axes.x, y: axes.y, grid: regions == nil ? .across : .none,
      inset: regions == nil ? .init(x: 8) : .init(), on: sheet,
      height: { min($0 * 0.75, 400) })
    let count = classes.reduce(0) { $0 + $1.x.count }
    let groups = classes.indices.map { label in
      Element.tag(
        "g",
        ["class": "series series-\(label + 1)", "color": PlotStyle.colour(label), "fill": "currentColor"])[
          points(
            label, frame, hasHints: count <= Self.mostHints && sheet.hasHints,
            radius: count > 300 ? 2.2 : count > 100 ? 2.8 : 3.4)]
    }
    return frame.drawing(behind: [areas(frame, on: sheet)], groups)
  }

  private func points(_ label: Int, _ frame: PlotFrame, hasHints: Bool, radius: Double) -> [Element] {
    let (series, marker) = (classes[label], PlotStyle.marker(label))
    let points = PlotPoints(series, x: frame.x, y: frame.y).runs.flatMap(\.self).filter(\.isInside)
    func place(_ point: PlotPoints.Point) -> (x: Double, y: Double) {
      (frame.place(x: point.x), frame.place(y: point.y))
    }
    guard hasHints else {
      return points.isEmpty ? [] : [PlotMarker.elements(marker, at: points.map(place), radius: radius)]
    }
    return points.map { point in
      let text = "(\(format(series.x[point.index])), \(format(series.y[point.index])))"
      let place = place(point)
      return marker.element(x: place.x, y: place.y, radius: radius, title: "\(series.name): \(text)")
    }
  }

  /// The region of each class.
  private func areas(_ frame: PlotFrame, on sheet: Sheet) -> Element {
    guard let regions else { return .empty }
    return .tag("g", ["class": "regions", "fill-rule": "evenodd"])[
      frame.stretched(sheet.shared("regions", areas(of: regions)))]
  }

  private func areas(of regions: Regions) -> [Element] {
    regions.present.compactMap { label -> Element? in
      let outlines = ContourLines(regions.membership(of: label)).outlines(at: 0.5).map(UnitShapes.path)
        .joined()
      guard !outlines.isEmpty else { return nil }
      return .tag("path", ["d": outlines, "fill": PlotStyle.colour(Int(label)), "fill-opacity": "0.22"])[
        .tag("title")[.text(name(Int(label)))]]
    }
  }

  // MARK: - Characters

  /// The characters that fill the regions, by class.
  private static let grounds: [Character] = [" ", "░", "·", "▒", ":", "▓"]

  func characters(width: Int, rows: Int?, in words: PlotWords, among frames: [Scatter]) -> [String] {
    let axes = axes(among: frames)
    let keys = keys.map { key in
      let ground = Self.grounds[key.index % Self.grounds.count]
      let entry =
        key.form == .area
        ? TextWidth.elided(key.name, columns: width - 6) : CharacterFrame.entry(key, width: width - 4)
      return entry + (regions == nil ? "" : " [\(ground)]")
    }
    let frame = CharacterFrame(
      title: title, keys: keys, x: axes.x, y: axes.y, width: width, rows: rows ?? 22
    ) { min($0, (rows ?? 22) * 3) }
    var grid = CharacterGrid(columns: frame.columns, rows: frame.rows)
    if let regions {
      for row in 0..<frame.rows {
        for column in 0..<frame.columns {
          let middle = grid.middle(column: column, row: row)
          guard let label = regions.label(x: middle.x, y: middle.y) else { continue }
          grid.fill(column: column, row: row, Self.grounds[label % Self.grounds.count])
        }
      }
    }
    for (label, series) in classes.enumerated() {
      for point in PlotPoints(series, x: frame.x, y: frame.y).runs.flatMap(\.self) where point.isInside {
        grid.mark(point, PlotStyle.marker(label).character)
      }
    }
    return frame.lines(grid, in: words)
  }
}

extension Scatter {
  package var reading: PlotReading? { PlotReading(kind: .points, labels: (x.label, y.label)) }

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

extension Scatter.Regions {
  /// The range of labels; readers cannot distinguish more classes.
  private static let labels = 0.0...1000

  /// The classes that occur, in ascending order.
  fileprivate var present: [Double] {
    Set(classes.values.filter { Self.labels.contains($0) && $0 == $0.rounded() }).sorted()
  }

  /// 1 in the region of a class, 0 elsewhere.
  fileprivate func membership(of label: Double) -> Grid {
    Grid(
      (0..<classes.rows).map { row in
        (0..<classes.columns).map { classes[row, $0] == label ? 1 : 0 }
      })
  }

  /// The class at the grid point nearest to a point of the plot.
  fileprivate func label(x: Double, y: Double) -> Int? {
    guard classes.rows > 0, classes.columns > 0 else { return nil }
    let row = Int((y * Double(classes.rows - 1)).rounded())
    let value = classes[row, Int((x * Double(classes.columns - 1)).rounded())]
    return Self.labels.contains(value) ? Int(value) : nil
  }
}
