import LessonDisplay
import LessonMarkup

/// The names of a chart's lines at their right ends, where no eye has to look for them in a legend.
struct LineNames {
  /// A name and the place where its line ends.
  private struct Name {
    let label: PlotLabel
    let key: PlotKey
    let end: (x: Double, y: Double)
  }

  private let names: [Name]

  /// More names would be too far from their lines.
  private static let most = 6
  private static let widest = 140.0
  /// The width of the lines from the ends to the names.
  private static let connector = 20.0
  private static let gap = 4.0

  /// `nil` where a legend serves better: on a phone, for one line or many, or if lines end far from the right.
  init?(_ chart: Chart, on sheet: Sheet) {
    guard sheet.size == .wide, (2...Self.most).contains(chart.series.count) else { return nil }
    let (x, y) = (chart.xAxis.scale(6, .superscript), chart.yAxis.scale(6, .superscript))
    names = zip(chart.series, chart.keys).compactMap { series, key in
      guard series.style != .points, let end = PlotPoints(series, x: x, y: y).runs.last?.last, end.x > 0.9
      else { return nil }
      return Name(label: PlotLabel(key.name, width: Self.widest, lines: 3), key: key, end: (end.x, end.y))
    }
    guard names.count == chart.series.count else { return nil }
  }

  /// The width that the names need at the right of the plot.
  var room: Double { Self.connector + (names.map(\.label.width).max() ?? 0) }

  func element(in box: AxesBox) -> Element {
    let sorted = names.sorted { $0.end.y > $1.end.y }
    let middles = Self.apart(
      sorted.map { box.place(y: $0.end.y) }, heights: sorted.map { $0.label.height + Self.gap },
      from: box.top - 8, to: box.bottom + 8)
    return .tag("g", ["class": "names"])[
      zip(sorted, middles).map { name, middle in
        let end = (x: box.place(x: name.end.x), y: box.place(y: name.end.y))
        return .tag("g", ["class": name.key.className])[
          .tag(
            "path",
            [
              "d":
                "M\(coordinate(end.x + 5)) \(coordinate(end.y))L\(coordinate(box.right + Self.connector - 5)) \(coordinate(middle))",
              "color": PlotStyle.colour(name.key.index), "stroke": "currentColor", "fill": "none",
              "stroke-width": "1.5", "stroke-opacity": "0.6",
            ]),
          name.label.element(x: box.right + Self.connector, middle: middle),
        ]
      }]
  }

  /// The middles of things in a column that are as near as possible to where each should be, without overlap.
  ///
  /// Neighbours that would overlap form a block, whose place is the mean of what its members want.
  ///
  /// - Parameter wanted: Where the middles should be, in ascending order.
  static func apart(_ wanted: [Double], heights: [Double], from top: Double, to bottom: Double) -> [Double] {
    var blocks: [(top: Double, height: Double, count: Int)] = []
    for (middle, height) in zip(wanted, heights) {
      func inside(_ start: Double, _ height: Double) -> Double { max(top, min(start, bottom - height)) }
      blocks.append((inside(middle - height / 2, height), height, 1))
      while blocks.count > 1,
        blocks[blocks.count - 2].top + blocks[blocks.count - 2].height > blocks.last!.top
      {
        let (low, high) = (blocks.removeLast(), blocks.removeLast())
        let count = high.count + low.count
        // What the lower block wants, as the top of both.
        let sum = high.top * Double(high.count) + (low.top - high.height) * Double(low.count)
        let height = high.height + low.height
        blocks.append((inside(sum / Double(count), height), height, count))
      }
    }
    var rest = heights[...]
    return blocks.flatMap { block in
      var place = block.top
      return rest.prefix(block.count).map { height in
        defer { (place, rest) = (place + height, rest.dropFirst()) }
        return place + height / 2
      }
    }
  }
}
