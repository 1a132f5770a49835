/// A plot of any kind.
public struct ShownPlot: Hashable, Sendable {
  package private(set) var data: any PlotData

  /// A plot of a kind that is listed in `PlotKinds`.
  init(_ data: some PlotData) { self.data = data }

  /// Whether both have the same kind and the same data.
  public static func == (a: Self, b: Self) -> Bool { a.data.isEqual(to: b.data) }

  /// Feeds the data into a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(data) }

  /// The same plot with translated words.
  func relabelled(_ relabel: (String) -> String) -> Self {
    var plot = self
    plot.data.relabel(relabel)
    return plot
  }
}

extension PlotData {
  fileprivate func isEqual(to other: any PlotData) -> Bool { other as? Self == self }
}
