import LessonDisplay

/// What one axis of a plot shows, before it is known how many ticks there is room for.
struct PlotAxis {
  let label: String
  let isLogarithmic: Bool
  /// More ticks are never asked for: few numbers are enough, names are all wanted.
  let mostTicks: Int
  /// Free columns between labels in characters: names need fewer than numbers, whose places are read from them.
  let gap: Int
  /// The scale with about so many ticks at most.
  let scale: (_ tickLimit: Int, _ powers: PlotScale.Powers) -> PlotScale

  /// An axis with room for all values.
  ///
  /// - Parameter roundsOutward: Whether it begins and ends at a tick, and at zero where the data come near it.
  init(_ axis: Chart.Axis, _ values: some Sequence<Double>, roundsOutward: Bool) {
    let values = Array(values)
    label = axis.label
    isLogarithmic = axis.scale == .log
    mostTicks = 10
    gap = 3
    scale = { limit, powers in
      PlotScale(values, kind: axis.scale, roundsOutward: roundsOutward, tickLimit: limit, powers: powers)
    }
  }

  /// An axis from one number to another.
  init(_ label: String, scale kind: Chart.Scale = .linear, from low: Double, to high: Double) {
    self.label = label
    isLogarithmic = kind == .log
    mostTicks = 10
    gap = 3
    scale = { limit, powers in
      PlotScale(
        [low, high], kind: kind, roundsOutward: false, countsWhole: false, tickLimit: limit, powers: powers)
    }
  }

  /// An axis of names, each in the middle of a part as large as the others', the first at 0.
  ///
  /// - Parameter room: How many names there is room for, whatever the limit of ticks.
  init(_ label: String, names: [String], room: Int = 1) {
    self.label = label
    isLogarithmic = false
    mostTicks = max(1, names.count)
    gap = 1
    let count = Double(max(1, names.count))
    scale = { limit, _ in
      let most = max(1, limit, room)
      let stride = max(1, (names.count + most - 1) / most)
      let ticks = Swift.stride(from: 0, to: names.count, by: stride).map {
        PlotScale.Tick(value: Double($0) + 0.5, label: names[$0])
      }
      return PlotScale(kind: .linear, domain: 0...count, ticks: ticks, minorTicks: [])
    }
  }
}
