extension NewLesson {
  /// A small lesson that shows the parts of a lesson.
  static func template(title: String) -> String {
    """
    ---
    title: "\(title)"
    description: One sentence about the lesson, for the list of lessons.
    seed: 1
    ---

    # \(title)

    Say first what goes wrong without the idea, and show it. A block is Swift; the value of its last expression is shown.

    ```swift-dt id=descent
    var w = Tensor([2.0, -1.0])
    var losses: [Double] = []
    for _ in 0..<20 {
      let (loss, gradient) = valueAndGradient(at: w) { w in (w * w).sum() }
      losses.append(loss.scalar)
      w -= 0.1 * gradient
    }
    Chart(x: "step", y: "loss", [Series("loss", losses)])
    ```

    Numbers in the text are computed too: after `{swift-dt} losses.count` steps the loss is `{swift-dt} losses.last!`.

    ## What to try

    1. Something to change in the code above, and what to look for.

    """
  }
}
