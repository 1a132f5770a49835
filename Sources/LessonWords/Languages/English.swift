extension InterfaceLanguage {
  static let english = InterfaceLanguage(
    tag: "en",
    pages: PageWords(
      quotes: QuoteStyle("“”", "‘’"),
      lessons: "Lessons",
      invitation:
        "Lessons whose code really runs: every number, table and plot was computed by the code above it.",
      skip: "Skip to the text", contents: "On this page",
      language: "Language", previous: "Previous", next: "Next",
      allLessons: "All lessons", colours: "Switch between light and dark",
      setUp: "$1-line set-up", copy: "Copy", copied: "Copied", result: "Result",
      rest: "Rest of the output",
      fails: "Does not compile", crashes: "Stops with an error",
      plotAsText: "Plot as text", numbers: "Data",
      note: "Note", tip: "Tip", important: "Important",
      warning: "Warning", caution: "Caution",
      done: "done", toDo: "to do", backToText: "Back to the text",
      source: "Source of this page",
      behind: "This translation is behind its source.",
      changed: "Changed there since:",
      figure: "Figure $1", table: "Table $1", position: "$1 of $2", minutes: "$1 min",
      copyAll: "Copy all code", wrap: "Wrap long lines", aside: "Aside",
      predict: "What do you expect?", answer: "Show the answer",
      resume: "Continue where you were", dismiss: "Close", search: "Search", nothingFound: "Nothing found",
      keys: "Keys",
      showKeys: "Show these keys"),
    plots: PlotWords(
      numbers: .pointAndCommas,
      lineChart: "Line chart", pointChart: "Chart of points", barChart: "Bar chart", histogram: "Histogram",
      heatMap: "Heat map", confusionMatrix: "Confusion matrix", contourPlot: "Contour plot",
      images: "Images: $1", horizontalAxis: "horizontal axis $1", verticalAxis: "vertical axis $1",
      logarithmic: "logarithmic", rows: "rows: $1", columns: "columns: $1", range: "from $1 to $2",
      place: "$1 at $2", noValues: "no values", points: "points: $1", gaps: "without a value: $1",
      band: "in a band up to $1 wide", constant: "always $1", lowest: "lowest $1", highest: "highest $1",
      values: "values: $1", mean: "mean $1", deviation: "standard deviation $1", most: "most of them $1",
      right: "right: $1 of $2", mistakes: "most frequent mistakes: $1", levels: "lines at $1",
      shares: "shares of the plane: $1"),
    engine: EngineWords(
      epoch: "epoch", step: "step", layer: "layer", parameter: "parameter", class: "class",
      examples: "examples", precision: "precision", recall: "recall", loss: "loss", accuracy: "accuracy",
      training: "training", validation: "validation", trainingLoss: "training loss",
      validationLoss: "validation loss", validationAccuracy: "validation accuracy",
      learningRate: "learning rate", batch: "batch", smoothed: "smoothed", mean: "mean",
      standardDeviation: "standard deviation", norm: "norm", gradientNorm: "gradient norm", count: "count",
      value: "value", activation: "activation", gradient: "gradient", trueClass: "true class",
      predictedClass: "predicted class", share: "share", zero: "zero", dead: "dead", saturated: "saturated",
      updateRatio: "update ratio", activationDeviations: "standard deviation of activations",
      gradientDeviations: "standard deviation of gradients",
      outputGradients: "gradients with respect to outputs",
      parameterGradients: "gradients with respect to parameters"),
    template: TemplateWords(
      summary: "One sentence about the lesson, for the list of lessons.",
      opening:
        "Say first what goes wrong without the idea, and show it. A block is Swift; the value of its last expression is shown.",
      results:
        "Numbers in the text are computed too: after `{swift-dt} losses.count` steps the loss is `{swift-dt} losses.last!`.",
      tasks: "What to try", task: "Something to change in the code above, and what to look for."))
}
