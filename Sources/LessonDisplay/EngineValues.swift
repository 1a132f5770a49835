import DeepTraining

extension History: Showable {
  /// A table of the epochs, and charts of the losses and of each metric. The table leaves out the middle of a long
  /// training.
  public var shown: Shown {
    guard epochs > 0 else { return .text("no epochs") }
    let charts = [lossChart] + metrics.map(chart)
    return .group([.table(table)] + charts.map(Shown.chart))
  }

  private static let epochsInTable = 12

  private var metrics: [Metric] {
    Set(training.metrics.keys).union(validation.metrics.keys).sorted { $0.name < $1.name }
  }

  private var table: Table {
    var columns = columns(training, "")
    if !validation.loss.isEmpty { columns += self.columns(validation, "validation ") }
    if Set(learningRates).count > 1 { columns.append(("learning rate", learningRates)) }
    var rows = (0..<epochs).map { epoch in
      [Table.Cell.integer(epoch + 1)]
        + columns.map { $1.indices.contains(epoch) ? Table.Cell.number($1[epoch]) : .none }
    }
    if epochs > Self.epochsInTable {
      let gap = [Table.Cell](repeating: .text("…"), count: columns.count + 1)
      rows = rows.prefix(Self.epochsInTable / 2) + [gap] + rows.suffix(Self.epochsInTable / 2 - 1)
    }
    return Table(columns: ["epoch"] + columns.map(\.0), cells: rows)
  }

  private func columns(_ measurements: Measurements, _ prefix: String) -> [(Table.Column, [Double])] {
    let measured = metrics.compactMap { metric in measurements.metrics[metric].map { (metric.name, $0) } }
    return ([("loss", measurements.loss)] + measured).map { (Table.Column(prefix + $0), $1) }
  }

  private var lossChart: Chart { chart("loss", training.loss, validation.loss) }

  private func chart(_ metric: Metric) -> Chart {
    chart(metric.name, training.metrics[metric] ?? [], validation.metrics[metric] ?? [])
  }

  private func chart(_ quantity: String, _ training: [Double], _ validation: [Double]) -> Chart {
    let series = [Series("training", training), Series("validation", validation)]
    return Chart(x: "epoch", y: .linear(quantity), series.filter { !$0.y.isEmpty })
  }
}

extension Evaluation: Showable {
  /// The numbers with their names: `loss 0.1235, accuracy 0.9765`.
  public var shown: Shown {
    let measured = metrics.map { ($0.name, $1) }.sorted { $0.0 < $1.0 }
    return .text(([("loss", loss)] + measured).map { "\($0) \(format($1))" }.joined(separator: ", "))
  }
}

extension ConfusionMatrix: Showable {
  /// A heat map of the counts, and a table of how well each class is recognized.
  public var shown: Shown {
    .group([.heatMap(HeatMap(confusion: counts, classes: classNames)), .table(qualityTable)])
  }

  private var qualityTable: Table {
    let (precision, recall, f1) = (precision, recall, f1)
    return Table(
      columns: ["class", "examples", "precision", "recall", "F1"],
      rows: classNames.indices.map {
        [classNames[$0], counts[$0].reduce(0, +), precision[$0], recall[$0], f1[$0]]
      })
  }
}

extension Tensor: Showable, CustomStringConvertible {
  /// The numbers as nested lists with aligned columns, and the shape if some numbers are left out.
  public var description: String { TensorText(scalars, extents: shape.extents).text }

  /// The same text that `print` writes.
  public var shown: Shown { .text(description) }
}
