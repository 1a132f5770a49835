import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

/// A rectangle with two scales, their axes and their grid; all lengths in drawing units.
struct AxesBox {
  let x: PlotScale
  let y: PlotScale
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  var inset = PlotFrame.Inset()
  var grid = PlotFrame.Grid.across
  /// Whether the horizontal axis is logarithmic.
  var isLogarithmic = false
  /// The direction of the labels below.
  var direction = PlotAxis.Direction.across
  /// Whether labels stand beside the vertical axis.
  var hasYLabels = true
  /// Whether labels stand below the horizontal axis.
  var hasXLabels = true

  /// The width of the widest label beside the vertical axis.
  static func labelWidth(_ y: PlotScale) -> Double { y.ticks.map(\.name.width).max() ?? 0 }

  /// The horizontal scale with as many ticks as there is room for labels, and the right end of the plot.
  static func fitting(
    _ axis: PlotAxis, left: Double, right: Double, inset: Double, edge: Double
  ) -> (PlotScale, right: Double) {
    guard axis.direction == .across else { return (axis.scale(1, .superscript), right) }
    let span = right - left - 2 * inset
    var limit = axis.mostTicks
    while true {
      let scale = axis.scale(limit, .superscript)
      let halves = scale.ticks.map { $0.name.width / 2 }
      let places = scale.ticks.map { left + inset + (scale.fraction($0.value) ?? 0) * span }
      let fits = places.indices.dropFirst().allSatisfy { index in
        places[index] - places[index - 1] >= halves[index] + halves[index - 1] + axis.room
      }
      if fits || limit == 1 {
        let overhang = max(0, (places.last ?? 0) + (halves.last ?? 0) - edge)
        return (scale, right - overhang)
      }
      limit -= 1
    }
  }

  // MARK: - Places

  func place(x fraction: Double) -> Double { left + inset.x + fraction * (right - left - 2 * inset.x) }

  func place(y fraction: Double) -> Double { bottom - inset.y - fraction * (bottom - top - 2 * inset.y) }

  func place(_ point: PlotPoints.Point) -> PathData.Point { (place(x: point.x), place(y: point.y)) }

  /// A line through points as path data, without points that make no visible difference.
  func path(_ run: [PlotPoints.Point]) -> String { path(run.map(place)) }

  /// Longer lines keep all points, because comparing them takes too long.
  private static let mostCompared = 2000

  /// A line through places as path data, without those that make no visible difference.
  func path(_ line: [PathData.Point]) -> String {
    guard line.count <= Self.mostCompared else { return PathData.line(line) }
    return PathData.line(LineSimplification.simplified(line, tolerance: 0.25))
  }

  /// The lower end of the labels below.
  var end: Double {
    switch direction {
    case .across: bottom + 8 + (x.ticks.map(\.name.height).max() ?? PlotLabel.lineHeight)
    case .upward: bottom + 8 + (x.ticks.map(\.name.width).max() ?? 0)
    }
  }

  // MARK: - Drawing

  /// The faint lines from ticks.
  var gridElement: Element {
    guard grid != .none else { return .empty }
    let (goesDown, goesAcross) = (grid == .down || isLogarithmic, grid == .across)
    let paths = [
      lines(isLogarithmic ? x.minorTicks : [], goesAcross ? y.minorTicks : [], opacity: "0.07"),
      lines(goesDown ? x.ticks.map(\.value) : [], goesAcross ? y.ticks.map(\.value) : [], opacity: "0.16"),
    ]
    return .tag("g", ["class": "grid", "stroke": "currentColor", "fill": "none"])[paths.compactMap(\.self)]
  }

  private func lines(_ xs: [Double], _ ys: [Double], opacity: String) -> Element? {
    let across = ys.compactMap { y.fraction($0) }.map {
      "M\(coordinate(left)) \(coordinate(place(y: $0)))H\(coordinate(right))"
    }
    let down = xs.compactMap { x.fraction($0) }.map {
      "M\(coordinate(place(x: $0))) \(coordinate(top))V\(coordinate(bottom))"
    }
    let data = (across + down).joined()
    return data.isEmpty ? nil : .tag("path", ["d": data, "stroke-opacity": opacity])
  }

  /// The axes with their labels.
  ///
  /// - Parameter lines: Which of the lines in the plot's table are in this box, if not all are.
  func axes(_ words: PlotWords, lines: Range<Int>? = nil) -> Element {
    let marks = x.ticks.compactMap { x.fraction($0.value) }.map {
      "M\(coordinate(place(x: $0))) \(coordinate(bottom))v5"
    }
    let data = "M\(coordinate(left)) \(coordinate(bottom))H\(coordinate(right))" + marks.joined()
    let line = Element.tag(
      "path", ["d": data, "stroke": "currentColor", "stroke-opacity": "0.6", "fill": "none"])
    let note =
      x.isEmpty || y.isEmpty
      ? [Drawing.label(words.noValues(), x: (left + right) / 2, y: (top + bottom) / 2, anchor: "middle")] : []
    return .tag(
      "g",
      [
        "class": "axes", "data-x": measures?.x, "data-y": measures?.y,
        "data-lines": lines.map { "\($0.lowerBound) \($0.upperBound)" },
      ])[line][labels(labelsBelow, anchor: "middle")][labels(labelsBeside, anchor: "end")][note]
  }

  /// What is common to labels is said once.
  private func labels(_ labels: [Element], anchor: String) -> [Element] {
    labels.isEmpty ? [] : [.tag("g", ["text-anchor": anchor, "opacity": "0.8"])[labels]]
  }

  private var labelsBelow: [Element] {
    guard hasXLabels else { return [] }
    return x.ticks.compactMap { tick in
      guard let fraction = x.fraction(tick.value) else { return nil }
      return switch direction {
      case .across: tick.name.element(x: place(x: fraction), top: bottom + 7, anchor: nil)
      case .upward: tick.name.turned(x: place(x: fraction), top: bottom + 8)
      }
    }
  }

  private var labelsBeside: [Element] {
    guard hasYLabels else { return [] }
    return y.ticks.compactMap { tick in
      y.fraction(tick.value).map { tick.name.element(x: left - 7, middle: place(y: $0), anchor: nil) }
    }
  }
}
