// Rules for batch normalisation.

extension RewritingRule {
  /// Does not store normalised images that are only pooled, 2 × 2, nor the derivatives with respect to them. No bits
  /// change.
  static let poolInNormalization = RewritingRule { index, rewriter in
    let old = rewriter.old
    if let (normalization, operands) = old.operation(index, BatchNormalization.self),
      let images = rewriter.pooledImages(of: index)
    {
      let pooled = rewriter.append(
        PooledBatchNormalization(normalization: normalization, images: images), operands.map { rewriter[$0] })
      for output in 1...3 {
        rewriter.places[Value(node: index, output: output)] = Value(node: pooled.node, output: output)
      }
      // The images have no reader anymore.
      return rewriter[operands[0]]
    }
    if let (_, images) = old.operation(index, WindowSelection.self),
      let source = old.normalization(of: images[0]), rewriter.pooledImages(of: source) != nil
    {
      return Value(node: rewriter[Value(node: source, output: 1)].node, output: 0)
    }
    if let (gradient, operands) = old.operation(index, BatchNormalizationGradient.self),
      case let source = operands[2].node, let images = rewriter.pooledImages(of: source),
      let (_, normalized) = old.operation(source, BatchNormalization.self),
      let (_, scattered) = old.operation(old.unshaped(operands[4]).node, WindowScatter.self)
    {
      let places = (operands.prefix(4) + [scattered[1], normalized[2]]).map { rewriter[$0] }
      let pooled = rewriter.append(
        PooledBatchNormalizationGradient(normalization: gradient, images: images), places)
      for output in 1...3 {
        rewriter.places[Value(node: index, output: output)] = Value(node: pooled.node, output: output)
      }
      return pooled
    }
    return nil
  }

  /// Computes the derivative of a bias before the normalisation, the sum of the derivatives with respect to x, along
  /// with these.
  static let addUpInNormalization = RewritingRule { index, rewriter in
    let old = rewriter.old
    guard let (sum, operands) = old.operation(index, Sum.self),
      case let gradient = old.unshaped(operands[0]), gradient.output == 0,
      case .operation(let operation, _) = old.nodes[gradient.node].kind,
      operation is BatchNormalizationGradient || operation is PooledBatchNormalizationGradient,
      sum.target == old.nodes[gradient.node].shapes[3],
      sum.target.extents == old.shape(of: operands[0]).extents.suffix(1)
    else { return nil }
    return Value(node: rewriter[gradient].node, output: 3)
  }
}

extension Rewriter {
  /// The images of a batch normalisation, if only pooling and its derivative read the normalised images.
  fileprivate func pooledImages(of index: Int) -> PooledImages? {
    guard let (_, operands) = old.operation(index, BatchNormalization.self) else { return nil }
    let normalized = Value(node: index, output: 0)
    let shaping = readers[index].filter { old.nodes[$0].inputs.contains(normalized) }
    guard shaping.count == 1, !isKept(normalized), old.operation(shaping[0], Reshaping.self) != nil,
      case let images = Value(node: shaping[0], output: 0), !isKept(images)
    else { return nil }
    func belongs(_ reader: Int) -> Bool {
      if let (selection, operands) = old.operation(reader, WindowSelection.self) {
        return operands == [images, images]
          && PooledImages(old.shape(of: images), selection.geometry) != nil
      }
      guard let (scatter, scattered) = old.operation(reader, WindowScatter.self), scattered[0] == images,
        PooledImages(old.shape(of: images), scatter.geometry) != nil, readers[reader].count == 1,
        let shaping = readers[reader].first, isRead(Value(node: reader, output: 0), onlyBy: shaping),
        old.operation(shaping, Reshaping.self) != nil, readers[shaping].count == 1,
        let gradient = readers[shaping].first, isRead(Value(node: shaping, output: 0), onlyBy: gradient),
        let (_, taken) = old.operation(gradient, BatchNormalizationGradient.self)
      else { return false }
      let (mean, inverse) = (Value(node: index, output: 1), Value(node: index, output: 3))
      return taken == [operands[0], operands[1], mean, inverse, Value(node: shaping, output: 0)]
    }
    guard readers[shaping[0]].allSatisfy(belongs),
      let selection = readers[shaping[0]].lazy.compactMap({ old.operation($0, WindowSelection.self) }).first
    else { return nil }
    return PooledImages(old.shape(of: images), selection.operation.geometry)
  }
}

extension Graph {
  /// The same elements before reshaping.
  fileprivate func unshaped(_ value: Value) -> Value {
    guard let (_, operands) = operation(value.node, Reshaping.self) else { return value }
    return unshaped(operands[0])
  }

  /// The batch normalisation whose result these images are.
  fileprivate func normalization(of images: Value) -> Int? {
    guard let (_, operands) = operation(images.node, Reshaping.self), operands[0].output == 0,
      operation(operands[0].node, BatchNormalization.self) != nil
    else { return nil }
    return operands[0].node
  }
}
