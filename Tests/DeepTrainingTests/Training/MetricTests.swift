import TestSupport
import Testing

@testable import DeepTraining

@Suite("Metrics")
struct MetricTests {
  private func digits(_ count: Int) throws -> Dataset { try Digits.synthetic(count: count, seed: 1) }

  private func trainer(_ metrics: [Metric]) throws -> Trainer {
    let model = Model(input: [28, 28]) {
      Flatten()
      Dense(10)
    }
    return try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 0.1), metrics: metrics, seed: 3)
  }

  private func count(_ scores: [[Double]], _ labels: [Double], among k: Int) -> Double {
    Tensor.apply(CorrectCount(among: k), Tensor(scores), Tensor(labels)).scalar
  }

  @Test("a class is among the top k when fewer than k scores are larger")
  func topK() {
    let scores: [[Double]] = [[4, 3, 2, 1], [4, 3, 2, 1], [4, 3, 2, 1], [4, 3, 2, 1]]
    let labels: [Double] = [0, 1, 2, 3]
    #expect((1...4).map { count(scores, labels, among: $0) } == [1, 2, 3, 4])
  }

  @Test("of equal scores the class with the lower number is the larger")
  func ties() {
    let equal = [[Double]](repeating: [1, 1, 1], count: 3)
    #expect((1...3).map { count(equal, [0, 1, 2], among: $0) } == [1, 2, 3])
    #expect((1...3).map { count(equal, [2, 2, 2], among: $0) } == [0, 0, 3])
  }

  @Test("a score that is not a number is no right answer")
  func notNumbers() {
    #expect(count([[.nan, 0, 1]], [0], among: 1) == 0)
    #expect(count([[.nan, .nan, .nan]], [0], among: 2) == 0)
    #expect(count([[.nan, 0, 1]], [2], among: 1) == 0)
  }

  @Test("top accuracy grows with k, from accuracy to 1")
  func topAccuracy() throws {
    let metrics = [Metric.accuracy] + (1...10).map(Metric.topAccuracy)
    let data = try digits(300)
    let trainer = try trainer(metrics)
    _ = try trainer.fit(data, epochs: 1, batchSize: 40)
    let evaluation = try trainer.evaluate(data)
    let tops = (1...10).map { evaluation[.topAccuracy($0)] }
    #expect(tops[0] == evaluation.accuracy)
    #expect(tops == tops.sorted() && tops[0] < tops[4])
    #expect(tops[9] == 1)
  }

  @Test("the mean absolute error is the mean distance")
  func meanAbsoluteError() throws {
    let data = try Dataset(
      inputs: (0..<7).map { [Double($0)] }, values: (0..<7).map { [Double($0 * $0), 1] })
    let model = Model(input: [1]) { Dense(2, initializer: .zeros) }
    let trainer = try Trainer(
      model, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1), metrics: [.meanAbsoluteError],
      seed: 1)
    let squares = (0..<7).map { Double($0 * $0) }.reduce(0, +)
    #expect(try abs(trainer.evaluate(data)[.meanAbsoluteError] - (squares + 7) / 14) < 1e-5)
  }

  @Test(
    "a metric that says nothing about the data is refused",
    arguments: [
      (Metric.topAccuracy(0), "top-0 accuracy was asked for; with 10 classes k in 1...10 is expected"),
      (.topAccuracy(11), "top-11 accuracy was asked for; with 10 classes k in 1...10 is expected"),
      (.meanAbsoluteError, "mean absolute error needs numbers as targets; the data has classes"),
    ])
  func refused(_ metric: Metric, _ message: String) throws {
    let data = try digits(20)
    #expect { try trainer([metric]).evaluate(data) } throws: { "\($0)" == message }
  }

  @Test("accuracy needs classes", arguments: [Metric.accuracy, .topAccuracy(1)])
  func needsClasses(_ metric: Metric) throws {
    let data = try Dataset(inputs: [[1]], values: [[1]])
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1) }, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1),
      metrics: [metric], seed: 1)
    #expect { try trainer.evaluate(data) } throws: {
      "\($0)" == "\(metric.name) needs classes as targets; the data has numbers"
    }
  }

  @Test("a metric that was not measured says how to measure it")
  func absent() async {
    await #expect(processExitsWith: .failure) { _ = Evaluation(loss: 1, metrics: [:]).accuracy }
    #expect(
      Metric.topAccuracy(5).absence
        == "top-5 accuracy was not measured; give the trainer `metrics: [.topAccuracy(5)]`")
  }
}

@Suite("A confusion matrix")
struct ConfusionMatrixTests {
  @Test("counts predictions by true class, and says how well each class is found")
  func counts() {
    let matrix = ConfusionMatrix(
      labels: [0, 0, 0, 1, 1, 2], predictions: [0, 0, 1, 1, 0, 1], classNames: ["a", "b", "c", "d"])
    #expect(matrix.counts == [[2, 1, 0, 0], [1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]])
    #expect(matrix.total == 6)
    #expect(matrix.accuracy == 0.5)
    #expect(matrix.precision == [2.0 / 3, 1.0 / 3, nil, nil])
    #expect(matrix.recall == [2.0 / 3, 0.5, 0, nil])
    #expect(matrix.f1 == [2.0 / 3, 2.0 / 5, 0, nil])
  }

  private let model = Model(input: [28, 28]) {
    Flatten()
    Dense(10)
  }

  @Test("has as many counts as the data has examples, and the trainer's accuracy on its diagonal")
  func law() throws {
    let data = try Digits.synthetic(count: 700, seed: 1)
    let trainer = try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 0.1), metrics: [.accuracy], seed: 3)
    _ = try trainer.fit(data, epochs: 1, batchSize: 50)
    let matrix = try trainer.confusionMatrix(on: data)
    #expect(matrix.total == 700)
    #expect(matrix.counts.map { $0.reduce(0, +) } == data.classCounts)
    #expect(try matrix.accuracy == trainer.evaluate(data).accuracy)
    #expect(matrix.accuracy > 0.2 && matrix.accuracy < 1)
    #expect(matrix.classNames == (0..<10).map(String.init))
  }

  @Test("does not depend on how the data is divided into batches")
  func parts() throws {
    let data = try Digits.synthetic(count: 300, seed: 2), network = try model.initialized(seed: 1)
    let whole = try network.confusionMatrix(on: data)
    let parts = try [data[0..<10], data[10..<300]].map { try network.confusionMatrix(on: $0) }
    #expect(
      whole.counts == pairs(parts[0].counts, parts[1].counts).map { pairs($0, $1).map(+) })
  }

  private func message(_ model: Model, _ data: Dataset, names: [String]? = nil) -> String {
    do {
      return "\(try model.initialized(seed: 1).confusionMatrix(on: data, classNames: names))"
    } catch { return "\(error)" }
  }

  @Test("is refused for data that does not fit")
  func errors() throws {
    let digits = try Digits.synthetic(count: 20, seed: 1)
    let numbers = try Dataset(inputs: [[1]], values: [[1]])
    let pairs = try Dataset(inputs: [[1, 2]], classes: [2])
    #expect(
      message(model, numbers) == "a confusion matrix needs classes as targets; the data has numbers")
    #expect(
      message(model, pairs) == "the model takes examples of shape [28, 28], the data has [2]")
    #expect(
      message(Model(input: [2]) { Dense(2) }, pairs)
        == "the data has 3 classes, so the last layer should give a vector of 3 scores; it gives the shape [2]"
    )
    #expect(
      message(model, digits, names: ["a"])
        == "the data has 10 classes, so as many class names are expected; 1 found")
  }
}
