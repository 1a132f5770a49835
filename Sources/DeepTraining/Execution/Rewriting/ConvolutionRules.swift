// Rules that replace convolutions of oneDNN by the engine's own.

extension RewritingRule {
  /// Computes 3 × 3 convolutions and their derivatives in tiles.
  static let convolveInTiles = RewritingRule { index, rewriter in
    let old = rewriter.old
    guard Engine.hasFusedSums, let (convolution, operands) = old.anyConvolution(index),
      convolution.isLessWorkInTiles
    else { return nil }
    let places = operands.map { rewriter[$0] }
    switch convolution.result {
    case .output:
      guard let tiled = WinogradConvolution(convolution, weight: old.shape(of: operands[1])) else {
        return nil
      }
      let weight = rewriter.appendForAllRuns(WinogradWeights(), places[1])
      return rewriter.append(tiled, [places[0], weight] + places.dropFirst(2))
    case .input:
      guard let tiled = WinogradConvolution(convolution, weight: old.shape(of: operands[0])) else {
        return nil
      }
      let weight = rewriter.appendForAllRuns(WinogradWeights(areTurned: true), places[0])
      return rewriter.append(tiled, [places[1], weight])
    case .weight:
      let weight = old.shape(of: Value(node: index, output: 0))
      guard let tiled = WinogradWeightGradient(convolution, weight: weight) else { return nil }
      return rewriter.append(tiled, places)
    }
  }

  /// Pools results, 2 × 2, while they are in registers.
  static let poolInConvolution = RewritingRule { index, rewriter in
    let old = rewriter.old
    guard let (selection, images) = old.operation(index, WindowSelection.self), images[0] == images[1],
      selection.geometry == ConvolutionEnding.pooling(of: selection.geometry.image),
      rewriter.isRead(images[0], onlyBy: index)
    else { return nil }
    if let (tiled, operands) = old.operation(images[0].node, WinogradConvolution.self),
      tiled.ending == .init()
    {
      var pooled = tiled
      pooled.ending.pools = true
      return rewriter.append(pooled, operands.map { rewriter[$0] })
    }
    if Engine.hasFusedSums, let (convolution, operands) = old.anyConvolution(images[0].node),
      convolution.result == .output,
      let pooled = PooledConvolution(convolution, weight: old.shape(of: operands[1]))
    {
      return rewriter.append(pooled, operands.map { rewriter[$0] })
    }
    return nil
  }

  /// Applies ReLU to results while they are in registers.
  static let rectifyInConvolution = RewritingRule { index, rewriter in
    let old = rewriter.old
    guard let (unary, sums) = old.operation(index, Unary.self), unary.function == .relu,
      rewriter.isRead(sums[0], onlyBy: index),
      case .operation(let operation, let operands) = old.nodes[sums[0].node].kind,
      var convolution = operation as? any EndedConvolution
    else { return nil }
    convolution.ending.rectifies = true
    return rewriter.append(convolution, operands.map { rewriter[$0] })
  }
}

extension Convolution {
  /// Whether tiles need fewer products; tiles at the bottom and the right may be half empty.
  fileprivate var isLessWorkInTiles: Bool {
    let places = result == .input ? geometry.window.image : geometry.window.output
    let tiles = places.combined(Size2D(2, 2)) { ($0 + $1 - 1) / $1 }
    return 16 * tiles.count < 9 * places.count
  }
}

extension Graph {
  /// A node that is a convolution or a derivative of one, with its operands and an optional bias.
  fileprivate func anyConvolution(_ index: Int) -> (convolution: Convolution, operands: [Value])? {
    if let (biased, operands) = operation(index, BiasedConvolution.self) {
      return (biased.convolution, operands)
    }
    guard let (convolution, operands) = operation(index, Convolution.self) else { return nil }
    return (convolution, operands)
  }
}
