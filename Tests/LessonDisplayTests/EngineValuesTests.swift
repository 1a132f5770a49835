import Testing

@testable import DeepTraining
@testable import LessonDisplay

@Suite("A value of the engine")
struct EngineValuesTests {
  private func history(epochs: Int, validated: Bool = true) -> History {
    var history = History()
    for epoch in 1...epochs {
      let evaluation = Evaluation(loss: 1 / Double(epoch), metrics: [.accuracy: 0.5])
      history.training.append(evaluation)
      if validated { history.validation.append(evaluation) }
    }
    return history
  }

  @Test("is a table and a chart when it is a training's history")
  func historyShows() throws {
    let shown = history(epochs: 2).shown
    guard case .group(let parts) = shown, case .table(let table) = parts[0],
      case .plot(let chartPlot) = parts[1], let chart = chartPlot.data as? Chart
    else {
      throw Unexpected(shown: shown)
    }
    #expect(
      table.columns.map(\.name) == ["epoch", "loss", "accuracy", "validation loss", "validation accuracy"])
    #expect(table.rows[1] == [.integer(2), .number(0.5), .number(0.5), .number(0.5), .number(0.5)])
    #expect(
      chart == Chart(x: "epoch", y: "loss", Series("training", [1, 0.5]), Series("validation", [1, 0.5])))
  }

  @Test("is a table of layers, shapes and parameters when it is a model or a network")
  func models() throws {
    let model = Model(input: [4, 4, 1]) {
      Residual {
        Conv2D(1, kernel: 3, padding: .same)
        BatchNorm()
      }
      Flatten()
      Dense(10)
    }
    guard case .table(let table) = model.shown else { throw Unexpected(shown: model.shown) }
    #expect(table.columns.map(\.name) == ["layer", "output shape", "parameters"])
    #expect(
      table.rows == [
        [.text("input"), .text("[4, 4, 1]"), .none],
        [.text("residual 1.convolution 1"), .text("[4, 4, 1]"), .integer(10)],
        [.text("residual 1.batch norm 1"), .text("[4, 4, 1]"), .integer(2)],
        [.text("residual 1"), .text("[4, 4, 1]"), .integer(0)],
        [.text("flatten 1"), .text("[16]"), .integer(0)],
        [.text("dense 1"), .text("[10]"), .integer(170)],
        [.text("total"), .none, .integer(182)],
      ])
    #expect(try model.initialized(seed: 1).shown == model.shown)
    let wrong = Model(input: [2]) { Conv2D(1, kernel: 3) }
    guard case .text(let text) = wrong.shown else { throw Unexpected(shown: wrong.shown) }
    #expect(text.contains("convolution 1"))
  }

  @Test("has a chart for each metric, and the learning rate in its table when it changes")
  func historyOfMetrics() throws {
    var history = History()
    for epoch in 1...2 {
      let metrics: [Metric: Double] = [.topAccuracy(2): 0.75, .accuracy: 0.5]
      history.training.append(Evaluation(loss: 1 / Double(epoch), metrics: metrics))
      history.learningRates.append(1 / Double(epoch * 10))
    }
    guard case .group(let parts) = history.shown, case .table(let table) = parts[0] else {
      throw Unexpected(shown: history.shown)
    }
    #expect(table.columns.map(\.name) == ["epoch", "loss", "accuracy", "top-2 accuracy", "learning rate"])
    #expect(table.rows[1] == [.integer(2), .number(0.5), .number(0.5), .number(0.75), .number(0.05)])
    #expect(
      parts.dropFirst() == [
        .chart(Chart(x: "epoch", y: "loss", Series("training", [1, 0.5]))),
        .chart(Chart(x: "epoch", y: "accuracy", Series("training", [0.5, 0.5]))),
        .chart(Chart(x: "epoch", y: "top-2 accuracy", Series("training", [0.75, 0.75]))),
      ])
  }

  @Test("is a map, and a table of how well each class is found, when it is a confusion matrix")
  func confusionMatrix() {
    let matrix = ConfusionMatrix(labels: [0, 0, 1], predictions: [0, 1, 1], classNames: ["cat", "dog"])
    #expect(
      matrix.shown
        == .group([
          .heatMap(HeatMap(confusion: [[1, 1], [0, 1]], classes: ["cat", "dog"])),
          .table(
            Table(
              columns: ["class", "examples", "precision", "recall", "F1"],
              rows: [["cat", 2, 1.0, 0.5, 2.0 / 3], ["dog", 1, 0.5, 1.0, 2.0 / 3]])),
        ]))
  }

  @Test("loses its middle in the table, not in the chart, when the training was long")
  func longHistory() throws {
    let shown = history(epochs: 30, validated: false).shown
    guard case .group(let parts) = shown, case .table(let table) = parts[0],
      case .plot(let chartPlot) = parts[1], let chart = chartPlot.data as? Chart
    else {
      throw Unexpected(shown: shown)
    }
    #expect(table.columns.map(\.name) == ["epoch", "loss", "accuracy"])
    #expect(table.rows.count == 12)
    #expect(table.rows[6] == [.text("…"), .text("…"), .text("…")])
    #expect(table.rows.last?.first == .integer(30))
    #expect(chart.series.map(\.y.count) == [30])
  }

  @Test("says its numbers when it is an evaluation")
  func evaluation() {
    #expect(
      Evaluation(loss: 0.123456, metrics: [.accuracy: 0.97]).shown == .text("loss 0.1235, accuracy 0.97"))
    #expect(Evaluation(loss: 2, metrics: [:]).shown == .text("loss 2"))
    #expect(
      Evaluation(loss: 2, metrics: [.topAccuracy(5): 1, .accuracy: 0.5]).shown
        == .text("loss 2, accuracy 0.5, top-5 accuracy 1"))
  }

  @Test("is a nested list when it is a tensor")
  func tensors() {
    #expect(shown(of: Tensor(0.123456)) == .text("0.1235"))
    #expect(shown(of: Tensor([1, -2.5])) == .text("[1, -2.5]"))
    #expect(shown(of: Tensor([[1, -2.5], [10, 3]])) == .text("[[ 1, -2.5],\n [10,    3]]"))
    #expect(shown(of: Tensor([1, 2, 3, 4], shape: [2, 1, 2])) == .text("[[[1, 2]],\n [[3, 4]]]"))
    #expect(shown(of: Tensor(zeros: [0])) == .text("[]"))
    #expect(shown(of: [Tensor([1]), Tensor([2])]) == .text("[[1], [2]]"))
  }

  @Test("says its shape when it is a tensor too large to show")
  func largeTensors() {
    let vector = Tensor((0..<25).map(Double.init))
    #expect(vector.shown == .text("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …, 22, 23, 24] (25)"))
    let matrix = Tensor((0..<40).map(Double.init), shape: [4, 10])
    #expect(
      matrix.shown
        == .text(
          """
          [[ 0,  1,  2,  3, …,  7,  8,  9],
           [10, 11, 12, 13, …, 17, 18, 19],
           [20, 21, 22, 23, …, 27, 28, 29],
           [30, 31, 32, 33, …, 37, 38, 39]] (4 × 10)
          """))
  }

  struct Unexpected: Error {
    var shown: Shown
  }
}
