// Rules that put convolutions of the engine's own in the place of oneDNN's.

extension Rule {
  /// Convolutions with kernels of 3 × 3 are computed in tiles.
  static let convolveInTiles = Rule { index, rewriter in
    guard let (convolution, operands) = rewriter.old.anyConvolution(index),
      let tiled = WinogradConvolution(convolution, weight: rewriter.old.shape(of: operands[1]))
    else { return nil }
    let weight = rewriter.appendForAllRuns(WinogradWeights(), rewriter[operands[1]])
    return rewriter.append(
      tiled, [rewriter[operands[0]], weight] + operands.dropFirst(2).map { rewriter[$0] })
  }

  /// The largest of each 2 × 2 are found while these are in registers.
  static let poolInConvolution = Rule { index, rewriter in
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
    if let (convolution, operands) = old.anyConvolution(images[0].node),
      let pooled = PooledConvolution(convolution, weight: old.shape(of: operands[1]))
    {
      return rewriter.append(pooled, operands.map { rewriter[$0] })
    }
    return nil
  }

  /// Results are rectified while they are in registers.
  static let rectifyInConvolution = Rule { index, rewriter in
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

extension Graph {
  /// A node that is a convolution forwards, with its images, weights and perhaps bias.
  fileprivate func anyConvolution(_ index: Int) -> (convolution: Convolution, operands: [Value])? {
    if let (biased, operands) = operation(index, BiasedConvolution.self) {
      return (biased.convolution, operands)
    }
    guard let found = operation(index, Convolution.self), found.operation.result == .output else {
      return nil
    }
    return (found.operation, found.operands)
  }
}
