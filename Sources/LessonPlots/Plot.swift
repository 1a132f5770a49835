import LessonDisplay
import LessonMarkup
import LessonWords

/// A kind of plot: data that can be drawn.
package protocol Plot: PlotData, Drawable {}

/// What can be drawn, written in characters, and described in words: a plot, or several on one scale.
package protocol Drawable: Sendable {
  /// The name of the plot for readers who do not see it: its title, or else the labels of its axes.
  func heading(in words: PlotWords) -> String
  /// A description of the plot in words, computed from the data, for readers who do not see it.
  func textAlternative(in words: PlotWords) -> String
  /// The numbers as a table; `nil` if they are of no use to a reader.
  var data: DataTable? { get }
  /// How readers of a page find the values, by pointer, touch and keys; marks need no hints there. `nil` if there are
  /// no values to find.
  var reading: PlotReading? { get }
  /// The plot as shapes.
  func drawing(on sheet: Sheet) -> Drawing
  /// The lines of the plot in characters; trailing spaces do not matter.
  ///
  /// - Parameters:
  ///   - width: The largest number of columns, 40 or more.
  ///   - rows: Rows of the plot itself, if its kind leaves a choice, 5 or more; `nil` for its default.
  func characters(width: Int, rows: Int?, in words: PlotWords) -> [String]
}

extension Drawable {
  package var reading: PlotReading? { nil }
}

/// Shapes and their total height.
package struct Drawing {
  static let fontSize = 13.0
  /// The font size in cells and panels.
  static let smallFontSize = 12.0
  static let lineHeight = 18.0

  var height: Double
  package var parts: [Element]
  /// Where the shapes are without titles, names and labels around them; `nil` if they fill the drawing.
  var core: Area? = nil

  /// A rectangle in drawing units.
  struct Area {
    let x: Double
    let y: Double
    let width: Double
    let height: Double
  }

  /// Text beside a shape.
  ///
  /// - Parameter anchor: `nil` if a group around the text has its anchor and its opacity.
  package static func label(
    _ text: String, x: Double, y: Double, anchor: String? = "start", size: Double? = nil
  ) -> Element {
    .tag(
      "text",
      [
        "x": PathData.number(x), "y": PathData.number(y), "text-anchor": anchor == "start" ? nil : anchor,
        "font-size": size.map(coordinate), "opacity": anchor.map { _ in "0.8" },
      ])[.text(text)]
  }
}

extension Drawable {
  /// The plot as an SVG element for a page.
  ///
  /// Text, axes and grid have the page's text colour, so that the plot suits light and dark pages. A theme may give
  /// series other colours: each is a `g` of class `series series-1`, `series-2` …, drawn in its `color`. The same plot
  /// and `id` give the same bytes.
  ///
  /// - Parameters:
  ///   - id: Unique on the page; the ids inside the drawing are made from it.
  ///   - twin: The id of another drawing of the plot on the page, whose words and shapes are used again.
  ///   - hints: Whether marks have hints, where hints can be seen.
  package func svg(
    id: String, in words: PlotWords = .english, size: DrawingSize = .wide, twin: String? = nil,
    hints: Bool = true
  ) -> Element {
    svg(id: id, Sheet(size, words, id: id, twin: twin, hints: hints), twin: twin)
  }

  /// The numbers as a table, with those inside of texts as a language writes them.
  package func data(in style: NumberStyle) -> DataTable? { PlotNumbers.$style.withValue(style) { data } }

  /// The plot as a self-contained SVG file, for light and dark backgrounds.
  ///
  /// - Parameter id: As in `svg(id:)`.
  package func svgFile(id: String, in words: PlotWords = .english) -> String {
    // A page gives an inline drawing its colours; a file must define them itself: background, text and series, light
    // and dark.
    let series = zip(PlotStyle.colours, PlotStyle.lightened).map { "[color='\($0)']{color:\($1)}" }
    let style = Element.tag("style")[
      """
      svg{color:#1f2328}.paper{fill:#ffffff}\
      @media (prefers-color-scheme:dark){svg{color:#e6edf3}.paper{fill:#0d1117}\
      \(series.joined())}
      """
    ]
    return svg(id: id, Sheet(.wide, words, id: id), style: style).markup + "\n"
  }

  private func svg(id: String, _ sheet: Sheet, twin: String? = nil, style: Element? = nil) -> Element {
    PlotNumbers.$style.withValue(sheet.words.numbers) { drawn(id: id, sheet, twin: twin, style: style) }
  }

  private func drawn(id: String, _ sheet: Sheet, twin: String?, style: Element?) -> Element {
    let drawing = drawing(on: sheet)
    let size = (coordinate(sheet.width), coordinate(drawing.height))
    var parts: [Element] =
      twin == nil
      ? [
        .tag("title", ["id": "\(id)-title"])[.text(heading(in: sheet.words))],
        .tag("desc", ["id": "\(id)-desc"])[.text(textAlternative(in: sheet.words))],
      ] : []
    if let style {
      parts += [style, .tag("rect", ["class": "paper", "width": size.0, "height": size.1, "rx": "6"])]
    }
    parts += drawing.parts.filter { $0 != .empty }
    return .tag(
      "svg",
      [
        // HTML knows the element by its name.
        "xmlns": style.map { _ in "http://www.w3.org/2000/svg" }, "id": id,
        "class": sheet.by(wide: "plot", narrow: "plot narrow"),
        "viewBox": "0 0 \(size.0) \(size.1)",
        "width": size.0, "height": size.1, "role": "img",
        "aria-labelledby": "\(twin ?? id)-title \(twin ?? id)-desc",
        // Pages have fonts of their own.
        "font-family": style.map { _ in
          "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
        },
        "style": style.map { _ in "max-width:100%;height:auto" },
        "font-size": coordinate(Drawing.fontSize), "fill": "currentColor",
      ])[parts.flatMap { ["\n", $0] }]["\n"]
  }

  /// The plot in characters, for terminals and for `text` fences in Markdown.
  ///
  /// Colour alone never distinguishes anything. Trailing spaces are left out.
  ///
  /// - Parameters:
  ///   - width: The largest number of columns; 78 fits a page of Markdown on GitHub. The minimum is 40.
  ///   - height: Rows of the plot itself, without labels, if its kind leaves a choice. The minimum is 5.
  package func ascii(width: Int = 78, height: Int? = nil, in words: PlotWords = .english) -> String {
    characters(width: max(40, width), rows: height.map { max(5, $0) }, in: words).map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}

extension Shown {
  /// Results by the way in which they are drawn.
  package enum Content {
    case text(String)
    case table(Table)
    case plot(any Plot)
    case group([Shown])
    case frames(Frames)
  }

  /// The result by the way in which it is drawn; all kinds of plots are one case.
  package var content: Content {
    switch self {
    case .text(let text): .text(text)
    case .table(let table): .table(table)
    case .plot(let plot): .plot(plot.drawable)
    case .group(let parts): .group(parts)
    case .frames(let frames): .frames(frames)
    }
  }
}

/// A result as readers see it, where charts that can be compared are one drawing.
package enum ShownPart {
  case text(String)
  case table(Table)
  case plot(any Drawable)
  case frames(FrameParts)
}

extension Shown {
  /// The parts of the result, one below the other.
  package var parts: [ShownPart] {
    switch content {
    case .text(let text): [.text(text)]
    case .table(let table): [.table(table)]
    case .plot(let plot): [.plot(plot)]
    case .group(let parts): ChartPanels.joining(parts.flatMap(\.parts))
    case .frames(let frames): [.frames(FrameParts(frames))]
    }
  }
}

extension ShownPlot {
  /// The plot as a drawable type.
  fileprivate var drawable: any Plot {
    guard let plot = data as? any Plot else {
      fatalError("\(type(of: data)) is in 'PlotKinds' and no 'Plot'")
    }
    return plot
  }
}
