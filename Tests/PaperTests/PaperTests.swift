import DeepTraining
import Foundation
import Testing

/// What papers and the course's notebook report, done again. Minutes of training: `script/test-slow` runs them and writes
/// what they measured to docs/papers.md.
@Suite("Papers", .serialized, .enabled(if: Report.isWanted, "run by script/test-slow"))
struct PaperTests {
  @Test(
    "the notebook's network reaches the validation accuracies of the notebook",
    arguments: [(0, 0.9894), (0.2, 0.9885), (0.5, 0.9899), (0.8, 0.9878)])
  func notebook(dropout: Double, expected: Double) throws {
    let (train, test) = try mnist()
    let trainer = try Trainer(
      .notebookCNN(dropout: dropout), loss: .softmaxCrossEntropy, optimizer: .adam(learningRate: 0.001),
      metrics: [.accuracy], seed: 1)
    let history = try trainer.fit(train, validation: test, epochs: 5, batchSize: 64)
    let accuracy = history.validation.accuracy.last!
    Report.add(
      "Course notebook, MNIST, 5 epochs, dropout \(dropout)", "validation accuracy \(expected)",
      String(format: "%.4f", accuracy))
    #expect(abs(accuracy - expected) <= 0.004)
  }

  @Test("batch normalisation lets the paper's sigmoid network learn in a fraction of the steps")
  func batchNormalisation() throws {
    let (train, test) = try mnist()
    func accuracies(normalised: Bool) throws -> [Double] {
      let model = Model(input: [28, 28]) {
        Flatten()
        for _ in 0..<3 {
          Dense(100, initializer: .normal(standardDeviation: 0.1))
          if normalised { BatchNorm() }
          Sigmoid()
        }
        Dense(10, initializer: .normal(standardDeviation: 0.1))
      }
      let trainer = try Trainer(
        model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 0.1), metrics: [.accuracy], seed: 1)
      return try trainer.fit(train, validation: test, epochs: 10, batchSize: 60).validation.accuracy
    }
    let with = try accuracies(normalised: true), without = try accuracies(normalised: false)
    Report.add(
      "Batch normalisation (Ioffe, Szegedy 2015, figure 1a): 3 × 100 sigmoid units, batch 60, MNIST",
      "faster, and better in the end",
      String(
        format: "after 1,000 steps %.3f with, %.3f without; after 10,000 steps %.3f and %.3f", with[0],
        without[0],
        with[9], without[9]))
    #expect(with[0] > without[0] + 0.2)
    #expect(with[9] > 0.955 && with[9] > without[9])
  }

  @Test("five tanh layers keep the deviation of activations and gradients with Glorot's initialisation alone")
  func glorot() throws {
    let (train, _) = try mnist()
    let sample = try train.standardized(using: Standardizer(fittedTo: train, scope: .all)).prefix(300)
    func ratios(_ initializer: Initializer) throws -> (forward: Double, backward: Double) {
      let network = try Model(input: [28, 28]) {
        Flatten()
        for _ in 0..<5 {
          Dense(1000, initializer: initializer)
          Tanh()
        }
        Dense(10, initializer: initializer)
      }.initialized(seed: 1)
      let activations = network.statistics(of: sample)
      let gradients = try network.gradientStatistics(of: sample, loss: .softmaxCrossEntropy).layers
      return (
        activations["tanh 5"].standardDeviation / activations["tanh 1"].standardDeviation,
        gradients["tanh 1"].standardDeviation / gradients["tanh 5"].standardDeviation
      )
    }
    let bound = 1 / 1000.0.squareRoot()
    let standard = try ratios(.uniform(-bound...bound)), normalised = try ratios(.glorot)
    Report.add(
      "Glorot, Bengio 2010, figures 6 and 7: five layers of 1000 tanh units, before training",
      "standard: activations shrink forwards, gradients backwards; normalised: both much less",
      String(
        format:
          "deviation of layer 5 over layer 1: %.2f standard, %.2f normalised; of the gradient at 1 over 5: %.2f and %.2f",
        standard.forward, normalised.forward, standard.backward, normalised.backward))
    #expect(standard.forward < 0.2 && standard.backward < 0.2)
    #expect((0.4...1.1).contains(normalised.forward) && (0.4...1.1).contains(normalised.backward))
  }

  @Test("thirty rectified layers learn from He's initialisation and not from Glorot's")
  func he() throws {
    let (train, test) = try mnist()
    func accuracy(_ initializer: Initializer) throws -> Double {
      let model = Model(input: [28, 28]) {
        Flatten()
        for _ in 0..<30 {
          Dense(64, initializer: initializer)
          ReLU()
        }
        Dense(10, initializer: initializer)
      }
      let trainer = try Trainer(
        model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 0.01), metrics: [.accuracy], seed: 1)
      return try trainer.fit(train.prefix(20_000), validation: test, epochs: 5, batchSize: 64).validation
        .accuracy.last!
    }
    let he = try accuracy(.he), glorot = try accuracy(.glorot)
    Report.add(
      "He et al. 2015, figure 3: 30 rectified layers", "He's learns, Glorot's stalls",
      String(format: "accuracy after 5 epochs %.3f (He), %.3f (Glorot)", he, glorot))
    #expect(he > 0.85 && glorot < 0.2)
  }

  private func mnist() throws -> (train: Dataset, test: Dataset) {
    let folder = Report.environment("LESSONS_SHARED") ?? "../shared"
    return try MNIST.load(from: "\(folder)/data/mnist")
  }
}

/// The table of what was measured, a row at a time.
enum Report {
  static var isWanted: Bool { environment("LESSONS_PAPERS") != nil }

  static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

  /// Appends a row to the file that LESSONS_PAPERS names.
  static func add(_ what: String, _ reported: String, _ measured: String) {
    guard let path = environment("LESSONS_PAPERS"), let file = FileHandle(forWritingAtPath: path) else {
      return
    }
    defer { try? file.close() }
    _ = try? file.seekToEnd()
    try? file.write(contentsOf: Data("| \(what) | \(reported) | \(measured) |\n".utf8))
  }
}
