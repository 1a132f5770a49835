import LessonWords
import Testing

@testable import DeepTraining
@testable import LessonDisplay

@Suite("Labels of the engine's tables and plots")
struct EngineLabelsTests {
  @Test("all have words in the languages of pages")
  func words() throws {
    let known = InterfaceLanguage.all.map { Set($0.engine.labels.keys) }
    for shown in try values() {
      // What has a number in it names a layer, a class or a step.
      let labels = labels(of: shown).filter { !$0.isEmpty && !$0.contains(where: \.isNumber) }
      #expect(!labels.isEmpty)
      for words in known { #expect(labels.subtracting(words) == []) }
    }
  }

  private func values() throws -> [Shown] {
    let model = Model(input: [2]) {
      ReLU()
      Tanh()
      Dense(2)
    }
    let x = Tensor([[1, -1], [3, -1]])
    let data = try Dataset(inputs: [[1, -1], [3, -1]], classes: [0, 1])
    let history = try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 0.1), seed: 1
    ).fit(data, validation: data, epochs: 2, batchSize: 2, inspecting: Inspection())
    return [
      history.shown, history.inspections.shown, model.shown, try model.initialized().statistics(of: x).shown,
      ConfusionMatrix(labels: [0, 1], predictions: [0, 1], classNames: ["1", "2"]).shown,
      LearningRateRange(rates: [0.1, 0.2], losses: [3, 2], smoothedLosses: [3, 2]).shown,
      .histogram(Histogram([("1", [1, 2]), ("2", [1])])),
    ]
  }

  private func labels(of shown: Shown) -> Set<String> {
    switch shown {
    case .text: []
    case .table(let table): Set(table.columns.map(\.name) + (table.title.map { [$0] } ?? []))
    case .plot(let plot): labels(of: plot)
    case .group(let parts): parts.reduce(into: []) { $0.formUnion(labels(of: $1)) }
    case .frames(let frames): frames.frames.reduce(into: []) { $0.formUnion(labels(of: $1.shown)) }
    }
  }

  private func labels(of plot: ShownPlot) -> Set<String> {
    var labels: Set<String> = []
    _ = plot.relabelled { label in
      labels.insert(label)
      return label
    }
    return labels
  }
}
