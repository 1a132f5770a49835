/// A plot of any kind.
public struct ShownPlot: Hashable, Sendable {
  package private(set) var data: any PlotData

  /// A plot of a kind that `PlotKinds` names.
  init(_ data: some PlotData) { self.data = data }

  /// Whether both are of one kind, with the same data.
  public static func == (a: Self, b: Self) -> Bool { a.data.isEqual(to: b.data) }

  /// Feeds the data into a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(data) }

  /// The same plot with other words.
  func relabelled(_ relabel: (String) -> String) -> Self {
    var plot = self
    plot.data.relabel(relabel)
    return plot
  }
}

extension PlotData {
  fileprivate func isEqual(to other: any PlotData) -> Bool { other as? Self == self }
}
