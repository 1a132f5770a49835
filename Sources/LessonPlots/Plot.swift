import LessonDisplay
import LessonMarkup
import LessonWords

/// A kind of plot: data that can be drawn, written in characters, and described in words.
package protocol Plot: PlotData {
  /// The name of the plot for readers who do not see it: its title, or else the labels of its axes.
  func heading(in words: PlotWords) -> String
  /// A description of the plot in words, computed from the data, for readers who do not see it.
  func textAlternative(in words: PlotWords) -> String
  /// The numbers as a table; `nil` if they are of no use to a reader.
  var data: DataTable? { get }
  /// The plot as shapes.
  func drawing(in words: PlotWords) -> Drawing
  /// The lines of the plot in characters; trailing spaces do not matter.
  ///
  /// - Parameters:
  ///   - width: The largest number of columns, 40 or more.
  ///   - rows: Rows of the plot itself, if its kind leaves a choice, 5 or more; `nil` for its default.
  func characters(width: Int, rows: Int?, in words: PlotWords) -> [String]
}

/// Shapes and their total height; all drawings are `Drawing.width` wide.
package struct Drawing {
  /// The width in drawing units, narrow enough for text to stay readable when a phone scales the drawing down.
  package static let width = 390.0
  package static let margin = 8.0
  static let fontSize = 14.0
  /// The font size in cells and panels, in drawing units; on a phone it is 10.5 pixels.
  static let smallFontSize = 13.0
  static let lineHeight = 19.0

  var height: Double
  package var parts: [Element]

  /// Text beside a shape.
  package static func label(_ text: String, x: Double, y: Double, anchor: String = "start") -> Element {
    .tag("text", ["x": coordinate(x), "y": coordinate(y), "text-anchor": anchor, "opacity": "0.8"])[
      .text(text)]
  }
}

extension Plot {
  /// The plot as an SVG element for a page.
  ///
  /// Text, axes and grid have the page's text colour, so that the plot suits light and dark pages. A theme may give
  /// series other colours: each is a `g` of class `series series-1`, `series-2` …, drawn in its `color`. The same plot
  /// and `id` give the same bytes.
  ///
  /// - Parameter id: Unique on the page; the ids inside the drawing are made from it.
  package func svg(id: String, in words: PlotWords = .english) -> Element { svg(id: id, words, style: nil) }

  /// The plot as a self-contained SVG file, for light and dark backgrounds.
  ///
  /// - Parameter id: As in `svg(id:)`.
  package func svgFile(id: String, in words: PlotWords = .english) -> String {
    // A page gives an inline drawing its colours; a file must define them itself: background and text, light and dark.
    let style = Element.tag("style")[
      """
      svg{color:#1f2328}.paper{fill:#ffffff}\
      @media (prefers-color-scheme:dark){svg{color:#e6edf3}.paper{fill:#0d1117}}
      """
    ]
    return svg(id: id, words, style: style).markup + "\n"
  }

  private func svg(id: String, _ words: PlotWords, style: Element?) -> Element {
    PlotNumbers.$style.withValue(words.numbers) { drawn(id: id, words, style: style) }
  }

  private func drawn(id: String, _ words: PlotWords, style: Element?) -> Element {
    let drawing = drawing(in: words)
    let size = (coordinate(Drawing.width), coordinate(drawing.height))
    var parts: [Element] = [
      .tag("title", ["id": "\(id)-title"])[.text(heading(in: words))],
      .tag("desc", ["id": "\(id)-desc"])[.text(textAlternative(in: words))],
    ]
    if let style {
      parts += [style, .tag("rect", ["class": "paper", "width": size.0, "height": size.1, "rx": "6"])]
    }
    parts += drawing.parts.filter { $0 != .empty }
    return .tag(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "id": id, "class": "plot",
        "viewBox": "0 0 \(size.0) \(size.1)",
        "width": size.0, "height": size.1, "style": "max-width:100%;height:auto", "role": "img",
        "aria-labelledby": "\(id)-title \(id)-desc",
        "font-family": "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
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
  }

  /// The result by the way in which it is drawn; all kinds of plots are one case.
  package var content: Content {
    switch self {
    case .text(let text): .text(text)
    case .table(let table): .table(table)
    case .plot(let plot): .plot(plot.drawable)
    case .group(let parts): .group(parts)
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
