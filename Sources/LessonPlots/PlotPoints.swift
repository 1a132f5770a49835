import LessonDisplay

/// A series as positions: runs of points between gaps.
struct PlotPoints {
  struct Point: Equatable {
    /// From left to right, 0 to 1.
    var x: Double
    /// From bottom to top, 0 to 1.
    var y: Double
    /// The point's index in the series.
    var index: Int

    /// Whether the point is inside the plot.
    var isInside: Bool { (0...1).contains(x) && (0...1).contains(y) }
  }

  /// Each run has at least one point.
  let runs: [[Point]]

  init(_ series: Series, x: PlotScale, y: PlotScale) {
    var runs: [[Point]] = []
    var isGap = true
    for (index, (xValue, yValue)) in zip(series.x, series.y).enumerated() {
      guard let xPlace = x.fraction(xValue), let yPlace = y.fraction(yValue), xPlace.isFinite, yPlace.isFinite
      else {
        isGap = true
        continue
      }
      let point = Point(x: xPlace, y: yPlace, index: index)
      if isGap { runs.append([point]) } else { runs[runs.count - 1].append(point) }
      isGap = false
    }
    self.runs = runs
  }

  /// Both ends of a band, and their horizontal position.
  struct BandPoint: Equatable {
    var x: Double
    var lower: Double
    var upper: Double
  }

  /// The band of a series as runs between gaps; empty if the series has no band.
  static func band(_ series: Series, x: PlotScale, y: PlotScale) -> [[BandPoint]] {
    guard let band = series.band else { return [] }
    let points = series.x.indices.map { index -> BandPoint? in
      guard let place = x.fraction(series.x[index]), let lower = y.fraction(band.lower[index]),
        let upper = y.fraction(band.upper[index])
      else { return nil }
      return BandPoint(x: place, lower: lower, upper: upper)
    }
    return points.split(separator: nil).map { $0.compactMap(\.self) }.filter { $0.count > 1 }
  }

  var count: Int { runs.reduce(0) { $0 + $1.count } }

  /// The points that get a marker. A short series marks every point. A long one among several marks some points, offset
  /// from those of the other lines, so that overlapping lines both stay visible. Isolated points always have a marker.
  func marked(line: Int, of lines: Int, all limit: Int, some: Int) -> [Point] {
    guard count > limit else { return runs.flatMap(\.self) }
    let alone = runs.filter { $0.count == 1 }.flatMap(\.self)
    guard lines > 1 else { return alone }
    let long = runs.filter { $0.count > 1 }.flatMap(\.self)
    var chosen: [Point] = []
    for step in 0..<some {
      let place = (Double(step) + (Double(line) + 0.5) / Double(lines)) / Double(some)
      guard let nearest = long.min(by: { abs($0.x - place) < abs($1.x - place) }) else { continue }
      if chosen.last != nearest && abs(nearest.x - place) < 0.5 / Double(some) { chosen.append(nearest) }
    }
    return alone + chosen
  }

  /// A run without points that make no visible difference: of each slice of the width, the first, lowest, highest and
  /// last remain.
  static func thinned(_ run: [Point], slices: Int) -> [Point] {
    guard run.count > 4 * slices, zip(run, run.dropFirst()).allSatisfy({ $0.x <= $1.x }) else { return run }
    var result: [Point] = []
    var slice: [Point] = []
    func flush() {
      guard let first = slice.first, let last = slice.last,
        let low = slice.min(by: { $0.y < $1.y }), let high = slice.max(by: { $0.y < $1.y })
      else { return }
      var kept: [Point] = []
      for point in [first, low, high, last].sorted(by: { $0.index < $1.index }) where kept.last != point {
        kept.append(point)
      }
      result += kept
    }
    var current = -1
    for point in run {
      let place = Int(point.x * Double(slices))
      if place != current {
        flush()
        (slice, current) = ([], place)
      }
      slice.append(point)
    }
    flush()
    return result
  }

  /// The parts of a run inside the plot; lines that cross an edge end there.
  static func cut(_ run: [Point]) -> [[Point]] {
    var parts: [[Point]] = []
    for (start, end) in zip(run, run.dropFirst()) {
      guard let (first, last) = cut(start, end) else { continue }
      if parts.last?.last == first {
        parts[parts.count - 1].append(last)
      } else {
        parts.append([first, last])
      }
    }
    return parts
  }

  /// The part of a straight line inside the plot, by the algorithm of Liang and Barsky.
  private static func cut(_ start: Point, _ end: Point) -> (Point, Point)? {
    var (from, to) = (0.0, 1.0)
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    for (step, room) in [(-dx, start.x), (dx, 1 - start.x), (-dy, start.y), (dy, 1 - start.y)] {
      if step == 0 {
        if room < 0 { return nil }
      } else if step < 0 {
        from = max(from, room / step)
      } else {
        to = min(to, room / step)
      }
    }
    guard from <= to else { return nil }
    func point(_ part: Double, _ given: Point) -> Point {
      if given.isInside { return given }
      let inside = (min(max(start.x + part * dx, 0), 1), min(max(start.y + part * dy, 0), 1))
      return Point(x: inside.0, y: inside.1, index: given.index)
    }
    return (point(from, start), point(to, end))
  }
}
