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

  let box: AxesBox
  private let sheet: Sheet
  private let heading: PlotHeading
  private let xLabel: [String]
  private let yLabel: [String]

  var x: PlotScale { box.x }
  var y: PlotScale { box.y }
  var left: Double { box.left }
  var right: Double { box.right }
  var top: Double { box.top }
  var bottom: Double { box.bottom }

  /// - Parameters:
  ///   - height: The height of the plot without labels, by its width.
  ///   - tickLimit: The approximate limit of ticks on the vertical axis.
  ///   - labelWidth: The least width of the labels beside the vertical axis.
  ///   - room: The space kept free at the right, such as for a colour bar, by the width that is left.
  init(
    title: String?, keys: [PlotKey] = [], x: PlotAxis, y: PlotAxis, grid: Grid = .across,
    inset: Inset = Inset(x: 8), tickLimit: Int = 6, labelWidth: Double = 0, on sheet: Sheet,
    room: (_ available: Double) -> Double = { _ in 0 },
    height: ((_ width: Double) -> Double)? = nil
  ) {
    self.sheet = sheet
    heading = PlotHeading(title: title, keys: keys, on: sheet)
    let yScale = y.scale(tickLimit, .superscript)
    let left = sheet.margin + max(labelWidth, AxesBox.labelWidth(yScale)) + 8
    let edge = sheet.width - sheet.margin
    let room = max(room(edge - left), 4)
    let (xScale, right) = AxesBox.fitting(x, left: left, right: edge - room, inset: inset.x, edge: edge)
    xLabel = PlotHeading.wrapped(x.label, size: Drawing.fontSize, to: sheet.available)
    yLabel = PlotHeading.wrapped(y.label, size: Drawing.fontSize, to: sheet.available)
    let top = heading.bottom + Double(yLabel.count) * Drawing.lineHeight + 12
    let height = height?(right - left) ?? sheet.by(wide: 280, narrow: 200)
    box = AxesBox(
      x: xScale, y: yScale, left: left, right: right, top: top, bottom: top + height, inset: inset,
      grid: grid, isLogarithmic: x.isLogarithmic, direction: x.direction)
  }

  func place(x fraction: Double) -> Double { box.place(x: fraction) }

  func place(y fraction: Double) -> Double { box.place(y: fraction) }

  func path(_ run: [PlotPoints.Point]) -> String { box.path(run) }

  // MARK: - Drawing

  /// The frame with its content: shapes behind the grid, and shapes over it.
  func drawing(behind: [Element] = [], _ shapes: [Element]) -> Drawing {
    Drawing(
      height: box.end + Double(xLabel.count) * Drawing.lineHeight + 6,
      parts: heading.titleElements + labels + behind + [box.gridElement, box.axes(sheet.words)]
        + shapes + [heading.legendElement],
      core: Drawing.Area(x: left, y: top, width: right - left, height: bottom - top))
  }

  private var labels: [Element] {
    let beside = yLabel.enumerated().map { index, line in
      Drawing.label(
        line, x: sheet.margin, y: top - 14 - Double(yLabel.count - 1 - index) * Drawing.lineHeight)
    }
    let below = xLabel.enumerated().map { index, line in
      let half = TextWidth.estimate(line, size: Drawing.fontSize) / 2
      let middle = min(max((left + right) / 2, sheet.margin + half), sheet.width - sheet.margin - half)
      return Drawing.label(
        line, x: middle, y: box.end + 14 + Double(index) * Drawing.lineHeight, anchor: "middle")
    }
    return beside + below
  }
}
