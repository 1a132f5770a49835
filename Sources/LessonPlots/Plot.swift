import LessonDisplay
import LessonMarkup
import LessonWords

/// A kind of plot: data that can be drawn, written in characters, and told in words.
package protocol Plot: PlotData {
  /// What the plot is called for those who don't see it: its title, or what its axes say.
  func heading(in words: PlotWords) -> String
  /// The plot in words, computed from the data: for readers who don't see it.
  func textAlternative(in words: PlotWords) -> String
  /// The numbers as a table; `nil` where they say nothing to a reader.
  var data: DataTable? { get }
  /// The plot as shapes.
  func drawing(in words: PlotWords) -> Drawing
  /// The lines of the plot in characters; spaces at their ends don't matter.
  ///
  /// - Parameters:
  ///   - width: Columns at most, 40 or more.
  ///   - rows: Rows of the plot itself, where its kind leaves a choice, 5 or more; `nil` for what suits it.
  func characters(width: Int, rows: Int?, in words: PlotWords) -> [String]
}

/// Shapes and how high they are together; all drawings are `Drawing.width` wide.
package struct Drawing {
  /// Narrow enough for text to stay readable when a phone makes the drawing smaller, in units of the drawing.
  package static let width = 390.0
  package static let margin = 8.0
  static let fontSize = 14.0
  /// For what stands in cells and panels; on a phone it has ten pixels and a half.
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
  /// Text, axes and grid have the page's text colour, so that it fits light and dark pages. A theme may give series other
  /// colours: each is a `g` of class `series series-1`, `series-2` …, drawn in its `color`. The same plot and
  /// `id` give the same bytes.
  ///
  /// - Parameter id: Unique on the page; the ids inside are made from it.
  package func svg(id: String, in words: PlotWords = .english) -> Element { svg(id: id, words, style: nil) }

  /// The plot as an SVG file that looks right by itself, on light and dark backgrounds.
  ///
  /// - Parameter id: As in `svg(id:)`.
  package func svgFile(id: String, in words: PlotWords = .english) -> String {
    // What a page gives an inline drawing and a file has to bring along: paper and ink, light and dark.
    let style = Element.tag("style")[
      """
      svg{color:#1f2328}.paper{fill:#ffffff}\
      @media (prefers-color-scheme:dark){svg{color:#e6edf3}.paper{fill:#0d1117}}
      """
    ]
    return svg(id: id, words, style: style).markup + "\n"
  }

  private func svg(id: String, _ words: PlotWords, style: Element?) -> Element {
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
  /// Nothing is told apart by colour alone. Trailing spaces are left out.
  ///
  /// - Parameters:
  ///   - width: Columns at most; 78 fits a page of Markdown on GitHub. Below 40 is taken as 40.
  ///   - height: Rows of the plot itself, without labels, where its kind leaves a choice. Below 5 is taken as 5.
  package func ascii(width: Int = 78, height: Int? = nil, in words: PlotWords = .english) -> String {
    characters(width: max(40, width), rows: height.map { max(5, $0) }, in: words).map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}

extension Shown {
  /// What is shown by how it is drawn.
  package enum Content {
    case text(String)
    case table(Table)
    case plot(any Plot)
    case group([Shown])
  }

  /// What is shown by how it is drawn: all kinds of plots are one.
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
  /// The plot as what can be drawn.
  fileprivate var drawable: any Plot {
    guard let plot = data as? any Plot else {
      fatalError("\(type(of: data)) is in 'PlotKinds' and no 'Plot'")
    }
    return plot
  }
}
