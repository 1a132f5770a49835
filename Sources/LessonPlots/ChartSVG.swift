import LessonDisplay
import LessonMarkup

extension Chart: PlotOfFrames {
  func canShareScales(with other: Chart) -> Bool { (x, y) == (other.x, other.y) }

  /// The lines on their axes.
  func drawing(on sheet: Sheet, among frames: [Chart]) -> Drawing {
    let shared = SharedLines(frames)
    // Names beside ends of lines would move from frame to frame.
    let names = frames.count > 1 ? nil : LineNames(self, on: sheet)
    let frame = PlotFrame(
      title: title, keys: names == nil ? shared.keys : [], x: shared.x, y: shared.y, on: sheet,
      room: { _ in names?.room ?? 0 })
    let lines = zip(series.indices, shared.styles(of: self)).map { index, style in
      ChartLine(self, index, style: style, in: frame.box, on: sheet).element
    }
    return frame.drawing(lines + [names?.element(in: frame.box) ?? .empty])
  }

  package var reading: PlotReading? {
    guard let data, var reading = data.reading(at: series.flatMap(\.x), on: x.scale) else { return nil }
    // Where lines have places of their own, the first column names them.
    if data.table.columns[0].name.isEmpty { reading.kind = .lines }
    return reading
  }

  var xAxis: PlotAxis { SharedLines([self]).x }

  var yAxis: PlotAxis { SharedLines([self]).y }

  package var keys: [PlotKey] { SharedLines([self]).keys }
}

extension Series.Style {
  var form: PlotKey.Form {
    switch self {
    case .line: .line
    case .plainLine: .plainLine
    case .points: .points
    }
  }
}
