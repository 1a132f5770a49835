import LessonDisplay
import LessonMarkup

/// Panels in rows and columns, whose axes are labelled once: at the left, and below the lowest of each column.
struct PanelLayout {
  private let sheet: Sheet
  private let heading: PlotHeading
  private let titles: [PlotLabel]
  private let columns: Int
  private let gap: Double
  private let width: Double
  private let left: Double
  private let x: PlotScale
  private let y: PlotScale
  private let xLabel: [String]
  private let yLabel: [String]
  private let isLogarithmic: Bool

  private static let inset = 6.0

  init(count: Int, titles: [String], keys: [PlotKey], x: PlotAxis, y: PlotAxis, on sheet: Sheet) {
    self.sheet = sheet
    heading = PlotHeading(title: nil, keys: keys, on: sheet)
    columns = sheet.by(wide: count == 2 || count == 4 ? 2 : 3, narrow: count > 3 ? 2 : 1)
    xLabel = PlotHeading.wrapped(x.label, size: Drawing.fontSize, to: sheet.available)
    yLabel = PlotHeading.wrapped(y.label, size: Drawing.fontSize, to: sheet.available)
    isLogarithmic = x.isLogarithmic
    self.y = y.scale(4, .superscript)
    left = sheet.margin + AxesBox.labelWidth(self.y) + 8
    let (room, count) = (sheet.width - sheet.margin - left, Double(columns))
    let fitting = { (gap: Double) in
      let width = (room - 4 - gap * (count - 1)) / count
      return (AxesBox.fitting(x, left: 0, right: width, inset: Self.inset, edge: .infinity).0, width)
    }
    // The last label of a panel is beside the first one of the next.
    gap = max(18, AxesBox.labelWidth(fitting(18).0) - 2 * Self.inset + 6)
    (self.x, width) = fitting(gap)
    let labelWidth = width
    self.titles = titles.map { PlotLabel($0, width: labelWidth, lines: 2) }
  }

  private var height: Double { sheet.by(wide: columns == 2 ? 180 : 140, narrow: columns == 1 ? 150 : 110) }
  private var titleHeight: Double { (titles.map(\.height).max() ?? 0) + 8 }
  private var rows: Int { (titles.count + columns - 1) / columns }

  /// The upper edge of a row of panels.
  private func top(_ row: Int) -> Double {
    heading.bottom + Double(yLabel.count) * Drawing.lineHeight + Double(row) * (titleHeight + height + 14)
  }

  func box(_ index: Int) -> AxesBox {
    let (row, column) = index.quotientAndRemainder(dividingBy: columns)
    let start = left + Double(column) * (width + gap)
    let upper = top(row) + titleHeight
    var box = AxesBox(
      x: x, y: y, left: start, right: start + width, top: upper, bottom: upper + height,
      inset: .init(x: Self.inset), isLogarithmic: isLogarithmic)
    box.hasYLabels = column == 0
    box.hasXLabels = index + columns >= titles.count
    return box
  }

  func title(_ index: Int) -> Element {
    let box = box(index)
    return titles[index].element(x: box.left, top: box.top - 4 - titles[index].height)
  }

  func drawing(_ panels: [Element]) -> Drawing {
    let beside = yLabel.enumerated().map { index, line in
      Drawing.label(line, x: sheet.margin, y: heading.bottom + 13 + Double(index) * Drawing.lineHeight)
    }
    let end = top(rows) - 14 + 8 + PlotLabel.lineHeight
    let below = xLabel.enumerated().map { index, line in
      Drawing.label(
        line, x: sheet.width / 2, y: end + 14 + Double(index) * Drawing.lineHeight, anchor: "middle")
    }
    return Drawing(
      height: end + Double(xLabel.count) * Drawing.lineHeight + 6,
      parts: beside + panels + below + [heading.legendElement])
  }
}
