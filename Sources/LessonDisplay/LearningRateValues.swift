import DeepTraining

extension LearningRateRange: Showable {
  /// A chart of the losses over the rates, on a logarithmic axis, and the suggested rate.
  public var shown: Shown {
    let chart = Chart(
      x: .log("learning rate"), y: "loss",
      [
        Series("batch", x: rates, y: losses).points(),
        Series("smoothed", x: rates, y: smoothedLosses).style(.plainLine),
      ])
    let suggested = suggestion.map { "suggested learning rate \(format($0))" }
    return .group([
      .chart(chart), .text(suggested ?? "the loss does not fall at any of these learning rates"),
    ])
  }
}
