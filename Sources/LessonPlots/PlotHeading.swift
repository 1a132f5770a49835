import LessonCore
import LessonDisplay
import LessonMarkup

/// A name in a legend.
package struct PlotKey {
  /// The kind of shape that the name belongs to.
  package enum Form {
    /// A line with markers.
    case line
    case plainLine
    case points
    /// A filled shape.
    case area
  }

  package let name: String
  /// The index of the series, from 0, which decides colour and marker.
  package let index: Int
  package let form: Form

  package var marker: PlotMarker { PlotStyle.marker(index) }
}

/// The heading of a plot: its title and the legend.
struct PlotHeading {
  private static let titleSize = 16.0
  private static let titleHeight = 22.0
  private static let legendHeight = 21.0
  private static let swatch = 32.0

  private let title: [String]
  private let legend: [[Entry]]

  private struct Entry {
    var key: PlotKey
    var name: String
    var start: Double
  }

  init(title: String?, keys: [PlotKey]) {
    let width = Drawing.width - 2 * Drawing.margin
    // Bold letters are about an eighth wider.
    self.title = PlotHeading.wrapped(title ?? "", size: Self.titleSize * 1.13, to: width)
    var rows: [[Entry]] = []
    var end = Double.infinity
    for key in keys {
      let name = TextWidth.elided(key.name, size: Drawing.fontSize, to: width - Self.swatch)
      let size = Self.swatch + TextWidth.estimate(name, size: Drawing.fontSize)
      if end + size > width {
        rows.append([])
        end = 0
      }
      rows[rows.count - 1].append(Entry(key: key, name: name, start: Drawing.margin + end))
      end += size + 14
    }
    legend = rows
  }

  /// The lower edge of the heading, below which the plot begins.
  var bottom: Double {
    let height = Double(title.count) * Self.titleHeight + Double(legend.count) * Self.legendHeight
    return Drawing.margin + height + (height > 0 ? 4 : 0)
  }

  var titleElements: [Element] {
    title.enumerated().map { index, line in
      let baseline = Drawing.margin + Double(index + 1) * Self.titleHeight
      return .tag(
        "text",
        [
          "x": coordinate(Drawing.margin), "y": coordinate(baseline - 6),
          "font-size": coordinate(Self.titleSize), "font-weight": "600",
        ])[.text(line)]
    }
  }

  var legendElement: Element {
    guard !legend.isEmpty else { return .empty }
    let first = Drawing.margin + Double(title.count) * Self.titleHeight + 10
    let entries = legend.enumerated().flatMap { row, entries in
      entries.map { element($0, middle: first + Double(row) * Self.legendHeight) }
    }
    return .tag("g", ["class": "legend"])[entries]
  }

  private func element(_ entry: Entry, middle: Double) -> Element {
    let name = Element.tag(
      "text", ["x": coordinate(entry.start + Self.swatch), "y": coordinate(middle + 4.5)])[.text(entry.name)]
    let hint = entry.name == entry.key.name ? [] : [Element.tag("title")[.text(entry.key.name)]]
    let colour = PlotStyle.colour(entry.key.index)
    return .tag("g")[hint][
      .tag("g", ["color": colour, "fill": "currentColor"])[swatch(entry.key, x: entry.start, y: middle)], name
    ]
  }

  private func swatch(_ key: PlotKey, x: Double, y: Double) -> [Element] {
    let line = Element.tag(
      "path", ["d": "M\(coordinate(x)) \(coordinate(y))h24", "stroke": "currentColor", "stroke-width": "2"])
    let marker = key.marker.element(x: x + 12, y: y, radius: 3.6)
    return switch key.form {
    case .line: [line, marker]
    case .plainLine: [line]
    case .points: [marker]
    case .area:
      [
        .tag(
          "rect",
          ["x": coordinate(x + 4), "y": coordinate(y - 6), "width": "16", "height": "12", "rx": "2"])
      ]
    }
  }

  /// Text in at most three lines.
  static func wrapped(_ text: String, size: Double, to limit: Double) -> [String] {
    let lines = TextWidth.lines(text) { TextWidth.estimate($0, size: size) <= limit }
    guard lines.count > 3 else { return lines }
    return Array(lines.prefix(2)) + [TextWidth.elided(lines[2] + " " + lines[3], size: size, to: limit)]
  }
}
