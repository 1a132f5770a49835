import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

extension Histogram: PlotOfFrames {
  func canShareScales(with other: Histogram) -> Bool {
    guard x == other.x, isPanels == other.isPanels else { return false }
    return isPanels ? groups.count == other.groups.count : showsShares == other.showsShares
  }

  package func heading(in words: PlotWords) -> String {
    if let title, !title.isEmpty { return title }
    return x.label.isEmpty ? words.histogram() : x.label
  }

  package func textAlternative(in words: PlotWords) -> String {
    let extent = edges.isEmpty ? words.noValues() : words.range(of: edges)
    let opening = words.opening(words.histogram(), [words.horizontal(x, extent)])
    return words.text([opening] + groups.map { summary(of: $0, in: words) })
  }

  private func summary(of group: Group, in words: PlotWords) -> String {
    guard group.total > 0 else { return words.part(group.name, words.noValues()) }
    var counts = [words.values(format(group.total, significantDigits: 15))]
    if group.leftOut > 0 { counts.append(words.gaps("\(group.leftOut)")) }
    var story = [
      words.mean(format(group.moments[0], significantDigits: 3)),
      words.deviation(format(group.moments[1], significantDigits: 3)),
    ]
    if let peak = group.counts.indices.max(by: { group.counts[$0] < group.counts[$1] }) {
      story.append(words.most(words.range(of: [edges[peak], edges[peak + 1]])))
    }
    return words.part(group.name, counts: counts, story.joined(separator: ", "))
  }

  private var isPanels: Bool { layout == .panels && groups.count > 1 }

  /// Groups of unequal size are compared by their shares.
  private var showsShares: Bool { Set(groups.map(\.total)).count > 1 }

  /// The heights of a group's bars.
  private func heights(of group: Group) -> [Double] {
    guard showsShares else { return group.counts }
    let total = max(1, group.total)
    return group.counts.map { $0 / total }
  }

  private var xAxis: PlotAxis { xAxis(among: [self]) }

  private func xAxis(among frames: [Histogram]) -> PlotAxis {
    PlotAxis(
      x.label, scale: x.scale, from: frames.compactMap(\.edges.first).min() ?? .nan,
      to: frames.compactMap(\.edges.last).max() ?? .nan)
  }

  private func yAxis(among frames: [Histogram]) -> PlotAxis {
    let heights = frames.flatMap { frame in frame.groups.flatMap(frame.heights) }
    return PlotAxis(
      .linear(showsShares ? shareLabel : countLabel), heights.isEmpty ? [] : heights + [0],
      roundsOutward: true, countsWhole: !showsShares)
  }

  private static func groupNames(of frames: [Histogram]) -> SharedNames {
    SharedNames(frames.map { $0.groups.map(\.name) })
  }

  private static func keys(of frames: [Histogram]) -> [PlotKey] {
    let names = groupNames(of: frames)
    return names.all.count > 1 || names.all.contains { !$0.isEmpty } ? names.keys(.area) : []
  }

  /// The hints of a group's bars, where hints can be seen.
  fileprivate func hints(of group: Group, on sheet: Sheet) -> ((Int) -> String)? {
    guard sheet.hasHints else { return nil }
    let total = max(1, group.total)
    let name = group.name.isEmpty ? "" : group.name + ", "
    return { bin in
      let count = group.counts[bin]
      let share = format(count / total * 100, decimals: 1)
      return "\(name)\(format(edges[bin])) … \(format(edges[bin + 1])): "
        + "\(format(count, significantDigits: 15)) (\(share) %)"
    }
  }

  // MARK: - Shapes

  package var reading: PlotReading? { data.flatMap { $0.reading(at: $0.places, on: x.scale) } }

  func drawing(on sheet: Sheet, among frames: [Histogram]) -> Drawing {
    if isPanels { return HistogramPanels(self, among: frames, on: sheet).drawing }
    let styles = Self.groupNames(of: frames).styles(of: groups.map(\.name))
    let frame = PlotFrame(
      title: title, keys: Self.keys(of: frames), x: xAxis(among: frames), y: yAxis(among: frames),
      inset: .init(x: 4), on: sheet)
    let shapes = groups.indices.map { index in
      let bars = HistogramBars(
        heights: heights(of: groups[index]),
        edges: edges, x: frame.x, y: frame.y, placeX: { frame.place(x: $0) }, placeY: { frame.place(y: $0) })
      let style = styles[index]
      let hint = hints(of: groups[index], on: sheet)
      return Element.tag("g", ["class": "series series-\(style + 1)", "color": PlotStyle.colour(style)])[
        groups.count == 1 ? bars.solid(hint: hint) : bars.outlined(hint: hint)]
    }
    return frame.drawing(shapes)
  }

  // MARK: - Characters

  /// In characters, bins fill the width, so that each histogram keeps its own axis.
  func characters(width: Int, rows: Int?, in words: PlotWords, among frames: [Histogram]) -> [String] {
    groups.count > 1 ? rowCharacters(width, words) : columnCharacters(width, rows ?? 12, words)
  }

  /// Bars in eighths of a character.
  private static let eighths: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The number of columns of a bin, the same for all bins.
  private func binWidth(_ available: Int) -> Int { max(1, available / max(1, edges.count - 1)) }

  /// The bin that a column shows.
  private func bin(_ column: Int, of columns: Int) -> Int {
    min(column * max(1, edges.count - 1) / max(1, columns), max(0, edges.count - 2))
  }

  private func fitted(_ available: Int) -> Int {
    let bins = max(1, edges.count - 1)
    return bins > available || edges.isEmpty ? available : binWidth(available) * bins
  }

  private func columnCharacters(_ width: Int, _ rows: Int, _ words: PlotWords) -> [String] {
    let frame = CharacterFrame(
      title: title, x: xAxis, y: yAxis(among: [self]), width: width, rows: rows,
      columns: fitted)
    var grid = CharacterGrid(columns: frame.columns, rows: rows)
    let heights = groups.first.map(heights) ?? []
    for column in 0..<frame.columns {
      guard let group = groups.first, !group.counts.isEmpty else { break }
      let bin = bin(column, of: frame.columns)
      guard let fraction = frame.y.fraction(heights[bin]) else { continue }
      // The axis goes from the middle of the lowest row to that of the highest.
      let eighths = Int((fraction * Double(rows - 1) * 8 + (group.counts[bin] > 0 ? 4 : 0)).rounded())
      for row in 0..<rows where eighths > row * 8 {
        grid.fill(column: column, row: rows - 1 - row, Self.eighths[min(8, eighths - row * 8)])
      }
    }
    return frame.lines(grid, in: words)
  }

  /// A row for each group, as high as its highest bin, over a common axis.
  private func rowCharacters(_ width: Int, _ words: PlotWords) -> [String] {
    let names = groups.map { TextWidth.cutInMiddle($0.name, columns: width / 3) }
    let rows = groups.count * 3 - 1
    let spread = names.flatMap { ["", $0, ""] }.dropLast()
    let frame = CharacterFrame(
      title: title, x: xAxis, y: PlotAxis("", lines: spread.reversed(), room: rows), width: width, rows: rows,
      columns: fitted)
    var grid = CharacterGrid(columns: frame.columns, rows: rows)
    for (index, group) in groups.enumerated() where !group.counts.isEmpty {
      let highest = max(group.counts.max() ?? 0, 1)
      for column in 0..<frame.columns {
        let count = group.counts[bin(column, of: frame.columns)]
        let eighths = count > 0 ? max(1, Int((count / highest * 16).rounded())) : 0
        grid.fill(column: column, row: index * 3 + 1, Self.eighths[min(8, eighths)])
        if eighths > 8 { grid.fill(column: column, row: index * 3, Self.eighths[eighths - 8]) }
      }
    }
    return frame.lines(grid, in: words)
  }
}

extension Histogram {
  /// The middle of some bins on the axis.
  private func middle(of bins: Range<Int>) -> Double {
    let (low, high) = (edges[bins.lowerBound], edges[bins.upperBound])
    return x.scale == .log ? (low * high).squareRoot() : low / 2 + high / 2
  }

  /// Usual bins have a row each, so that each bar can be read.
  private static let mostRows = 60
  private static let mostCounts = 400

  package var data: DataTable? {
    let bins = max(0, edges.count - 1)
    let limit = max(
      DataTable.mostRows(columns: groups.count + 1),
      min(Self.mostRows, Self.mostCounts / max(1, groups.count)))
    // Joining bins keeps the total; leaving some out would lose values.
    let joined = max(1, (bins + limit - 1) / limit)
    let firsts = Array(stride(from: 0, to: bins, by: joined))
    let rows = firsts.map { first in
      let last = min(first + joined, bins)
      let counts = groups.map { Table.Cell(place: $0.counts[first..<last].reduce(0, +)) }
      return [Table.Cell.text("\(format(edges[first])) … \(format(edges[last]))")] + counts
    }
    return DataTable(
      columns: [.init(x.label)] + groups.map { .init($0.name.isEmpty ? countLabel : $0.name) }, rows: rows,
      of: bins, at: firsts.map { middle(of: $0..<min($0 + joined, bins)) })
  }
}

/// The bars of one drawn histogram.
struct HistogramBars {
  let heights: [Double]
  let edges: [Double]
  let x: PlotScale
  let y: PlotScale
  let placeX: (Double) -> Double
  let placeY: (Double) -> Double

  private func sides(_ bin: Int) -> (left: Double, right: Double, top: Double)? {
    guard let left = x.fraction(edges[bin]), let right = x.fraction(edges[bin + 1]),
      let top = y.fraction(heights[bin])
    else { return nil }
    return (placeX(left), placeX(right), placeY(top))
  }

  private var floor: Double { placeY(y.fraction(0) ?? 0) }

  /// Filled bars side by side.
  func solid(hint: ((Int) -> String)?) -> [Element] {
    let bars = heights.indices.compactMap { bin -> Element? in
      guard heights[bin] > 0, let sides = sides(bin) else { return nil }
      let gap = sides.right - sides.left > 5 ? 1.0 : 0
      let bar = rectangle(sides.left, sides.right - gap, min(sides.top, floor - 0.7))
      return hint.map { bar[.tag("title")[.text($0(bin))]] } ?? bar
    }
    return [.tag("g", ["fill": "currentColor", "fill-opacity": "0.85"])[bars]]
  }

  /// A line around all bars, so that bars behind them stay visible.
  func outlined(hint: ((Int) -> String)?) -> [Element] {
    let all = heights.indices.compactMap(sides)
    guard let first = all.first else { return [] }
    let steps = all.map { "V\(coordinate($0.top))H\(coordinate($0.right))" }.joined()
    let data = "M\(coordinate(first.left)) \(coordinate(floor))\(steps)V\(coordinate(floor))"
    let hints = heights.indices.compactMap { bin -> Element? in
      guard let hint, heights[bin] > 0, let sides = sides(bin) else { return nil }
      return rectangle(sides.left, sides.right, sides.top)[.tag("title")[.text(hint(bin))]]
    }
    return [
      .tag(
        "path",
        [
          "d": data, "fill": "currentColor", "fill-opacity": "0.2", "stroke": "currentColor",
          "stroke-width": "1.6", "stroke-linejoin": "round",
        ]), .tag("g", ["fill-opacity": "0"])[hints],
    ]
  }

  private func rectangle(_ left: Double, _ right: Double, _ top: Double) -> Element {
    .tag(
      "rect",
      [
        "x": coordinate(left), "y": coordinate(top), "width": coordinate(right - left),
        "height": coordinate(floor - top),
      ])
  }
}

/// Histograms side by side over equal axes.
private struct HistogramPanels {
  private let histogram: Histogram
  private let sheet: Sheet
  private let heading: PlotHeading
  private let columns: Int
  private let width: Double
  private let names: [PlotLabel]
  private let x: PlotScale
  /// The highest count of each panel in any frame.
  private let highest: [Double]

  private static let gap = 16.0
  private static let height = 70.0

  init(_ histogram: Histogram, among frames: [Histogram], on sheet: Sheet) {
    self.histogram = histogram
    self.sheet = sheet
    heading = PlotHeading(title: histogram.title, keys: [], on: sheet)
    let count = histogram.groups.count
    columns = sheet.by(wide: count == 2 || count == 4 ? 2 : count > 6 ? 4 : 3, narrow: 2)
    let width = (sheet.available - Self.gap * Double(columns - 1)) / Double(columns)
    self.width = width
    names = histogram.groups.map { PlotLabel($0.name, width: width, lines: 2) }
    x = Self.scale(frames, width: width)
    highest = histogram.groups.indices.map { group in
      frames.compactMap { $0.groups[group].counts.max() }.max() ?? 0
    }
  }

  /// The height of the names and deviations above the bars.
  private var captionHeight: Double { (names.map(\.height).max() ?? 0) + 23 }

  /// The scale with as many ticks as there is room for labels below a panel.
  private static func scale(_ frames: [Histogram], width: Double) -> PlotScale {
    let ends = frames.flatMap { [$0.edges.first, $0.edges.last].compactMap(\.self) }
    var limit = 4
    while true {
      let scale = PlotScale(
        ends, kind: frames[0].x.scale,
        roundsOutward: false, countsWhole: false, tickLimit: limit, powers: .superscript)
      let places = scale.ticks.map { (place(of: $0, scale, width), $0.name.width / 2) }
      let fits = zip(places, places.dropFirst()).allSatisfy { $1.0 - $1.1 >= $0.0 + $0.1 + 6 }
      if fits || limit == 1 { return scale }
      limit -= 1
    }
  }

  /// The middle of a tick's label from the left of a panel. Labels stay over their own panel and the gaps beside it.
  private static func place(of tick: PlotScale.Tick, _ x: PlotScale, _ width: Double) -> Double {
    let half = tick.name.width / 2
    let place = (x.fraction(tick.value) ?? 0) * width
    return min(max(place, half + 2 - gap / 2), width + gap / 2 - half - 2)
  }

  var drawing: Drawing {
    let groups = histogram.groups
    let rowHeight = captionHeight + Self.height + 30
    let panels = groups.indices.map { index in
      panel(
        index, left: sheet.margin + Double(index % columns) * (width + Self.gap),
        top: heading.bottom + Double(index / columns) * rowHeight)
    }
    let rows = Double((groups.count + columns - 1) / columns)
    let end = heading.bottom + rows * rowHeight
    let label = PlotHeading.wrapped(
      histogram.x.label, size: Drawing.fontSize, to: sheet.available)
    let labels = label.enumerated().map { index, line in
      Drawing.label(
        line, x: sheet.width / 2, y: end + 16 + Double(index) * Drawing.lineHeight, anchor: "middle")
    }
    return Drawing(
      height: end + Double(label.count) * Drawing.lineHeight + 8,
      parts: heading.titleElements + panels + labels)
  }

  private func panel(_ index: Int, left: Double, top: Double) -> Element {
    let group = histogram.groups[index]
    let bottom = top + captionHeight + Self.height
    let y = PlotScale(
      kind: .linear, domain: 0...max(highest[index], 1), ticks: [.init(value: 0, label: "0")],
      minorTicks: [])
    let bars = HistogramBars(
      heights: group.counts, edges: histogram.edges, x: x, y: y, placeX: { left + $0 * width },
      placeY: { bottom - $0 * Self.height })
    return .tag("g", ["class": "panel"])[captions(index, left: left, top: top)][
      .tag("g", ["class": "series series-1", "color": PlotStyle.colour(0)])[
        bars.solid(hint: histogram.hints(of: group, on: sheet))]][axis(index, y, left: left, bottom: bottom)]
  }

  private func captions(_ index: Int, left: Double, top: Double) -> [Element] {
    let group = histogram.groups[index]
    let spread =
      group.total > 0 ? "σ = \(format(group.moments[1], significantDigits: 3))" : sheet.words.noValues()
    return [
      names[index].element(x: left, top: top),
      Drawing.label(
        spread, x: left, y: top + names[index].height + 12, size: Drawing.smallFontSize),
    ]
  }

  private func axis(_ index: Int, _ y: PlotScale, left: Double, bottom: Double) -> Element {
    let marks = x.ticks.compactMap { x.fraction($0.value) }
      .map { "M\(coordinate(left + $0 * width)) \(coordinate(bottom))v4" }.joined()
    let line = "M\(coordinate(left)) \(coordinate(bottom))h\(coordinate(width))"
    let labels = x.ticks.map { tick in
      Drawing.label(
        tick.label, x: left + Self.place(of: tick, x, width), y: bottom + 16, anchor: "middle",
        size: Drawing.smallFontSize)
    }
    let isRead = !x.isEmpty
    return .tag(
      "g",
      [
        "class": "axes", "data-x": isRead ? x.measure(from: left, to: left + width) : nil,
        "data-y": isRead ? y.measure(from: bottom, to: bottom - Self.height) : nil,
        "data-lines": "\(index) \(index + 1)",
      ])[
        .tag("path", ["d": line + marks, "stroke": "currentColor", "stroke-opacity": "0.6", "fill": "none"])
      ][labels]
  }
}
