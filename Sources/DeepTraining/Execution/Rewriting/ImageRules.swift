// Rules for convolutions and pooling.

extension RewritingRule {
  /// Applies pooling before ReLU: the maximum of rectified numbers is the rectified maximum. Then ReLU has fewer
  /// numbers to process, and its derivative is applied before they are scattered. Only the sign of a zero may change.
  static let poolFirst = RewritingRule { index, rewriter in
    let old = rewriter.old
    if let (selection, images) = old.operation(index, WindowSelection.self), images[0] == images[1],
      let x = old.rectified(images[0])
    {
      let largest = rewriter.append(selection, [rewriter[x], rewriter[x]])
      return rewriter.append(Unary(.relu), [largest])
    }
    if let (gate, operands) = old.operation(index, Binary.self), gate.function == .gate,
      let x = old.rectified(operands[0]), rewriter.isRead(operands[1], onlyBy: index),
      let (scatter, scattered) = old.operation(operands[1].node, WindowScatter.self),
      scattered[0] == operands[0],
      let pooled = rewriter.readers[operands[0].node].first(where: {
        let selection = old.operation($0, WindowSelection.self)
        return selection?.operation.geometry == scatter.geometry
          && selection?.operands == [operands[0], operands[0]]
      })
    {
      let gated = rewriter.append(gate, [rewriter[Value(node: pooled, output: 0)], rewriter[scattered[1]]])
      return rewriter.append(scatter, [rewriter[x], gated])
    }
    return nil
  }

  /// Makes a convolution begin its sums with the bias.
  static let addBiasInConvolution = RewritingRule { index, rewriter in
    let old = rewriter.old
    guard let (sum, operands) = old.operation(index, Binary.self), sum.function == .add,
      let (convolution, factors) = old.operation(operands[0].node, Convolution.self),
      convolution.result == .output, rewriter.isRead(operands[0], onlyBy: index),
      old.shape(of: operands[1]).extents == [old.shape(of: operands[0])[3]]
    else { return nil }
    return rewriter.append(
      BiasedConvolution(convolution: convolution), (factors + [operands[1]]).map { rewriter[$0] })
  }
}

extension Graph {
  /// The operand of the ReLU whose result is a value.
  fileprivate func rectified(_ value: Value) -> Value? {
    guard let (unary, operands) = operation(value.node, Unary.self), unary.function == .relu else {
      return nil
    }
    return operands[0]
  }
}
