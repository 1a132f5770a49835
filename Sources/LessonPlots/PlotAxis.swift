import LessonDisplay

/// An axis of a plot before the number of ticks that fit is known.
struct PlotAxis {
  let label: String
  let isLogarithmic: Bool
  /// The largest number of ticks to ask for: a few for numbers, all for names.
  let mostTicks: Int
  /// The direction of the labels of a horizontal axis.
  let direction: Direction
  /// The free columns between labels in characters. Names need fewer than numbers, whose labels mark exact places.
  let gap: Int
  /// The free space between labels in drawings.
  let room: Double
  /// The scale with at most about the given number of ticks.
  let scale: (_ tickLimit: Int, _ powers: PlotScale.Powers) -> PlotScale

  /// The direction of labels.
  enum Direction {
    case across
    /// From bottom to top, for many names below narrow columns.
    case upward
  }

  /// An axis with room for all values.
  ///
  /// - Parameters:
  ///   - roundsOutward: Whether the axis begins and ends at a tick, and at zero if the data come near it.
  ///   - countsWhole: As in `PlotScale`.
  init(
    _ axis: Chart.Axis, _ values: some Sequence<Double>, roundsOutward: Bool, countsWhole: Bool? = nil
  ) {
    let values = Array(values)
    label = axis.label
    isLogarithmic = axis.scale == .log
    mostTicks = 10
    direction = .across
    gap = 3
    room = 10
    scale = { limit, powers in
      PlotScale(
        values, kind: axis.scale, roundsOutward: roundsOutward, countsWhole: countsWhole, tickLimit: limit,
        powers: powers)
    }
  }

  /// An axis from one number to another.
  init(_ label: String, scale kind: Chart.Scale = .linear, from low: Double, to high: Double) {
    self.label = label
    isLogarithmic = kind == .log
    mostTicks = 10
    direction = .across
    gap = 3
    room = 10
    scale = { limit, powers in
      PlotScale(
        [low, high], kind: kind, roundsOutward: false, countsWhole: false, tickLimit: limit, powers: powers)
    }
  }

  /// An axis of names, each in the middle of an equal part, the first at 0.
  ///
  /// - Parameter room: The number of names for which there is always room, whatever the limit of ticks.
  init(_ label: String, names: [PlotLabel], room: Int = 1, direction: Direction = .across) {
    self.label = label
    self.direction = direction
    isLogarithmic = false
    mostTicks = max(1, names.count)
    gap = 1
    self.room = 5
    let count = Double(max(1, names.count))
    scale = { limit, _ in
      let most = max(1, limit, room)
      let stride = max(1, (names.count + most - 1) / most)
      let ticks = Swift.stride(from: 0, to: names.count, by: stride).map {
        PlotScale.Tick(value: Double($0) + 0.5, name: names[$0])
      }
      return PlotScale(kind: .linear, domain: 0...count, ticks: ticks, minorTicks: [])
    }
  }

  /// An axis of names for a plot in characters, each on one line.
  init(_ label: String, lines: [String], room: Int = 1) {
    self.init(label, names: lines.map { PlotLabel(line: $0) }, room: room)
  }
}
