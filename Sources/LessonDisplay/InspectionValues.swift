import DeepTraining

extension LayerStatistics: Showable {
  /// A table with a row for each layer or parameter, and their histograms side by side.
  public var shown: Shown { .group([.table(table(of: "layer")), .histogram(histogram("value"))]) }

  fileprivate func table(of names: String, title: String? = nil) -> Table {
    StatisticsColumns(statistics).table(of: names, title: title, self.names.map(Table.Cell.text))
  }

  fileprivate func histogram(_ x: Chart.Axis) -> Histogram {
    Histogram(
      x: x, edges: statistics.first?.frequencies.edges ?? [],
      panels: zip(names, statistics).map { name, each in
        let counts = each.frequencies.counts
        return (name, counts, [each.mean, each.standardDeviation], each.count - counts.reduce(0, +))
      })
  }
}

extension Statistics: Showable {
  /// The numbers with their names: `mean 0.01, standard deviation 1.002, norm 31.7`.
  public var shown: Shown {
    let columns = StatisticsColumns([self]).columns
    return .text(columns.map { "\($0.0.name) \($0.0.text(of: $0.1[0]))" }.joined(separator: ", "))
  }
}

extension GradientStatistics: Showable {
  /// The loss, a table and histograms of the layers, and a table of the parameters.
  public var shown: Shown {
    .group([
      .text("loss \(format(loss))"),
      .table(layers.table(of: "layer", title: "gradients with respect to outputs")),
      .histogram(layers.histogram("gradient")),
      .table(parameters.table(of: "parameter", title: "gradients with respect to parameters")),
    ])
  }
}

extension StatisticsCourse: Showable {
  /// A table with a row for each inspected step.
  public var shown: Shown {
    .table(StatisticsColumns(statistics).table(of: "step", steps.map(Table.Cell.integer)))
  }
}

extension InspectionRecord: Showable {
  /// A table each of activations, gradients and parameters, with histograms of the first two.
  public var shown: Shown {
    let place = "step \(step), epoch \(epoch)"
    return .group([
      .table(activations.table(of: "layer", title: "activations in \(place)")),
      .histogram(activations.histogram("activation")),
      .table(gradients.table(of: "layer", title: "gradients with respect to outputs in \(place)")),
      .histogram(gradients.histogram("gradient")),
      .table(parameterTable(title: "parameters in \(place)")),
    ])
  }

  private func parameterTable(title: String) -> Table {
    Table(
      title: title,
      columns: ["parameter", "standard deviation", "norm", "gradient norm", "update ratio"],
      cells: parameters.names.indices.map { index in
        let parameter = parameters.statistics[index]
        return [
          .text(parameters.names[index]), .number(parameter.standardDeviation), .number(parameter.norm),
          .number(parameterGradients.statistics[index].norm), .number(updateRatios[index]),
        ]
      })
  }
}

extension Inspections: Showable {
  /// The last inspection as tables, and the course of all inspections as charts.
  public var shown: Shown {
    guard let last = records.last else { return .text("no inspections") }
    guard records.count > 1 else { return last.shown }
    return .group([last.shown] + charts.map(Shown.chart))
  }

  private var charts: [Chart] {
    [
      chart("standard deviation of activations", of: \.activations.names) {
        $0.activations.statistics[$1].standardDeviation
      },
      chart(.log("standard deviation of gradients"), of: \.gradients.names) {
        $0.gradients.statistics[$1].standardDeviation
      },
      chart(.log("update ratio"), of: \.parameters.names) { $0.updateRatios[$1] },
    ]
  }

  /// A line for each layer or parameter.
  private func chart(
    _ y: Chart.Axis, of names: KeyPath<InspectionRecord, [String]>,
    _ value: (InspectionRecord, Int) -> Double
  ) -> Chart {
    let series = records[0][keyPath: names].enumerated().map { index, name in
      Series(name, x: steps.map(Double.init), y: records.map { value($0, index) })
    }
    return Chart(x: "step", y: y, series)
  }
}

/// Statistics as columns of a table, without columns that are empty or zero for all rows.
private struct StatisticsColumns {
  let columns: [(Table.Column, [Table.Cell])]

  init(_ statistics: [Statistics]) {
    var columns: [(Table.Column, [Table.Cell])] = [
      ("mean", statistics.map { .number($0.mean) }),
      ("standard deviation", statistics.map { .number($0.standardDeviation) }),
      ("norm", statistics.map { .number($0.norm) }),
    ]
    if statistics.contains(where: { $0.zeroFraction > 0 }) {
      columns.append((.percent("zero"), statistics.map { .number($0.zeroFraction) }))
    }
    if statistics.contains(where: { ($0.deadFraction ?? 0) > 0 }) {
      columns.append((.percent("dead"), statistics.map { .init($0.deadFraction) }))
    }
    if statistics.contains(where: { $0.saturatedFraction != nil }) {
      columns.append((.percent("saturated"), statistics.map { .init($0.saturatedFraction) }))
    }
    self.columns = columns
  }

  func table(of names: String, title: String? = nil, _ rows: [Table.Cell]) -> Table {
    Table(
      title: title, columns: [Table.Column(names)] + columns.map(\.0),
      cells: rows.indices.map { row in [rows[row]] + columns.map { $0.1[row] } })
  }
}
