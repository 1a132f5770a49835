import LessonCore

/// The most frequent words in tables and plots of trainings.
package struct EngineWords: Sendable, Hashable {
  let epoch: String
  let step: String
  let layer: String
  let parameter: String
  let outputShape: String
  let parameters: String
  let input: String
  let total: String
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
  let trueClass: String
  let predictedClass: String
  let share: String
  let zero: String
  let dead: String
  let saturated: String
  let updateRatio: String
  let activationDeviations: String
  let gradientDeviations: String
  let outputGradients: String
  let parameterGradients: String

  /// English words of the engine, and the words that a page shows in their place.
  package var labels: [String: String] {
    [
      "epoch": epoch,
      "step": step,
      "layer": layer,
      "parameter": parameter,
      "output shape": outputShape,
      "parameters": parameters,
      "input": input,
      "total": total,
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
      "true class": trueClass,
      "predicted class": predictedClass,
      "share": share,
      "zero": zero,
      "dead": dead,
      "saturated": saturated,
      "update ratio": updateRatio,
      "standard deviation of activations": activationDeviations,
      "standard deviation of gradients": gradientDeviations,
      "gradients with respect to outputs": outputGradients,
      "gradients with respect to parameters": parameterGradients,
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
