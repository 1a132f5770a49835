import DeepTraining

extension Model: Showable {
  /// A table of the layers with the shapes of their outputs and the numbers of their parameters; the error of the first layer
  /// that does not fit.
  public var shown: Shown {
    do {
      return .table(Self.table(input: inputShape, layers: try summary()))
    } catch {
      return .text("\(error)")
    }
  }

  private static func table(input: Shape, layers: [LayerSummary]) -> Table {
    let rows: [[Table.Cell]] = layers.map {
      [.text($0.layer), .text("\($0.outputShape)"), .integer($0.parameterCount)]
    }
    return Table(
      columns: ["layer", "output shape", "parameters"],
      cells: [[.text("input"), .text("\(input)"), .none]] + rows
        + [[.text("total"), .none, .integer(layers.reduce(0) { $0 + $1.parameterCount })]])
  }
}

extension Network: Showable {
  /// The table of its model.
  public var shown: Shown { model.shown }
}
