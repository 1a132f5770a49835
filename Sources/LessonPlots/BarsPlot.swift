import LessonCore
import LessonDisplay
import LessonMarkup
import LessonWords

extension Bars: Plot {
  package func heading(in words: PlotWords) -> String {
    if let title, !title.isEmpty { return title }
    return x.label.isEmpty ? words.barChart() : x.label
  }

  package func textAlternative(in words: PlotWords) -> String {
    let lines = labels.indices.map { label in
      let values = groups.map { ($0.name.isEmpty ? "" : $0.name + " ") + format($0.values[label]) }
      return words.part(labels[label], values.joined(separator: ", "))
    }
    let opening = words.opening(words.barChart(), [words.horizontal(x)])
    return words.text([opening] + (lines.isEmpty ? [words.noValues().capitalizedAtStart] : lines))
  }

  private var keys: [PlotKey] {
    guard groups.count > 1 else { return [] }
    return groups.enumerated().map { PlotKey(name: $1.name, index: $0, form: .area) }
  }

  private var xAxis: PlotAxis {
    let values = groups.flatMap(\.values)
    // Readers compare bars by their length, so bars begin at zero.
    return PlotAxis(x, x.scale == .linear && !values.isEmpty ? values + [0] : values, roundsOutward: true)
  }

  /// The start and end of a bar, as fractions of the plot.
  private func ends(_ value: Double, _ scale: PlotScale) -> (Double, Double)? {
    guard let end = scale.fraction(value) else { return nil }
    let start = x.scale == .log ? 0 : scale.fraction(0) ?? 0
    return (min(start, end), max(start, end))
  }

  // MARK: - Shapes

  private static let thickness = 18.0

  package func drawing(in words: PlotWords) -> Drawing {
    let names = labels.map { TextWidth.elided($0, size: Drawing.fontSize, to: 150) }
    let numbers = groups.flatMap(\.values).filter(\.isFinite).map { format($0) }
    let room = numbers.map { TextWidth.estimate($0, size: Drawing.fontSize) }.max() ?? 0
    let part = Double(groups.count) * Self.thickness + 12
    let frame = PlotFrame(
      title: title, keys: keys, x: xAxis,
      y: PlotAxis("", names: names.reversed(), room: names.count), grid: .down, inset: .init(),
      room: room + 8
    ) { _ in max(60, Double(labels.count) * part) }
    let shapes = groups.indices.map { group in
      let bars = labels.indices.compactMap { label in
        bar(frame, group, label, top: frame.top + Double(label) * part + 6 + Double(group) * Self.thickness)
      }
      return Element.tag("g", ["class": "series series-\(group + 1)", "color": PlotStyle.colour(group)])[bars]
    }
    let values = groups.indices.flatMap { group in
      labels.indices.compactMap { label in
        number(
          frame, group, label, top: frame.top + Double(label) * part + 6 + Double(group) * Self.thickness)
      }
    }
    return frame.drawing(in: words, shapes + [.tag("g", ["class": "values"])[values]])
  }

  private func bar(_ frame: PlotFrame, _ group: Int, _ label: Int, top: Double) -> Element? {
    guard let (start, end) = ends(groups[group].values[label], frame.x) else { return nil }
    let left = frame.place(x: start)
    let name = groups[group].name.isEmpty ? labels[label] : "\(labels[label]), \(groups[group].name)"
    return .tag(
      "rect",
      [
        "x": coordinate(left), "y": coordinate(top + 1),
        "width": coordinate(max(frame.place(x: end) - left, 1)),
        "height": coordinate(Self.thickness - 2), "fill": "currentColor",
      ])[.tag("title")[.text("\(name): \(format(groups[group].values[label]))")]]
  }

  private func number(_ frame: PlotFrame, _ group: Int, _ label: Int, top: Double) -> Element? {
    let value = groups[group].values[label]
    guard let (_, end) = ends(value, frame.x) else { return nil }
    return Drawing.label(format(value), x: frame.place(x: end) + 6, y: top + Self.thickness / 2 + 4.5)
  }

  // MARK: - Characters

  package func characters(width: Int, rows: Int?, in words: PlotWords) -> [String] {
    let numbers = groups.flatMap(\.values).filter(\.isFinite).map { format($0).count }
    let room = (numbers.max() ?? 0) + 1
    let keys = keys.map { CharacterFrame.entry($0, width: width) }
    let count = max(1, labels.count * max(1, groups.count))
    let names = labels.map { TextWidth.elided($0, columns: width / 3) }.flatMap { name in
      groups.indices.map { $0 == 0 ? name : "" }
    }
    let frame = CharacterFrame(
      title: title, keys: keys, x: xAxis, y: PlotAxis("", names: names.reversed(), room: count), width: width,
      rows: count
    ) { $0 - room }
    var grid = CharacterGrid(columns: frame.columns + room, rows: count)
    for label in labels.indices {
      for group in groups.indices {
        let (row, value) = (label * groups.count + group, groups[group].values[label])
        guard let (start, end) = ends(value, frame.x) else { continue }
        let (first, last) = (
          Int((start * Double(frame.columns - 1)).rounded()), Int((end * Double(frame.columns - 1)).rounded())
        )
        for column in first...last { grid.mark(column: column, row: row, CharacterFrame.area(group)) }
        grid.write(format(value), column: last + 2, row: row)
      }
    }
    return frame.lines(grid, in: words)
  }
}

extension Bars {
  package var data: DataTable? {
    let columns = groups.map { Table.Column($0.name.isEmpty ? x.label : $0.name) }
    return DataTable(
      columns: [""] + columns,
      rows: labels.indices.map { label in
        [.text(labels[label])] + groups.map { .init(measured: $0.values[label]) }
      })
  }
}
