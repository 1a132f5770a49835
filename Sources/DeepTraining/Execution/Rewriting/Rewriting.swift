// Rules replace operations by faster ones with the same result.

extension [RewritingRule] {
  /// For steps of training, and for predictions with the same bits. Three of them round otherwise: a convolution adds
  /// its bias before the result is rounded to single precision; a convolution in tiles adds up other products; the
  /// largest products are not oneDNN's any more where plain descent follows.
  static let training: [RewritingRule] = [
    // A rectified image is not needed any more once pooling comes first, and then a convolution's bias has no other reader.
    .poolFirst,
    .poolInNormalization,
    .addUpInNormalization,
    .addBiasInConvolution,
    .convolveInTiles,
    .rectifyInConvolution,
    .descendInProduct,
    // After plain descent, which takes some large gradients.
    .updateInSections,
  ]

  /// For predictions of networks.
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
    rewrite { index, rewriter in
      if let value = rule.rewrite(index, &rewriter) {
        rewriter.places[Value(node: index, output: 0)] = value
      } else {
        rewriter.keep(index)
      }
    }
  }

  /// Writes the graph anew: `rewrite` is called for each node that is computed, in order.
  mutating func rewrite(_ rewrite: (_ index: Int, _ rewriter: inout Rewriter) -> Void) {
    var rewriter = Rewriter(self)
    for index in graph.nodes.indices where needed[index] { rewrite(index, &rewriter) }
    replace(with: (rewriter.graph, rewriter.places))
  }
}

/// A replacement of nodes with one result: gives the place of that result in the new graph, or `nil` to keep the
/// node.
struct RewritingRule: Sendable {
  let rewrite: @Sendable (_ index: Int, _ rewriter: inout Rewriter) -> Value?
}
