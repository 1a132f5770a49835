// Rules replace operations by faster ones with the same result.

extension [RewritingRule] {
  /// Rules for training steps, and for predictions with the same bits. Three of them round differently: a convolution
  /// adds its bias before the result is rounded to single precision; a convolution in tiles adds up other products; and
  /// before plain gradient descent, the engine instead of oneDNN computes the largest products.
  static let training: [RewritingRule] = [
    // Once pooling comes first, the rectified image is no longer needed, and a convolution's bias has no other reader.
    .poolFirst,
    .poolInNormalization,
    .addUpInNormalization,
    .addBiasInConvolution,
    .convolveInTiles,
    .rectifyInConvolution,
    .descendInProduct,
    // After plain gradient descent, which handles some large gradients.
    .updateInSections,
  ]

  /// Rules for predictions of networks.
  static let predictions: [RewritingRule] = [
    .poolFirst,
    .addBiasInConvolution,
    .convolveInTiles,
    .poolInConvolution,
    .rectifyInConvolution,
  ]
}

extension PlannedGraph {
  /// Applies rules, one after another.
  mutating func rewrite(by rules: [RewritingRule]) {
    for rule in rules { apply(rule) }
  }

  private mutating func apply(_ rule: RewritingRule) {
    rewrite { index, rewriter in
      if let value = rule.rewrite(index, &rewriter) {
        rewriter.places[Value(node: index, output: 0)] = value
      } else {
        rewriter.keep(index)
      }
    }
  }

  /// Rebuilds the graph: calls `rewrite` for each needed node, in order.
  mutating func rewrite(_ rewrite: (_ index: Int, _ rewriter: inout Rewriter) -> Void) {
    var rewriter = Rewriter(self)
    for index in graph.nodes.indices where needed[index] { rewrite(index, &rewriter) }
    replace(with: (rewriter.graph, rewriter.places))
  }
}

/// Replaces nodes by others with the same result: returns the position of that result in the new graph, or `nil` to
/// keep the node.
struct RewritingRule: Sendable {
  let rewrite: @Sendable (_ index: Int, _ rewriter: inout Rewriter) -> Value?
}
