import Foundation
import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

extension HeatMap: PlotOfFrames {
  func canShareScales(with other: HeatMap) -> Bool {
    (kind, rows, columns) == (other.kind, other.rows, other.columns)
  }

  package func heading(in words: PlotWords) -> String {
    if let title, !title.isEmpty { return title }
    let labels = [yLabel, xLabel].filter { !$0.isEmpty }
    return labels.isEmpty ? words.heatMap() : labels.joined(separator: " – ")
  }

  package func textAlternative(in words: PlotWords) -> String {
    let kind = kind == .confusion ? words.confusionMatrix : words.heatMap
    let opening = words.opening(
      kind(),
      [
        words.vertical(.linear(yLabel), words.rows("\(grid.rows)")),
        words.horizontal(.linear(xLabel), words.columns("\(grid.columns)")),
      ])
    let places = grid.values.indices.filter { grid.values[$0].isFinite }
    guard !places.isEmpty else { return words.text([opening, words.noValues().capitalizedAtStart]) }
    return words.text([opening] + (self.kind == .confusion ? mistakes(places, words) : ends(places, words)))
  }

  private func ends(_ places: [Int], _ words: PlotWords) -> [String] {
    func told(_ index: Int) -> String {
      words.place(
        number(grid.values[index]), "(\(rows[index / grid.columns]), \(columns[index % grid.columns]))")
    }
    guard let low = places.min(by: { grid.values[$0] < grid.values[$1] }),
      let high = places.max(by: { grid.values[$0] < grid.values[$1] })
    else { return [] }
    let gaps = grid.values.count - places.count
    return ["\(words.lowest(told(low)).capitalizedAtStart), \(words.highest(told(high)))"]
      + (gaps > 0 ? [words.gaps("\(gaps)").capitalizedAtStart] : [])
  }

  /// The number of correct classifications, and the most frequent confusions.
  private func mistakes(_ places: [Int], _ words: PlotWords) -> [String] {
    let total = grid.values.filter(\.isFinite).reduce(0, +)
    let right = rows.indices.reduce(0) { $0 + (grid[$1, $1].isFinite ? grid[$1, $1] : 0) }
    let mistakes = places.filter { $0 / grid.columns != $0 % grid.columns && grid.values[$0] > 0 }
      .sorted { (-grid.values[$0], $0) < (-grid.values[$1], $1) }
    let most = mistakes.prefix(3).map { index in
      "\(rows[index / grid.columns]) → \(columns[index % grid.columns]): \(number(grid.values[index]))"
    }
    return [words.right(format(right), format(total)).capitalizedAtStart]
      + (most.isEmpty ? [] : [words.mistakes(most.joined(separator: "; ")).capitalizedAtStart])
  }

  /// A number with the names of its row and column, as a hint.
  private func text(_ index: Int) -> String {
    let (row, column) = (rows[index / grid.columns], columns[index % grid.columns])
    let names =
      "\([yLabel, row].filter { !$0.isEmpty }.joined(separator: " ")), "
      + [xLabel, column].filter { !$0.isEmpty }.joined(separator: " ")
    return "\(names): \(number(grid.values[index]))"
  }

  /// The values of the lowest and highest colour.
  private static func range(of maps: [HeatMap]) -> (low: Double, high: Double) {
    let finite = maps.flatMap(\.grid.values).filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return (0, 1) }
    if low < 0 && high > 0 {
      let size = max(-low, high)
      return (-size, size)
    }
    return low >= 0 && low < high / 4 ? (0, high) : high <= 0 && high > low / 4 ? (low, 0) : (low, high)
  }

  /// The strength of a number's colour, from -1 to 1; the sign chooses between two colours.
  private static func strength(_ value: Double, _ range: (low: Double, high: Double)) -> Double {
    let size = range.high - range.low
    if range.low < 0 && range.high > 0 { return value / range.high }
    return size > 0 && size.isFinite ? visible((value - range.low) / size) : 0.5
  }

  /// A strength whose colour differs from the page, for a part from 0 to 1.
  private static func visible(_ part: Double) -> Double { 0.18 + 0.82 * part }

  /// The strength of each cell; `nil` for gaps.
  private func strengths(among frames: [HeatMap]) -> [Double?] {
    guard kind == .confusion else {
      let range = Self.range(of: frames)
      return grid.values.map { $0.isFinite ? Self.strength($0, range) : nil }
    }
    let most = frames.flatMap(\.grid.values).filter(\.isFinite).max() ?? 0
    return grid.values.indices.map { index in
      let isRight = index / grid.columns == index % grid.columns
      let part = Self.part(ofCount: grid.values[index], most)
      return part > 0 ? Self.visible(part) * (isRight ? 1 : -1) : 0
    }
  }

  /// How far up a count is on the scale, from 0 to 1. Mistakes are rare: only a logarithm tells a few of them from none.
  private static func part(ofCount count: Double, _ most: Double) -> Double {
    guard count.isFinite, count > 0 else { return 0 }
    return log1p(count) / log1p(max(most, 1))
  }

  private func colour(_ strength: Double) -> PlotColour {
    PlotColour(
      series: strength < 0 ? 1 : 0, strength: strength.magnitude, isBelowText: canHaveNumbers)
  }

  // MARK: - Shapes

  /// With hints on more cells, a page would be too large.
  private static let mostHints = 256

  func drawing(on sheet: Sheet, among frames: [HeatMap]) -> Drawing {
    let bar = Self.colourBar(frames, sheet.words)
    let barBesideNumbers = kind == .confusion && sheet.size == .wide ? bar : nil
    let layout = HeatMapLayout(self, bar: (bar?.room ?? 0, barBesideNumbers?.room ?? 0), on: sheet)
    let shownBar = layout.numbers == nil ? bar : barBesideNumbers
    let frame = PlotFrame(
      title: title, x: layout.xAxis(xLabel), y: layout.yAxis(yLabel), grid: .none, inset: .init(),
      tickLimit: 1, on: sheet,
      room: { max($0 - layout.cell * Double(max(1, grid.columns)), shownBar?.room ?? 0) }
    ) { _ in layout.height }
    let strengths = strengths(among: frames)
    let cells =
      strengths.count <= Self.mostHints && sheet.hasHints
      ? cellElements(frame, strengths, haveHints: layout.numbers == nil)
      : mergedCells(frame, strengths, on: sheet)
    let numbers = layout.numbers ?? []
    let texts = numbers.indices.map { numberElement(frame, $0, numbers[$0]) }
    return frame.drawing(
      behind: [
        .tag("g", ["class": "cells", "shape-rendering": "crispEdges"])[cells],
        HeatMapGaps(grid, in: frame).element(on: sheet),
      ],
      [
        .tag(
          "g",
          [
            "class": "values", "text-anchor": "middle",
            "font-size": coordinate(HeatMapLayout.fontSize(on: sheet)),
            "pointer-events": "none",
          ])[
            texts.filter { $0 != .empty }], shownBar?.element(beside: frame) ?? .empty,
      ])
  }

  private static func colourBar(_ maps: [HeatMap], _ words: PlotWords) -> ColourBar? {
    guard maps.contains(where: { $0.grid.values.contains(where: \.isFinite) }) else { return nil }
    return maps[0].kind == .confusion ? countBar(maps, words) : valueBar(maps)
  }

  private static let steps = 24

  /// The colours of right and wrong classifications, by their counts.
  private static func countBar(_ maps: [HeatMap], _ words: PlotWords) -> ColourBar {
    let most = max(1, maps.flatMap(\.grid.values).filter(\.isFinite).max() ?? 1)
    let strengths = (0..<steps).map { (Double($0) + 0.5) / Double(steps) }
    let powers = sequence(first: 1.0) { $0 * 10 }.prefix { $0 < most }
    return ColourBar(
      columns: [1, -1].map { side in strengths.map { maps[0].colour(visible($0) * side) } },
      labels: ([0] + powers + [most]).map { count in
        (part(ofCount: count, most) * Double(steps), maps[0].shortened(count))
      }, caption: words.logarithmic())
  }

  private static func valueBar(_ maps: [HeatMap]) -> ColourBar {
    let range = range(of: maps)
    let scale = PlotScale(
      [range.low, range.high], kind: .linear, roundsOutward: false, countsWhole: false, tickLimit: 5,
      powers: .superscript)
    let colours = (0..<steps).map { step in
      let part = (Double(step) + 0.5) / Double(steps)
      return maps[0].colour(strength(range.low + (range.high - range.low) * part, range))
    }
    return ColourBar(
      columns: [colours],
      labels: scale.ticks.compactMap { tick in
        scale.fraction(tick.value).map { ($0 * Double(steps), tick.label) }
      })
  }

  private func edges(_ frame: PlotFrame, _ index: Int) -> Drawing.Area { grid.cell(index, in: frame) }

  /// - Parameter haveHints: Whether cells tell their numbers, because there is no room to write them.
  private func cellElements(_ frame: PlotFrame, _ strengths: [Double?], haveHints: Bool) -> [Element] {
    let colours = strengths.map { colour($0 ?? 0) }
    var groups: [(colour: String?, cells: [Element])] = []
    for (index, colour) in colours.enumerated() {
      if groups.last?.colour != colour.name || groups.isEmpty { groups.append((colour.name, [])) }
      groups[groups.count - 1].cells.append(cellElement(frame, index, colour, hasHint: haveHints))
    }
    return groups.map { .tag("g", ["color": $0.colour, "fill": "currentColor"])[$0.cells] }
  }

  private func cellElement(
    _ frame: PlotFrame, _ index: Int, _ colour: PlotColour, hasHint: Bool
  ) -> Element {
    let edges = edges(frame, index)
    let gap = edges.width > 12 && edges.height > 12 ? 1.0 : 0
    return .tag(
      "rect",
      [
        "x": coordinate(edges.x), "y": coordinate(edges.y), "width": coordinate(edges.width - gap),
        "height": coordinate(edges.height - gap), "fill-opacity": colour.opacity,
      ])[hasHint ? [.tag("title")[.text(text(index))]] : []]
  }

  /// The cells as lines one cell thick, one shape for each of a few strengths.
  private func mergedCells(_ frame: PlotFrame, _ strengths: [Double?], on sheet: Sheet) -> [Element] {
    guard !strengths.isEmpty else { return [] }
    let first = edges(frame, 0)
    let scale = [first.width, first.height].map { LessonDisplay.format($0, significantDigits: 6) }
    let place =
      "translate(\(coordinate(first.x)) \(coordinate(first.y + first.height / 2))) "
      + "scale(\(scale.joined(separator: " ")))"
    // With few cells, a drawing with hints has each by itself.
    let cells = runs(strengths.map { $0 ?? 0 })
    let isShared = strengths.count > Self.mostHints || !sheet.isHinted
    let hasGaps = strengths.count <= Self.mostHints && first.width > 12 && first.height > 12
    let gaps = hasGaps ? Self.gaps(between: first) : nil
    return [
      .tag("g", ["transform": place, "stroke-width": gaps?.width, "stroke-dasharray": gaps?.dashes])[
        isShared ? [sheet.shared("cells", cells)] : cells]
    ]
  }

  /// A gap of one pixel between cells, in lines whose unit is a cell.
  private static func gaps(between cell: Drawing.Area) -> (width: String, dashes: String) {
    func part(_ gap: Double) -> String { LessonDisplay.format(gap, decimals: 3) }
    return (part(1 - 1 / cell.height), "\(part(1 - 1 / cell.width)) \(part(1 / cell.width))")
  }

  /// Cells as lines one cell thick, whose unit is a cell.
  private func runs(_ strengths: [Double]) -> [Element] {
    let (steps, columns) = (strengths.map { Int(($0 * 20).rounded()) }, grid.columns)
    var runs: [Int: String] = [:]
    for row in 0..<strengths.count / columns {
      let cells = steps[row * columns..<(row + 1) * columns]
      var start = cells.startIndex
      while start < cells.endIndex {
        let end = cells[start...].firstIndex { $0 != cells[start] } ?? cells.endIndex
        runs[cells[start], default: ""] += "M\(start - cells.startIndex) \(row)h\(end - start)"
        start = end
      }
    }
    return runs.sorted { $0.key < $1.key }.filter { $0.key != 0 }.map { step, data in
      let colour = colour(Double(step) / 20)
      return Element.tag(
        "path",
        ["d": data, "color": colour.name, "stroke": "currentColor", "stroke-opacity": colour.opacity])
    }
  }

  private func numberElement(_ frame: PlotFrame, _ index: Int, _ text: String) -> Element {
    guard !text.isEmpty else { return .empty }
    let edges = edges(frame, index)
    return .tag(
      "text",
      [
        "x": coordinate(edges.x + edges.width / 2), "y": coordinate(edges.y + edges.height / 2 + 4),
      ])[.text(text)]
  }

  // MARK: - Characters

  func characters(width: Int, rows height: Int?, in words: PlotWords, among frames: [HeatMap]) -> [String] {
    let names = rows.map { TextWidth.cutInMiddle($0, columns: width / 4) }
    let available = width - (names.map { TextWidth.columns(of: $0) }.max() ?? 0) - 2
    let numbers = grid.values.map { kind == .confusion && $0 == 0 ? "·" : number($0) }
    let needed = (numbers.map(\.count).max() ?? 0) + 2
    let hasNumbers = needed * grid.columns <= available
    // If there are too many columns, several share a character.
    let shared = max(1, (grid.columns + available - 1) / max(1, available))
    let count = max(1, (grid.columns + shared - 1) / shared)
    let heads = stride(from: 0, to: columns.count, by: shared).map { columns[$0] }
    let longest = heads.map { TextWidth.columns(of: $0) + 1 }.max() ?? 0
    let cell =
      hasNumbers ? max(needed, min(max(8, longest), available / count)) : max(1, min(3, available / count))
    // All heads are shown where cells are wide enough for a part of them.
    let widestHead = hasNumbers && cell >= 6 ? cell - 2 : 16
    let frame = CharacterFrame(
      title: title,
      x: PlotAxis(xLabel, lines: heads.map { TextWidth.cutInMiddle($0, columns: widestHead) }),
      y: PlotAxis(yLabel, lines: names.reversed(), room: names.count), width: width, rows: max(1, grid.rows)
    ) { min($0, count * cell) }
    var text = CharacterGrid(columns: frame.columns, rows: max(1, grid.rows))
    let strengths = strengths(among: frames)
    for index in grid.values.indices where !hasNumbers && index % grid.columns % shared == 0 {
      let shade = strengths[index].map { Shade.character($0.magnitude) } ?? "/"
      for column in 0..<cell {
        text.fill(column: index % grid.columns / shared * cell + column, row: index / grid.columns, shade)
      }
    }
    for index in grid.values.indices where hasNumbers {
      let column = index % grid.columns * cell + (cell - numbers[index].count + 1) / 2
      text.write(numbers[index], column: column, row: index / grid.columns)
    }
    return frame.lines(text, in: words)
  }
}

extension HeatMap {
  private static let mostColumns = 12

  package var reading: PlotReading? {
    guard let data, !grid.values.isEmpty else { return nil }
    let isWhole = data.table.rows.count == rows.count && data.table.columns.count == columns.count + 1
    let areNumbered = [rows, columns].allSatisfy { $0 == $0.indices.map(String.init) }
    return PlotReading(
      kind: .cells, labels: (xLabel, yLabel), cells: isWhole ? nil : PackedCells(grid.values),
      names: isWhole || areNumbered ? nil : (columns, rows))
  }

  package var data: DataTable? {
    let kept = DataTable.thinned(count: columns.count, to: Self.mostColumns)
    let corner = [yLabel, xLabel].filter { !$0.isEmpty }.joined(separator: " \\ ")
    return DataTable(
      columns: [.init(corner)] + kept.map { .init(columns[$0]) },
      rows: rows.indices.map { row in
        [.text(rows[row])] + kept.map { .init(place: grid[row, $0]) }
      })
  }
}

/// Characters by the part of the cell that they fill.
enum Shade {
  private static let characters: [Character] = [" ", "░", "▒", "▓", "█"]

  /// - Parameter part: From 0 to 1.
  static func character(_ part: Double) -> Character {
    characters[min(max(Int(part * 5), 0), 4)]
  }
}
