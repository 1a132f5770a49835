import LessonCore
import LessonDisplay
import LessonWords

/// The axes of a plot in characters, with ticks and labels, and the heading above the plot.
struct CharacterFrame {
  let x: PlotScale
  let y: PlotScale
  /// The columns of the plot itself.
  let columns: Int
  /// The rows of the plot itself.
  let rows: Int
  private let width: Int
  private let title: String
  private let keys: [String]
  private let labels: (x: String, y: String)
  /// The width of the labels left of the axis, in columns.
  private let labelWidth: Int

  /// - Parameters:
  ///   - keys: The entries of the legend, in their written form.
  ///   - columns: How many of the remaining columns the plot needs; all by default.
  init(
    title: String?, keys: [String] = [], x: PlotAxis, y: PlotAxis, width: Int, rows: Int,
    columns: (_ available: Int) -> Int = { $0 }
  ) {
    self.width = width
    self.rows = rows
    self.title = title ?? ""
    self.keys = keys
    labels = (x.label, y.label)
    self.y = y.scale(max(3, (rows + 2) / 3), .letter)
    labelWidth = min(width / 2, self.y.ticks.map { TextWidth.columns(of: $0.label) }.max() ?? 0)
    self.columns = columns(width - labelWidth - 2)
    self.x = Self.fitting(x, columns: self.columns)
  }

  /// The horizontal scale with as many ticks as there is room for labels.
  private static func fitting(_ axis: PlotAxis, columns: Int) -> PlotScale {
    var limit = axis.mostTicks
    while true {
      let scale = axis.scale(limit, .letter)
      let labels = scale.ticks.map { (column($0.value, scale, columns), TextWidth.columns(of: $0.label)) }
      let fits = zip(labels, labels.dropFirst()).allSatisfy { $1.0 - $0.0 >= ($0.1 + $1.1) / 2 + axis.gap }
      if fits || limit == 1 { return scale }
      limit -= 1
    }
  }

  private static func column(_ value: Double, _ scale: PlotScale, _ columns: Int) -> Int {
    Int(((scale.fraction(value) ?? 0) * Double(columns - 1)).rounded())
  }

  /// The character that fills the shapes of a series.
  static func area(_ index: Int) -> Character { Array("█▒▓░")[index % 4] }

  /// The legend entry of a series.
  static func entry(_ key: PlotKey, width: Int) -> String {
    let name = TextWidth.elided(key.name, columns: width - 6)
    return switch key.form {
    case .line: "─\(key.marker.character)─ \(name)"
    case .plainLine: "─── \(name)"
    case .points: "\(key.marker.character) \(name)"
    case .area: "\(area(key.index)) \(name)"
    }
  }

  // MARK: - The parts

  /// The frame around a grid, which must have the frame's size.
  func lines(_ grid: CharacterGrid, in words: PlotWords) -> [String] {
    var grid = grid
    if x.isEmpty || y.isEmpty { grid.write(words.noValues()) }
    return Self.wrapped(title, width) + legend + Self.wrapped(labels.y, width) + plot(grid) + axis + xLabel
  }

  static func wrapped(_ text: String, _ width: Int) -> [String] {
    TextWidth.lines(text) { TextWidth.columns(of: $0) <= width }
  }

  private var xLabel: [String] {
    Self.wrapped(labels.x, width).map { line in
      let size = TextWidth.columns(of: line)
      let start = min(labelWidth + 2 + max(0, columns - size) / 2, width - size)
      return String(repeating: " ", count: start) + line
    }
  }

  private var legend: [String] { Self.legend(keys, width: width) }

  static func legend(_ entries: [String], width: Int) -> [String] {
    var lines: [String] = []
    for entry in entries {
      if let last = lines.last, TextWidth.columns(of: last) + 3 + TextWidth.columns(of: entry) <= width {
        lines[lines.count - 1] += "   " + entry
      } else {
        lines.append(entry)
      }
    }
    return lines
  }

  private func plot(_ grid: CharacterGrid) -> [String] {
    let labels = Dictionary(
      y.ticks.compactMap { tick in y.fraction(tick.value).map { (grid.row($0), tick.label) } },
      uniquingKeysWith: { first, _ in first })
    return (0..<rows).map { row in
      let label = labels[row].flatMap { $0.isEmpty ? nil : TextWidth.elided($0, columns: labelWidth) }
      return TextWidth.padded(toRight: label ?? "", to: labelWidth) + (label == nil ? " │" : " ┤")
        + grid.line(row)
    }
  }

  private var axis: [String] {
    var line = Array(repeating: Character("─"), count: columns)
    var labels = ""
    for tick in x.ticks {
      let column = Self.column(tick.value, x, columns)
      line[column] = "┬"
      let size = TextWidth.columns(of: tick.label)
      let start = min(max(0, labelWidth + 2 + column - size / 2), width - size)
      labels =
        TextWidth.padded(labels, to: start) + TextWidth.elided(tick.label, columns: width - max(0, start))
    }
    return [String(repeating: " ", count: labelWidth) + " └" + String(line), labels]
  }
}
