// Rules for products of matrices.

extension Rule {
  /// So few products of numbers are added up before a second thread would be awake. Waiting for one at the end takes
  /// milliseconds where other processes keep the processors busy.
  private static let fewProducts = 1 << 16

  /// Small products are computed by one thread.
  static let multiplyAlone = Rule { index, rewriter in
    let old = rewriter.old
    guard let (product, matrices) = old.operation(index, MatrixProduct.self) else { return nil }
    let inner = old.shape(of: matrices[0])[product.transposesA ? 0 : 1]
    guard old.nodes[index].shapes[0].count * inner < fewProducts else { return nil }
    var alone = product
    alone.runsAlone = true
    return rewriter.append(alone, matrices.map { rewriter[$0] })
  }
}
