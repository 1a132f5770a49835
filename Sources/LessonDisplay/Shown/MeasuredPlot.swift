/// A kind of plot that summarises measurements when it is made, such as by counting them in bins.
///
/// The summary depends on a scale that follows the measurements. Plots at the same place of all frames of a slider are
/// summarised again on one scale, before they are recorded.
protocol MeasuredPlot: PlotData {
  /// The plots on one scale, as far as they can be compared; in the same order.
  static func onCommonScale(_ plots: [Self]) -> [Self]
}

/// What a plot keeps until it is recorded: it is not encoded, and does not decide whether two plots are equal.
struct Unrecorded<Value: Sendable>: Hashable, Sendable {
  var value: Value?

  static func == (a: Self, b: Self) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

extension [Shown] {
  /// The results of frames, with measured plots at the same place on one scale.
  var onCommonScale: [Shown] {
    var leaves = map(\.leaves)
    for place in 0..<(leaves.map(\.count).max() ?? 0) {
      let frames = leaves.indices.filter { leaves[$0].indices.contains(place) }
      let scaled = frames.map { leaves[$0][place] }.scaledByKind
      for (frame, shown) in zip(frames, scaled) { leaves[frame][place] = shown }
    }
    return zip(self, leaves).map { shown, leaves in
      var rest = leaves[...]
      return shown.replacingLeaves(with: &rest)
    }
  }

  /// The results at one place of all frames.
  private var scaledByKind: [Shown] {
    var results = self
    var kinds: Set<String> = []
    for case .plot(let plot) in self {
      guard let plot = plot.data as? any MeasuredPlot, kinds.insert(type(of: plot).kind).inserted else {
        continue
      }
      plot.scaleKind(in: &results)
    }
    return results
  }
}

extension MeasuredPlot {
  /// Puts all plots of this kind on one scale.
  fileprivate func scaleKind(in results: inout [Shown]) {
    let plots = results.enumerated().compactMap { index, shown -> (index: Int, plot: Self)? in
      guard case .plot(let plot) = shown, let plot = plot.data as? Self else { return nil }
      return (index, plot)
    }
    guard plots.count > 1 else { return }
    for (index, plot) in zip(plots.map(\.index), Self.onCommonScale(plots.map(\.plot))) {
      results[index] = .plot(ShownPlot(plot))
    }
  }
}

extension Shown {
  /// The results in groups, one after another.
  fileprivate var leaves: [Shown] {
    if case .group(let parts) = self { parts.flatMap(\.leaves) } else { [self] }
  }

  /// The same groups with other results, which are taken from the beginning of `leaves`.
  fileprivate func replacingLeaves(with leaves: inout ArraySlice<Shown>) -> Shown {
    guard case .group(let parts) = self else { return leaves.removeFirst() }
    return .group(parts.map { $0.replacingLeaves(with: &leaves) })
  }
}
