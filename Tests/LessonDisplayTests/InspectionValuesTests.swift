import TestSupport
import Testing

@testable import DeepTraining
@testable import LessonDisplay

@Suite("What was seen inside a network")
struct InspectionValuesTests {
  /// Two inputs, a ReLU that is dead for the second, and numbers that can be followed by hand.
  private let model = Model(input: [2]) {
    ReLU()
    Tanh()
    Dense(1, initializer: .constant(0.5))
  }
  private let x = Tensor([[1, -1], [3, -1]])

  private func text(_ table: Table) -> [[String]] {
    [table.columns.map(\.name)]
      + table.rows.map { pairs(table.columns, $0).map { $0.text(of: $1) } }
  }

  @Test("is a table of layers, without what says nothing")
  func layers() throws {
    let network = try model.initialized()
    guard case .group(let parts) = network.statistics(of: x).shown, case .table(let table) = parts[0] else {
      throw Unexpected()
    }
    #expect(
      text(table) == [
        ["layer", "mean", "standard deviation", "norm", "zero", "dead", "saturated"],
        ["ReLU 1", "1", "1.225", "3.162", "50.0 %", "50.0 %", "–"],
        ["tanh 1", "0.4392", "0.4469", "1.253", "50.0 %", "50.0 %", "25.0 %"],
        ["dense 1", "0.4392", "0.05837", "0.6265", "0.0 %", "0.0 %", "–"],
      ])
    let dense = try Model(input: [2]) { Dense(1, initializer: .constant(0.5)) }.initialized()
    guard case .group(let others) = dense.statistics(of: Tensor([[2, -1], [3, 1]])).shown,
      case .table(let plain) = others[0]
    else { throw Unexpected() }
    #expect(
      text(plain) == [
        ["layer", "mean", "standard deviation", "norm"], ["dense 1", "1.25", "0.75", "2.062"],
      ])
  }

  @Test("has histograms beside each other, with the bins in which it was counted")
  func histograms() throws {
    let statistics = try model.initialized().statistics(of: x, bins: 3)
    guard case .group(let parts) = statistics.shown, case .plot(let histogramPlot) = parts[1],
      let histogram = histogramPlot.data as? Histogram
    else {
      throw Unexpected()
    }
    #expect(parts.count == 2 && histogram.layout == .panels)
    #expect(histogram.edges == [0, 1, 2, 3])
    #expect(histogram.groups.map(\.name) == ["ReLU 1", "tanh 1", "dense 1"])
    #expect(histogram.groups.map(\.counts) == [[2, 1, 1], [4, 0, 0], [2, 0, 0]])
    #expect(histogram.groups[0].moments == [1, 1.5.squareRoot()])
    let broken = Statistics(of: Tensor([.nan, 1]))
    #expect(broken.count - broken.frequencies.counts.reduce(0, +) == 1)
  }

  @Test("is a loss, two tables and histograms when it is gradients")
  func gradients() throws {
    let found = try Model(input: [1]) { Dense(1, initializer: .constant(2)) }.initialized()
      .gradientStatistics(of: Tensor([[1], [2]]), Tensor([[1], [1]]), loss: .meanSquaredError)
    guard case .group(let parts) = found.shown, case .table(let layers) = parts[1],
      case .plot(let histogramPlot) = parts[2], let histogram = histogramPlot.data as? Histogram,
      case .table(let parameters) = parts[3]
    else { throw Unexpected() }
    #expect(parts[0] == .text("loss 5") && parts.count == 4 && histogram.x == "gradient")
    #expect(
      text(layers) == [["layer", "mean", "standard deviation", "norm"], ["dense 1", "2", "1", "3.162"]])
    #expect(
      text(parameters) == [
        ["parameter", "mean", "standard deviation", "norm"], ["dense 1.weight", "7", "0", "7"],
        ["dense 1.bias", "4", "0", "4"],
      ])
  }

  private func history(epochs: Int) throws -> History {
    let data = try Dataset(inputs: [[1, 2], [2, 1]], values: [[1], [2]])
    return try Trainer(model, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1), seed: 1)
      .fit(data, epochs: epochs, batchSize: 2, inspecting: Inspection())
  }

  @Test("is the last record's tables and a chart of each thing's course when it was recorded while training")
  func inspections() throws {
    let history = try history(epochs: 3)
    let last = history.inspections.records[2]
    guard case .group(let parts) = history.inspections.shown, case .group(let tables) = parts[0],
      case .table(let parameters) = tables[4], case .plot(let deviationPlot) = parts[1],
      let deviation = deviationPlot.data as? Chart,
      case .plot(let gradientsPlot) = parts[2], let gradients = gradientsPlot.data as? Chart,
      case .plot(let updatesPlot) = parts[3], let updates = updatesPlot.data as? Chart
    else { throw Unexpected() }
    #expect(parts[0] == last.shown && parts.count == 4)
    #expect(parameters.title == "parameters in step 3, epoch 3")
    #expect(
      parameters.columns.map(\.name) == [
        "parameter", "standard deviation", "norm", "gradient norm", "update ratio",
      ])
    #expect(parameters.rows.map(\.first) == [.text("dense 1.weight"), .text("dense 1.bias")])
    #expect(parameters.rows[0].last == .number(last.updateRatio("dense 1.weight")))
    #expect(deviation.series.map(\.name) == ["ReLU 1", "tanh 1", "dense 1"])
    #expect(
      deviation.series[1]
        == Series("tanh 1", x: [1, 2, 3], y: history.activations("tanh 1").standardDeviation))
    #expect(gradients.y == .log("standard deviation of gradients"))
    #expect(
      updates
        == Chart(
          x: "step", y: .log("update ratio"),
          ["dense 1.weight", "dense 1.bias"].map { Series($0, history.updateRatios($0)) }))
  }

  @Test("is tables alone when it was seen once, and says when it was not")
  func few() throws {
    let once = try history(epochs: 1).inspections
    #expect(once.shown == once.records[0].shown)
    #expect(Inspections().shown == .text("no inspections"))
  }

  @Test("is a table of steps when it is one layer's course, and a series when it is one statistic's")
  func course() throws {
    let course = try history(epochs: 2).activations("tanh 1")
    guard case .table(let table) = course.shown else { throw Unexpected() }
    #expect(
      table.columns.map(\.name) == ["step", "mean", "standard deviation", "norm", "saturated"])
    #expect(table.rows.map(\.first) == [.integer(1), .integer(2)])
    #expect(
      Series("tanh 1", x: course.steps, y: course.saturatedFraction)
        == Series("tanh 1", x: [1, 2], y: [0, 0]))
  }

  @Test("says its numbers when it is one tensor's")
  func statistics() {
    #expect(
      Statistics(of: Tensor([3, 0, -3])).shown
        == .text("mean 0, standard deviation 2.449, norm 4.243, zero 33.3 %"))
  }

  struct Unexpected: Error {}
}
