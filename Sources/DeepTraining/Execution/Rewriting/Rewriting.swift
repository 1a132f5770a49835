// Patterns of operations, and others in their place that do the same in less time.

extension [RewritingRule] {
  /// For steps of training and whatever is to have their bits. Three of them round otherwise: a convolution adds its bias
  /// before the result is rounded to single precision; a convolution in tiles adds up other products; the largest products
  /// are not oneDNN's any more where plain descent follows.
  static let training: [RewritingRule] = [
    // A rectified image is not needed any more once pooling comes first, and then a convolution's bias has no other reader.
    .poolFirst,
    .poolInNormalization,
    .addUpInNormalization,
    .addBiasInConvolution,
    .convolveInTiles,
    .rectifyInConvolution,
    .descendInProduct,
    // What plain descent has left of large gradients.
    .updateInSections,
  ]

  /// For what a network predicts.
  static let predictions: [RewritingRule] = [
    .poolFirst,
    .addBiasInConvolution,
    .convolveInTiles,
    .poolInConvolution,
    .rectifyInConvolution,
  ]
}

extension PlannedGraph {
  /// Applies rules, one after the other.
  mutating func rewrite(by rules: [RewritingRule]) {
    for rule in rules { apply(rule) }
  }

  private mutating func apply(_ rule: RewritingRule) {
    var rewriter = Rewriter(self)
    for index in graph.nodes.indices where needed[index] {
      if let value = rule.rewrite(index, &rewriter) {
        rewriter.places[Value(node: index, output: 0)] = value
      } else {
        rewriter.keep(index)
      }
    }
    replace(with: (rewriter.graph, rewriter.places))
  }
}

/// What may be done with a node of one result: the place of that result if it is computed otherwise, else `nil`.
struct RewritingRule: Sendable {
  let rewrite: @Sendable (_ index: Int, _ rewriter: inout Rewriter) -> Value?
}
