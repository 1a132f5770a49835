import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

extension Bars: PlotOfFrames {
  func canShareScales(with other: Bars) -> Bool { x == other.x }

  package func heading(in words: PlotWords) -> String {
    if let title, !title.isEmpty { return title }
    return x.label.isEmpty ? words.barChart() : x.label
  }

  package func textAlternative(in words: PlotWords) -> String {
    let lines = labels.indices.map { label in
      let values = groups.map { ($0.name.isEmpty ? "" : $0.name + " ") + number($0.values[label]) }
      return words.part(labels[label], values.joined(separator: ", "))
    }
    let opening = words.opening(words.barChart(), [words.horizontal(x)])
    return words.text([opening] + (lines.isEmpty ? [words.noValues().capitalizedAtStart] : lines))
  }

  private static func groupNames(of frames: [Bars]) -> SharedNames {
    SharedNames(frames.map { $0.groups.map(\.name) })
  }

  private static func keys(of frames: [Bars]) -> [PlotKey] {
    let names = groupNames(of: frames)
    return names.all.count > 1 ? names.keys(.area) : []
  }

  private func xAxis(among frames: [Bars]) -> PlotAxis {
    let values = frames.flatMap(\.groups).flatMap(\.values)
    guard x.scale == .linear, !values.isEmpty else { return PlotAxis(x, values, roundsOutward: true) }
    // Readers compare bars by their length, so bars begin at zero. Without any length, the axis goes to one.
    let isEmpty = values.allSatisfy { !$0.isFinite || $0 == 0 }
    return PlotAxis(x, values + [0] + (isEmpty ? [1] : []), roundsOutward: true)
  }

  /// Where bars begin, as a fraction of the plot.
  private func floor(_ scale: PlotScale) -> Double { x.scale == .log ? 0 : scale.fraction(0) ?? 0 }

  /// The start and end of a bar, as fractions of the plot.
  private func ends(_ value: Double, _ scale: PlotScale) -> (Double, Double)? {
    guard let end = scale.fraction(value) else { return nil }
    let start = floor(scale)
    return (min(start, end), max(start, end))
  }

  // MARK: - Shapes

  private static let thickness = 18.0

  private func names(on sheet: Sheet) -> [PlotLabel] {
    labels.map {
      PlotLabel($0, width: sheet.by(wide: 200, narrow: 120), lines: sheet.by(wide: 2, narrow: 3))
    }
  }

  /// The height that the bars need, with their names.
  private func height(on sheet: Sheet) -> Double {
    let part = max(
      Double(groups.count) * Self.thickness + 12, (names(on: sheet).map(\.height).max() ?? 0) + 6)
    return max(60, Double(labels.count) * part)
  }

  func drawing(on sheet: Sheet, among frames: [Bars]) -> Drawing {
    let names = names(on: sheet)
    let numbers = frames.flatMap(\.groups).flatMap(\.values).map {
      TextWidth.estimate(text(of: $0), size: Drawing.fontSize)
    }
    let frame = PlotFrame(
      title: title, keys: Self.keys(of: frames), x: xAxis(among: frames),
      y: PlotAxis("", names: names.reversed(), room: names.count), grid: .down, inset: .init(),
      labelWidth: frames.flatMap { $0.names(on: sheet) }.map(\.width).max() ?? 0, on: sheet,
      room: { _ in (numbers.max() ?? 0) + 10 }
    ) { _ in frames.map { $0.height(on: sheet) }.max() ?? 0 }
    let part = (frame.bottom - frame.top) / Double(max(1, labels.count))
    let styles = Self.groupNames(of: frames).styles(of: groups.map(\.name))
    func top(_ label: Int, _ group: Int) -> Double {
      let bars = Double(groups.count) * Self.thickness
      return frame.top + Double(label) * part + (part - bars) / 2 + Double(group) * Self.thickness
    }
    let shapes = groups.indices.map { group in
      let bars = labels.indices.compactMap { bar(frame, group, $0, top: top($0, group), on: sheet) }
      let style = styles[group]
      return Element.tag("g", ["class": "series series-\(style + 1)", "color": PlotStyle.colour(style)])[bars]
    }
    let values = groups.indices.flatMap { group in
      labels.indices.map { number(frame, groups[group].values[$0], top: top($0, group)) }
    }
    return frame.drawing(shapes + [.tag("g", ["class": "values"])[values]])
  }

  private func bar(
    _ frame: PlotFrame, _ group: Int, _ label: Int, top: Double, on sheet: Sheet
  ) -> Element? {
    guard let (start, end) = ends(groups[group].values[label], frame.x) else { return nil }
    let left = frame.place(x: start)
    let name = groups[group].name.isEmpty ? labels[label] : "\(labels[label]), \(groups[group].name)"
    let bar = Element.tag(
      "rect",
      [
        "x": coordinate(left), "y": coordinate(top + 1),
        "width": coordinate(max(frame.place(x: end) - left, 1)),
        "height": coordinate(Self.thickness - 2), "fill": "currentColor",
      ])
    let hint = sheet.hint("\(name): \(text(of: groups[group].values[label]))")
    return hint.map { bar[.tag("title")[.text($0)]] } ?? bar
  }

  private func number(_ frame: PlotFrame, _ value: Double, top: Double) -> Element {
    let end = ends(value, frame.x)?.1 ?? floor(frame.x)
    return Drawing.label(text(of: value), x: frame.place(x: end) + 6, y: top + Self.thickness / 2 + 4.5)
  }

  /// A number in which whole ones keep all digits.
  private func number(_ value: Double) -> String { PlotNumbers.text(of: LessonDisplay.format(value)) }

  /// A number beside its bar, or at the axis in place of a bar that cannot be drawn: a missing one as in tables, and
  /// one that a logarithmic axis has no place for with a sign that it lies beyond.
  private func text(of value: Double) -> String {
    if value.isNaN { return Table.Column("").text(of: .none) }
    return x.scale == .log && value <= 0 ? "◂ \(number(value))" : number(value)
  }

  // MARK: - Characters

  func characters(width: Int, rows: Int?, in words: PlotWords, among frames: [Bars]) -> [String] {
    let numbers = frames.flatMap(\.groups).flatMap(\.values).map { TextWidth.columns(of: text(of: $0)) }
    let room = (numbers.max() ?? 0) + 1
    let keys = Self.keys(of: frames).map { CharacterFrame.entry($0, width: width) }
    let count = max(1, labels.count * max(1, groups.count))
    let names = labels.map { TextWidth.cutInMiddle($0, columns: width / 3) }.flatMap { name in
      groups.indices.map { $0 == 0 ? name : "" }
    }
    let frame = CharacterFrame(
      title: title, keys: keys, x: xAxis(among: frames),
      y: PlotAxis("", lines: names.reversed(), room: count),
      width: width,
      rows: count
    ) { $0 - room }
    let styles = Self.groupNames(of: frames).styles(of: groups.map(\.name))
    var grid = CharacterGrid(columns: frame.columns + room, rows: count)
    for label in labels.indices {
      for group in groups.indices {
        let (row, value) = (label * groups.count + group, groups[group].values[label])
        guard let (start, end) = ends(value, frame.x) else {
          grid.write(text(of: value), column: 1, row: row)
          continue
        }
        let (first, last) = (
          Int((start * Double(frame.columns - 1)).rounded()), Int((end * Double(frame.columns - 1)).rounded())
        )
        for column in first...last { grid.mark(column: column, row: row, CharacterFrame.area(styles[group])) }
        grid.write(text(of: value), column: last + 2, row: row)
      }
    }
    return frame.lines(grid, in: words)
  }
}

extension Bars {
  /// The labels of which the table has a row.
  private var tabulated: [Int] {
    DataTable.thinned(count: labels.count, to: DataTable.mostRows(columns: groups.count + 1))
  }

  package var data: DataTable? {
    let columns = groups.map { Table.Column($0.name.isEmpty ? x.label : $0.name) }
    return DataTable(
      columns: [""] + columns,
      rows: tabulated.map { label in
        [.text(labels[label])] + groups.map { .init(place: $0.values[label]) }
      }, of: labels.count)
  }

  /// Numbers beside bars tell what the table leaves out.
  package var reading: PlotReading? {
    labels.isEmpty || groups.isEmpty ? nil : PlotReading(kind: .rows, places: tabulated.map(Double.init))
  }
}
