import DeepTraining

extension History: Showable {
  /// A table of the epochs and a chart of the losses; a long training loses its middle in the table.
  public var shown: Shown {
    guard epochs > 0 else { return .text("no epochs") }
    return .group([.table(table), .chart(lossChart)])
  }

  private static let epochsInTable = 12

  private var table: Table {
    var columns: [(Table.Column, [Double])] = [("loss", training.loss)]
    if let accuracy = training.metrics[.accuracy] { columns.append(("accuracy", accuracy)) }
    if !validation.loss.isEmpty { columns.append(("validation loss", validation.loss)) }
    if let accuracy = validation.metrics[.accuracy] { columns.append(("validation accuracy", accuracy)) }
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

  private var lossChart: Chart {
    var series = [Series("training", training.loss)]
    if !validation.loss.isEmpty { series.append(Series("validation", validation.loss)) }
    return Chart(x: "epoch", y: "loss", series)
  }
}

extension Evaluation: Showable {
  /// The numbers with their names: `loss 0.1235, accuracy 0.9765`.
  public var shown: Shown {
    let accuracy = metrics[.accuracy].map { ", accuracy \(format($0))" } ?? ""
    return .text("loss \(format(loss))\(accuracy)")
  }
}

extension Tensor: Showable, CustomStringConvertible {
  /// The numbers as nested lists, columns below each other, with the shape where some are left out.
  public var description: String { TensorText(scalars, extents: shape.extents).text }

  /// What `print` writes of the tensor too.
  public var shown: Shown { .text(description) }
}
