import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

/// Charts of the same quantities beside each other, on one scale, so that they can be compared.
package struct ChartPanels: Drawable {
  private let charts: [Chart]
  /// What is above each panel.
  private let titles: [String]
  /// The names of all lines, in the order of the legend; their indices decide colours and markers.
  private let names: [String]

  /// The largest number of panels in one drawing.
  private static let most = 12

  private init(_ charts: [Chart]) {
    self.charts = charts
    let areSingle = charts.allSatisfy { $0.series.count == 1 }
    titles = charts.map { $0.title ?? (areSingle ? $0.series[0].name : "") }
    // Single lines that are named above their panels need no names and no colours of their own.
    let isNamed = areSingle && charts.allSatisfy { $0.title == nil }
    names = charts.flatMap(\.series).map { isNamed ? "" : $0.name }.reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  /// Parts of a result, with neighbouring charts of the same axes as panels.
  static func joining(_ parts: [ShownPart]) -> [ShownPart] {
    var result: [ShownPart] = []
    var run: [Chart] = []
    func flush() {
      for start in stride(from: 0, to: run.count, by: most) {
        let charts = Array(run[start..<min(start + most, run.count)])
        result.append(.plot(charts.count == 1 ? charts[0] : ChartPanels(charts)))
      }
      run = []
    }
    for part in parts {
      guard case .plot(let plot) = part, let chart = plot as? Chart else {
        flush()
        result.append(part)
        continue
      }
      if let first = run.first, (first.x, first.y) != (chart.x, chart.y) { flush() }
      run.append(chart)
    }
    flush()
    return result
  }

  /// All lines in one chart, which has the common axes.
  private var joined: Chart {
    let series = zip(charts, titles).flatMap { chart, title in
      chart.series.map { series in
        var series = series
        if names.count == 1 || series.name.isEmpty {
          series.name = title
        } else if !title.isEmpty {
          series.name = "\(title), \(series.name)"
        }
        return series
      }
    }
    return Chart(x: charts[0].x, y: charts[0].y, series)
  }

  private func style(of series: Series) -> Int { names.firstIndex(of: series.name) ?? 0 }

  private var keys: [PlotKey] {
    guard names.count > 1 else { return [] }
    let series = charts.flatMap(\.series)
    return names.enumerated().map { index, name in
      let form = series.first { $0.name == name }?.style.form
      return PlotKey(name: name, index: index, form: form ?? .line)
    }
  }

  // MARK: - In words

  package func heading(in words: PlotWords) -> String { joined.heading(in: words) }

  package func textAlternative(in words: PlotWords) -> String {
    let opening = words.opening(
      words.lineChart(), [words.horizontal(charts[0].x), words.vertical(charts[0].y)])
    return words.text([opening] + joined.series.map { joined.summary(of: $0, in: words) })
  }

  package var data: DataTable? { joined.data }

  // MARK: - Shapes

  package var reading: PlotReading? { joined.reading }

  package func drawing(on sheet: Sheet) -> Drawing {
    let layout = PanelLayout(
      count: charts.count, titles: titles, keys: keys, x: joined.xAxis, y: joined.yAxis, on: sheet)
    var end = 0
    let panels = charts.indices.map { index in
      let (chart, box) = (charts[index], layout.box(index))
      defer { end += chart.series.count }
      let lines = chart.series.indices.map {
        ChartLine(chart, $0, style: style(of: chart.series[$0]), in: box, on: sheet).element
      }
      return Element.tag("g", ["class": "panel"])[
        layout.title(index), box.gridElement,
        box.axes(sheet.words, lines: end..<end + chart.series.count)][lines]
    }
    return layout.drawing(panels)
  }

  // MARK: - Characters

  /// The least width of a panel in characters, and the space between two.
  private static let leastColumns = 37
  private static let gap = 4

  package func characters(width: Int, rows: Int?, in words: PlotWords) -> [String] {
    let perRow = min(charts.count, max(1, (width + Self.gap) / (Self.leastColumns + Self.gap)))
    let each = (width - Self.gap * (perRow - 1)) / perRow
    let axes = (x: joined.xAxis, y: joined.yAxis)
    let panels = charts.indices.map { index in
      charts[index].characters(
        width: each, rows: rows ?? 10, in: words, title: titles[index], keys: [], x: axes.x, y: axes.y,
        styles: charts[index].series.map(style))
    }
    let legend = CharacterFrame.legend(keys.map { CharacterFrame.entry($0, width: width) }, width: width)
    let bands = stride(from: 0, to: panels.count, by: perRow).map { start in
      Self.beside(Array(panels[start..<min(start + perRow, panels.count)]), width: each)
    }
    return legend + Array(bands.joined(separator: [""]))
  }

  /// Panels side by side. What is above some of them only, such as the second line of a title, begins at the top.
  private static func beside(_ panels: [[String]], width: Int) -> [String] {
    let height = panels.map(\.count).max() ?? 0
    return (0..<height).map { line in
      panels.map { panel in
        let index = line - (height - panel.count)
        return TextWidth.padded(index < 0 ? "" : panel[index], to: width)
      }.joined(separator: String(repeating: " ", count: gap))
    }
  }
}
