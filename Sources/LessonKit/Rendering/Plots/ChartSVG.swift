import LessonDisplay

extension Chart {
  /// The chart as an SVG element for a page.
  ///
  /// Text, axes and grid have the page's text colour, so that it fits light and dark pages. A theme may give the lines other
  /// colours: each is a `g` of class `series series-1`, `series-2` …, drawn in its `color`. The same chart and
  /// `id` give the same bytes.
  ///
  /// - Parameter id: Unique on the page; the ids inside are made from it.
  public func svg(id: String) -> Element {
    ChartDrawing(self).svg(id: id, style: nil)
  }

  /// The chart as an SVG file that looks right by itself, on light and dark backgrounds.
  ///
  /// - Parameter id: As in `svg(id:)`.
  public func svgFile(id: String) -> String {
    ChartDrawing(self).svg(id: id, style: ChartDrawing.fileStyle).markup + "\n"
  }
}

/// Where the parts of a chart stand; all lengths in units of the drawing, which is 560 wide.
struct ChartDrawing {
  static let width = 560.0
  private static let margin = 10.0
  private static let plotHeight = 230.0
  private static let fontSize = 14.0
  private static let titleSize = 16.0
  private static let lineHeight = 19.0
  private static let titleHeight = 22.0
  private static let legendHeight = 21.0
  /// Room between the frame and the first and last point.
  private static let inset = 8.0

  let chart: Chart
  private let x: PlotScale
  private let y: PlotScale
  private let title: [String]
  private let xLabel: [String]
  private let yLabel: [String]
  private let legend: [[LegendEntry]]
  private let left: Double
  private let right: Double
  private let top: Double

  private struct LegendEntry {
    var line: Int
    var name: String
    var start: Double
  }

  init(_ chart: Chart) {
    self.chart = chart
    y = PlotScale(
      chart.series.lazy.flatMap(\.y), kind: chart.y.scale, roundsOutward: true, tickLimit: 6,
      powers: .superscript)
    let tickWidth = y.ticks.map { TextWidth.estimate($0.label, size: Self.fontSize) }.max() ?? 0
    left = Self.margin + tickWidth + 8
    let (scale, right) = Self.fittingX(chart, left: left)
    (x, self.right) = (scale, right)
    let available = Self.width - 2 * Self.margin
    // Bold letters are wider by an eighth.
    title = Self.wrapped(chart.title ?? "", size: Self.titleSize * 1.13, to: available)
    xLabel = Self.wrapped(chart.x.label, size: Self.fontSize, to: available)
    yLabel = Self.wrapped(chart.y.label, size: Self.fontSize, to: available)
    legend = Self.legend(of: chart, width: available)
    let heading = Double(title.count) * Self.titleHeight + Double(legend.count) * Self.legendHeight
    let label = Double(yLabel.count) * Self.lineHeight
    top = Self.margin + heading + (heading > 0 ? 4 : 0) + label + 12
  }

  /// As many ticks from left to right as there is room for their labels.
  private static func fittingX(_ chart: Chart, left: Double) -> (PlotScale, right: Double) {
    let values = chart.series.lazy.flatMap(\.x)
    var limit = 10
    while true {
      let scale = PlotScale(
        values, kind: chart.x.scale, roundsOutward: false, tickLimit: limit, powers: .superscript)
      let halves = scale.ticks.map { TextWidth.estimate($0.label, size: fontSize) / 2 }
      let right = width - margin - inset
      let span = right - left - 2 * inset
      let places = scale.ticks.map { left + inset + (scale.fraction($0.value) ?? 0) * span }
      let fits = places.indices.dropFirst().allSatisfy { index in
        places[index] - places[index - 1] >= halves[index] + halves[index - 1] + 10
      }
      if fits || limit == 1 {
        let overhang = max(0, (places.last ?? 0) + (halves.last ?? 0) - (width - margin))
        return (scale, right - overhang)
      }
      limit -= 1
    }
  }

  private static func wrapped(_ text: String, size: Double, to limit: Double) -> [String] {
    let lines = TextWidth.lines(text) { TextWidth.estimate($0, size: size) <= limit }
    guard lines.count > 3 else { return lines }
    return Array(lines.prefix(2)) + [TextWidth.elided(lines[2] + " " + lines[3], size: size, to: limit)]
  }

  private static func legend(of chart: Chart, width: Double) -> [[LegendEntry]] {
    guard chart.hasLegend else { return [] }
    var rows: [[LegendEntry]] = []
    var end = Double.infinity
    for (line, series) in chart.series.enumerated() {
      let name = TextWidth.elided(series.name, size: fontSize, to: width - swatch)
      let size = swatch + TextWidth.estimate(name, size: fontSize)
      if end + size > width {
        rows.append([])
        end = 0
      }
      rows[rows.count - 1].append(LegendEntry(line: line, name: name, start: margin + end))
      end += size + 14
    }
    return rows
  }

  private static let swatch = 32.0
}

// MARK: - Drawing

extension ChartDrawing {
  func svg(id: String, style: Element?) -> Element {
    let height = bottom + 26 + Double(xLabel.count) * Self.lineHeight + 4
    let size = (coordinate(Self.width), coordinate(height))
    var parts: [Element] = [
      .tag("title", ["id": "\(id)-title"])[.text(chart.heading)],
      .tag("desc", ["id": "\(id)-desc"])[.text(chart.textAlternative)],
    ]
    if let style {
      parts += [style, .tag("rect", ["class": "paper", "width": size.0, "height": size.1, "rx": "6"])]
    }
    parts += headings() + [grid(), axes()] + lines() + [legendElement()].filter { $0 != .empty }
    return .tag(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "id": id, "class": "plot",
        "viewBox": "0 0 \(size.0) \(size.1)",
        "width": size.0, "height": size.1, "style": "max-width:100%;height:auto", "role": "img",
        "aria-labelledby": "\(id)-title \(id)-desc",
        "font-family": "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
        "font-size": coordinate(Self.fontSize), "fill": "currentColor",
      ])[parts.flatMap { ["\n", $0] }]["\n"]
  }

  /// What a page gives an inline drawing and a file has to bring along: paper and ink, light and dark.
  static let fileStyle = Element.tag("style")[
    """
    svg{color:#1f2328}.paper{fill:#ffffff}\
    @media (prefers-color-scheme:dark){svg{color:#e6edf3}.paper{fill:#0d1117}}
    """
  ]

  private var bottom: Double { top + Self.plotHeight }

  private func place(x fraction: Double) -> Double {
    left + Self.inset + fraction * (right - left - 2 * Self.inset)
  }

  private func place(y fraction: Double) -> Double { bottom - fraction * Self.plotHeight }

  private func headings() -> [Element] {
    var baseline = Self.margin
    var elements: [Element] = []
    for line in title {
      baseline += Self.titleHeight
      elements.append(
        .tag(
          "text",
          [
            "x": coordinate(Self.margin), "y": coordinate(baseline - 6),
            "font-size": coordinate(Self.titleSize),
            "font-weight": "600",
          ])[.text(line)])
    }
    for (index, line) in yLabel.enumerated() {
      let y = top - 14 - Double(yLabel.count - 1 - index) * Self.lineHeight
      elements.append(
        .tag("text", ["x": coordinate(Self.margin), "y": coordinate(y), "opacity": "0.8"])[.text(line)])
    }
    for (index, line) in xLabel.enumerated() {
      let y = bottom + 40 + Double(index) * Self.lineHeight
      let half = TextWidth.estimate(line, size: Self.fontSize) / 2
      let middle = min(max((left + right) / 2, Self.margin + half), Self.width - Self.margin - half)
      elements.append(
        .tag(
          "text", ["x": coordinate(middle), "y": coordinate(y), "text-anchor": "middle", "opacity": "0.8"])[
            .text(line)])
    }
    return elements
  }

  private func grid() -> Element {
    func path(_ xs: [Double], _ ys: [Double], opacity: String) -> Element? {
      let across = ys.compactMap { y.fraction($0) }.map {
        "M\(coordinate(left)) \(coordinate(place(y: $0)))H\(coordinate(right))"
      }
      let down = xs.compactMap { x.fraction($0) }.map {
        "M\(coordinate(place(x: $0))) \(coordinate(top))V\(coordinate(bottom))"
      }
      let data = (across + down).joined()
      return data.isEmpty ? nil : .tag("path", ["d": data, "stroke-opacity": opacity])
    }
    let isLogarithmic = chart.x.scale == .log
    let paths = [
      path(isLogarithmic ? x.minorTicks : [], y.minorTicks, opacity: "0.07"),
      path(isLogarithmic ? x.ticks.map(\.value) : [], y.ticks.map(\.value), opacity: "0.16"),
    ]
    return .tag("g", ["class": "grid", "stroke": "currentColor", "fill": "none"])[paths.compactMap(\.self)]
  }

  private func axes() -> Element {
    let marks = x.ticks.compactMap { x.fraction($0.value) }.map {
      "M\(coordinate(place(x: $0))) \(coordinate(bottom))v5"
    }
    let frame = "M\(coordinate(left)) \(coordinate(bottom))H\(coordinate(right))" + marks.joined()
    var elements: [Element] = [
      .tag("path", ["d": frame, "stroke": "currentColor", "stroke-opacity": "0.6", "fill": "none"])
    ]
    for tick in x.ticks {
      guard let fraction = x.fraction(tick.value) else { continue }
      elements.append(label(tick.label, x: place(x: fraction), y: bottom + 19, anchor: "middle"))
    }
    for tick in y.ticks {
      guard let fraction = y.fraction(tick.value) else { continue }
      elements.append(label(tick.label, x: left - 7, y: place(y: fraction) + 4.5, anchor: "end"))
    }
    if x.isEmpty || y.isEmpty {
      elements.append(
        label("no values", x: (left + right) / 2, y: (top + bottom) / 2, anchor: "middle"))
    }
    return .tag("g", ["class": "axes"])[elements]
  }

  private func label(_ text: String, x: Double, y: Double, anchor: String) -> Element {
    .tag("text", ["x": coordinate(x), "y": coordinate(y), "text-anchor": anchor, "opacity": "0.8"])[
      .text(text)]
  }

  private func lines() -> [Element] {
    chart.series.indices.map { line in
      let points = PlotPoints(chart.series[line], x: x, y: y)
      return series(line, curves(points) + markers(points, of: line))
    }
  }

  private func series(_ line: Int, _ children: [Element]) -> Element {
    .tag("g", ["class": "series series-\(line + 1)", "color": PlotStyle.colour(line)])[children]
  }

  private func curves(_ points: PlotPoints) -> [Element] {
    let data = points.runs.filter { $0.count > 1 }.map { run in
      let places = PlotPoints.thinned(run, slices: 250).map { point in
        "\(coordinate(place(x: point.x))) \(coordinate(place(y: point.y)))"
      }
      return "M" + places.joined(separator: "L")
    }.joined()
    guard !data.isEmpty else { return [] }
    return [
      .tag(
        "path",
        [
          "d": data, "fill": "none", "stroke": "currentColor",
          "stroke-width": points.count > 500 ? "1.5" : "2",
          "stroke-linejoin": "round", "stroke-linecap": "round",
        ])
    ]
  }

  private func markers(_ points: PlotPoints, of line: Int) -> [Element] {
    let limit = chart.series.count > 4 ? 20 : 40
    let marked = points.marked(line: line, of: chart.series.count, all: limit, some: 7)
    guard !marked.isEmpty else { return [] }
    let series = chart.series[line]
    let radius = points.count > limit ? 4.5 : points.count > 20 ? 3.0 : 3.6
    let shapes = marked.map { point in
      PlotStyle.marker(line).element(
        x: place(x: point.x), y: place(y: point.y), radius: radius,
        title: points.count <= limit ? chart.pointText(series, at: point.index) : nil)
    }
    return [.tag("g", ["fill": "currentColor"])[shapes]]
  }

  private func legendElement() -> Element {
    guard !legend.isEmpty else { return .empty }
    let first = Self.margin + Double(title.count) * Self.titleHeight + 10
    let entries = legend.enumerated().flatMap { row, entries in
      entries.map { entry -> Element in
        let middle = first + Double(row) * Self.legendHeight
        let line = Element.tag(
          "path",
          [
            "d": "M\(coordinate(entry.start)) \(coordinate(middle))h24", "stroke": "currentColor",
            "stroke-width": "2",
          ])
        let marker = PlotStyle.marker(entry.line).element(x: entry.start + 12, y: middle, radius: 3.6)
        let name = Element.tag(
          "text", ["x": coordinate(entry.start + Self.swatch), "y": coordinate(middle + 4.5)])[
            .text(entry.name)]
        let full = chart.series[entry.line].name
        let hint = entry.name == full ? [] : [Element.tag("title")[.text(full)]]
        return .tag("g")[hint][
          .tag("g", ["color": PlotStyle.colour(entry.line), "fill": "currentColor"])[line, marker], name]
      }
    }
    return .tag("g", ["class": "legend"])[entries]
  }
}
