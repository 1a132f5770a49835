/// The names in the legends of one plot, or of plots that are frames of a slider, where each name has one colour.
struct SharedNames {
  /// In the order of the legend.
  let all: [String]
  private let isOfOnePlot: Bool

  /// - Parameter frames: The names in each plot.
  init(_ frames: [[String]]) {
    isOfOnePlot = frames.count == 1
    // In one plot, shapes may have the same name and are still different.
    all =
      isOfOnePlot
      ? frames[0] : frames.joined().reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The indices that decide the colours and markers of a plot's names.
  func styles(of names: [String]) -> [Int] {
    isOfOnePlot ? Array(names.indices) : names.map { all.firstIndex(of: $0) ?? 0 }
  }

  func keys(_ form: PlotKey.Form) -> [PlotKey] {
    all.enumerated().map { PlotKey(name: $1, index: $0, form: form) }
  }
}
