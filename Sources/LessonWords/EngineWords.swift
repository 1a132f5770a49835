import LessonCore

/// The most frequent words in tables and plots of trainings.
package struct EngineWords: Sendable, Hashable {
  let epoch: String
  let step: String
  let layer: String
  let parameter: String
  let `class`: String
  let examples: String
  let precision: String
  let recall: String
  let loss: String
  let accuracy: String
  let training: String
  let validation: String
  let trainingLoss: String
  let validationLoss: String
  let validationAccuracy: String
  let learningRate: String
  let batch: String
  let smoothed: String
  let mean: String
  let standardDeviation: String
  let norm: String
  let gradientNorm: String
  let count: String
  let value: String
  let activation: String
  let gradient: String

  /// English words of the engine, and the words that a page shows in their place.
  package var labels: [String: String] {
    [
      "epoch": epoch,
      "step": step,
      "layer": layer,
      "parameter": parameter,
      "class": `class`,
      "examples": examples,
      "precision": precision,
      "recall": recall,
      "loss": loss,
      "accuracy": accuracy,
      "training": training,
      "validation": validation,
      "training loss": trainingLoss,
      "validation loss": validationLoss,
      "validation accuracy": validationAccuracy,
      "learning rate": learningRate,
      "batch": batch,
      "smoothed": smoothed,
      "mean": mean,
      "standard deviation": standardDeviation,
      "norm": norm,
      "gradient norm": gradientNorm,
      "count": count,
      "value": value,
      "activation": activation,
      "gradient": gradient,
    ]
  }
}

extension LessonOutline {
  /// The labels of tables and plots: the lesson's own, and for the others those of its language.
  package var labels: [String: String] {
    let words = InterfaceLanguage.known(Language(language))?.engine.labels ?? [:]
    return words.merging(frontMatter.labels) { $1 }
  }
}
