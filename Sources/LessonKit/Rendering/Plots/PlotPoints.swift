import LessonDisplay

/// A series as places: runs of points between gaps.
struct PlotPoints {
  struct Point: Equatable {
    /// From left to right, 0 to 1.
    var x: Double
    /// From bottom to top, 0 to 1.
    var y: Double
    /// The point's place in the series.
    var index: Int
  }

  /// Each has a point at least.
  let runs: [[Point]]

  init(_ series: Series, x: PlotScale, y: PlotScale) {
    var runs: [[Point]] = []
    var isGap = true
    for (index, (xValue, yValue)) in zip(series.x, series.y).enumerated() {
      guard let xPlace = x.fraction(xValue), let yPlace = y.fraction(yValue) else {
        isGap = true
        continue
      }
      let point = Point(x: xPlace, y: yPlace, index: index)
      if isGap { runs.append([point]) } else { runs[runs.count - 1].append(point) }
      isGap = false
    }
    self.runs = runs
  }

  var count: Int { runs.reduce(0) { $0 + $1.count } }

  /// Which points get a marker: all of a few; of many only some, as far apart as their neighbours' of other lines, so that
  /// lines on top of each other still show both; points alone between gaps always.
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

  /// A run without points that nobody could see: of each slice of the width the first, lowest, highest and last.
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
}
