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

  /// What scripts find the name of a series by.
  var className: String { "key key-\(index + 1)" }
}

/// The heading of a plot: its title and the legend.
struct PlotHeading {
  private static let titleSize = 15.0
  private static let titleHeight = 21.0
  private static let legendHeight = 20.0
  private static let swatch = 32.0

  private let sheet: Sheet

  private let title: [String]
  private let legend: [[Entry]]

  private struct Entry {
    var key: PlotKey
    var name: PlotLabel
    var start: Double
  }

  init(title: String?, keys: [PlotKey], on sheet: Sheet) {
    self.sheet = sheet
    let width = sheet.available
    // Bold letters are about an eighth wider.
    self.title = PlotHeading.wrapped(title ?? "", size: Self.titleSize * 1.13, to: width)
    var rows: [[Entry]] = []
    var end = Double.infinity
    for key in keys {
      let name = PlotLabel(key.name, width: width - Self.swatch, lines: 1)
      let size = Self.swatch + name.width
      if end + size > width {
        rows.append([])
        end = 0
      }
      rows[rows.count - 1].append(Entry(key: key, name: name, start: sheet.margin + end))
      end += size + 14
    }
    legend = rows
  }

  /// The lower edge of the heading, below which the plot begins.
  var bottom: Double {
    let height = Double(title.count) * Self.titleHeight + Double(legend.count) * Self.legendHeight
    return sheet.margin + height + (height > 0 ? 4 : 0)
  }

  var titleElements: [Element] {
    title.enumerated().map { index, line in
      let baseline = sheet.margin + Double(index + 1) * Self.titleHeight
      return .tag(
        "text",
        [
          "x": coordinate(sheet.margin), "y": coordinate(baseline - 6),
          "font-size": coordinate(Self.titleSize), "font-weight": "600",
        ])[.text(line)]
    }
  }

  var legendElement: Element {
    guard !legend.isEmpty else { return .empty }
    let first = sheet.margin + Double(title.count) * Self.titleHeight + 10
    let entries = legend.enumerated().flatMap { row, entries in
      entries.map { element($0, middle: first + Double(row) * Self.legendHeight) }
    }
    return .tag("g", ["class": "legend"])[entries]
  }

  private func element(_ entry: Entry, middle: Double) -> Element {
    let colour = PlotStyle.colour(entry.key.index)
    return .tag("g", ["class": entry.key.className])[
      .tag("g", ["color": colour, "fill": "currentColor"])[swatch(entry.key, x: entry.start, y: middle)],
      entry.name.element(x: entry.start + Self.swatch, middle: middle),
    ]
  }

  private func swatch(_ key: PlotKey, x: Double, y: Double) -> [Element] {
    let line = Element.tag(
      "path",
      [
        "d": "M\(coordinate(x)) \(coordinate(y))h24", "stroke": "currentColor", "stroke-width": "2",
        "stroke-dasharray": key.form == .plainLine ? PlotStyle.dashes(key.index) : nil,
      ])
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

  private static let mostLines = 5

  /// Text in a few lines.
  static func wrapped(_ text: String, size: Double, to limit: Double) -> [String] {
    let lines = TextWidth.lines(text) { TextWidth.estimate($0, size: size) <= limit }
    guard lines.count > mostLines else { return lines }
    let last = lines[mostLines - 1] + " " + lines[mostLines]
    return Array(lines.prefix(mostLines - 1)) + [TextWidth.elided(last, size: size, to: limit)]
  }
}
