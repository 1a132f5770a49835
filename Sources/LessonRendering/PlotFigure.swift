import LessonMarkup
import LessonPlots
import LessonWords

/// A plot in HTML: its drawings and its numbers.
struct PlotFigure {
  let plot: any Drawable
  /// Unique on the page.
  let name: String
  let words: PageWords
  let plotWords: PlotWords

  /// The plot in all sizes with its numbers.
  func element(hints: Bool = true) -> Element {
    figure("chart", drawings(DrawingSize.allCases, hints: hints && plot.reading == nil), plot.reading)[
      numbers]
  }

  /// The plot only in the size that all screens can show.
  var light: Element { figure("chart light", drawings([.narrow], hints: false)) }

  /// The plot only in the size for desktops.
  var onPaper: Element { figure("chart", drawings([.wide], hints: false)) }

  private func figure(_ className: String, _ content: [Element], _ reading: PlotReading? = nil) -> Element {
    .element(
      "figure", attributes: [Element.Attribute("class", className)] + (reading?.attributes ?? []),
      children: content)
  }

  /// The plot in some sizes; the style sheet shows the one that suits the page's width.
  private func drawings(_ sizes: [DrawingSize], hints: Bool) -> [Element] {
    let id = Self.drawingID(name)
    return sizes.map { size in
      switch size {
      case .wide: .tag("div", ["class": "drawing"])[plot.svg(id: id, in: plotWords, hints: hints)]
      case .narrow:
        .tag("div", ["class": "drawing narrow"])[
          plot.svg(
            id: "\(id).narrow", in: plotWords, size: size, twin: sizes.contains(.wide) ? id : nil,
            hints: hints)]
      }
    }
  }

  /// The numbers that the plot shows, as a table.
  private var numbers: Element {
    guard let data = plot.data(in: plotWords.numbers), !data.table.rows.isEmpty else { return .empty }
    let shown = data.table.rows.count
    func written(_ count: Int) -> String { plotWords.numbers.text(of: "\(count)") ?? "\(count)" }
    let part = shown < data.count ? " (\(words.position(written(shown), written(data.count))))" : ""
    return .tag("details", ["class": "numbers"])[
      .tag("summary")[.text(words.numbers + part)],
      .tag("div", ["class": "table values"])[data.table.html(in: plotWords.numbers, hints: false)]]
  }

  /// Contains a point, so that it differs from the ids of headings and blocks.
  static func drawingID(_ name: String) -> String { "chart.\(name)" }
}
