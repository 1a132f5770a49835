import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

/// The axes of a plot with ticks and labels, and the heading above it; all lengths in drawing units.
struct PlotFrame {
  /// The direction of the faint lines from ticks.
  enum Grid {
    /// From the ticks of the vertical axis, and of a logarithmic horizontal axis.
    case across
    /// From the ticks of the horizontal axis.
    case down
    case none
  }

  /// The margins between the frame and the outermost points.
  struct Inset {
    var x = 0.0
    var y = 0.0
  }

  let x: PlotScale
  let y: PlotScale
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  private let heading: PlotHeading
  private let xLabel: [String]
  private let yLabel: [String]
  private let gridKind: Grid
  private let inset: Inset
  private let isLogarithmic: Bool

  /// - Parameters:
  ///   - height: The height of the plot without labels, by its width.
  ///   - tickLimit: The approximate limit of ticks on the vertical axis.
  ///   - room: The space kept free at the right, such as for a colour bar.
  init(
    title: String?, keys: [PlotKey] = [], x: PlotAxis, y: PlotAxis, grid: Grid = .across,
    inset: Inset = Inset(x: 8), tickLimit: Int = 6, room: Double = 0,
    height: (_ width: Double) -> Double = { _ in 200 }
  ) {
    heading = PlotHeading(title: title, keys: keys)
    gridKind = grid
    self.inset = inset
    isLogarithmic = x.isLogarithmic
    self.y = y.scale(tickLimit, .superscript)
    let tickWidth = self.y.ticks.map { TextWidth.estimate($0.label, size: Drawing.fontSize) }.max() ?? 0
    left = Drawing.margin + tickWidth + 8
    (self.x, right) = Self.fitting(x, left: left, inset: inset.x, room: room)
    let available = Drawing.width - 2 * Drawing.margin
    xLabel = PlotHeading.wrapped(x.label, size: Drawing.fontSize, to: available)
    yLabel = PlotHeading.wrapped(y.label, size: Drawing.fontSize, to: available)
    top = heading.bottom + Double(yLabel.count) * Drawing.lineHeight + 12
    bottom = top + height(right - left)
  }

  /// The horizontal scale with as many ticks as there is room for labels.
  private static func fitting(
    _ axis: PlotAxis, left: Double, inset: Double, room: Double
  ) -> (PlotScale, right: Double) {
    let right = Drawing.width - Drawing.margin - max(room, 8)
    let span = right - left - 2 * inset
    var limit = axis.mostTicks
    while true {
      let scale = axis.scale(limit, .superscript)
      let halves = scale.ticks.map { TextWidth.estimate($0.label, size: Drawing.fontSize) / 2 }
      let places = scale.ticks.map { left + inset + (scale.fraction($0.value) ?? 0) * span }
      let fits = places.indices.dropFirst().allSatisfy { index in
        places[index] - places[index - 1] >= halves[index] + halves[index - 1] + 10
      }
      if fits || limit == 1 {
        let overhang = max(0, (places.last ?? 0) + (halves.last ?? 0) - (Drawing.width - Drawing.margin))
        return (scale, right - overhang)
      }
      limit -= 1
    }
  }

  func place(x fraction: Double) -> Double { left + inset.x + fraction * (right - left - 2 * inset.x) }

  func place(y fraction: Double) -> Double { bottom - inset.y - fraction * (bottom - top - 2 * inset.y) }

  /// Both coordinates in the syntax of a path.
  func point(x: Double, y: Double) -> String { Self.point((place(x: x), place(y: y))) }

  /// Tenths are finer than a screen shows.
  private static func point(_ place: LineSimplification.Point) -> String {
    "\(coordinate((place.x * 10).rounded() / 10)) \(coordinate((place.y * 10).rounded() / 10))"
  }

  /// A line through points as path data, without points that make no visible difference.
  func path(_ run: [PlotPoints.Point]) -> String {
    "M" + corners(run.map { (place(x: $0.x), place(y: $0.y)) }).joined(separator: "L")
  }

  /// Longer lines keep all points, because comparing them takes too long.
  private static let mostCompared = 2000

  /// The points of a line that are needed to draw it.
  func corners(_ line: [LineSimplification.Point]) -> [String] {
    let needed = line.count > Self.mostCompared ? line : LineSimplification.simplified(line, tolerance: 0.2)
    return needed.map(Self.point)
  }

  // MARK: - Drawing

  /// The frame with its content: shapes behind the grid, and shapes over it.
  func drawing(in words: PlotWords, behind: [Element] = [], _ shapes: [Element]) -> Drawing {
    Drawing(
      height: bottom + 26 + Double(xLabel.count) * Drawing.lineHeight + 4,
      parts: heading.titleElements + labels + behind + [grid, axes(words)] + shapes + [heading.legendElement])
  }

  private var labels: [Element] {
    let beside = yLabel.enumerated().map { index, line in
      let y = top - 14 - Double(yLabel.count - 1 - index) * Drawing.lineHeight
      return Element.tag("text", ["x": coordinate(Drawing.margin), "y": coordinate(y), "opacity": "0.8"])[
        .text(line)]
    }
    let below = xLabel.enumerated().map { index, line in
      let half = TextWidth.estimate(line, size: Drawing.fontSize) / 2
      let middle = min(
        max((left + right) / 2, Drawing.margin + half), Drawing.width - Drawing.margin - half)
      return Drawing.label(
        line, x: middle, y: bottom + 40 + Double(index) * Drawing.lineHeight, anchor: "middle")
    }
    return beside + below
  }

  private var grid: Element {
    func path(_ xs: [Double], _ ys: [Double], opacity: String) -> Element? {
      let across = ys.compactMap { y.fraction($0) }.map {
        "M\(coordinate(left)) \(coordinate(place(y: $0)))H\(coordinate(right))"
      }
      let down = xs.compactMap { x.fraction($0) }.map {
        "M\(coordinate(place(x: $0))) \(coordinate(top))V\(coordinate(bottom))"
      }
      let data = (across + down).joined()
      return data.isEmpty ? nil : .tag("path", ["d": data, "stroke-opacity": opacity])
    }
    let (goesDown, goesAcross) = (gridKind == .down || isLogarithmic, gridKind == .across)
    guard gridKind != .none else { return .empty }
    let paths = [
      path(isLogarithmic ? x.minorTicks : [], goesAcross ? y.minorTicks : [], opacity: "0.07"),
      path(goesDown ? x.ticks.map(\.value) : [], goesAcross ? y.ticks.map(\.value) : [], opacity: "0.16"),
    ]
    return .tag("g", ["class": "grid", "stroke": "currentColor", "fill": "none"])[paths.compactMap(\.self)]
  }

  private func axes(_ words: PlotWords) -> Element {
    let marks = x.ticks.compactMap { x.fraction($0.value) }.map {
      "M\(coordinate(place(x: $0))) \(coordinate(bottom))v5"
    }
    let frame = "M\(coordinate(left)) \(coordinate(bottom))H\(coordinate(right))" + marks.joined()
    var elements: [Element] = [
      .tag("path", ["d": frame, "stroke": "currentColor", "stroke-opacity": "0.6", "fill": "none"])
    ]
    for tick in x.ticks {
      guard let fraction = x.fraction(tick.value) else { continue }
      elements.append(Drawing.label(tick.label, x: place(x: fraction), y: bottom + 19, anchor: "middle"))
    }
    for tick in y.ticks {
      guard let fraction = y.fraction(tick.value) else { continue }
      elements.append(Drawing.label(tick.label, x: left - 7, y: place(y: fraction) + 4.5, anchor: "end"))
    }
    if x.isEmpty || y.isEmpty {
      elements.append(
        Drawing.label(words.noValues(), x: (left + right) / 2, y: (top + bottom) / 2, anchor: "middle"))
    }
    return .tag("g", ["class": "axes"])[elements]
  }
}
