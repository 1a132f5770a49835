extension Dataset {
  /// The same examples in random order.
  ///
  /// - Parameter seed: the same seed gives the same order, `DefaultSeed.value` by default.
  public func shuffled(seed: Int = DefaultSeed.value) -> Dataset {
    var stream = RandomStream(seed: seed)
    return selecting(stream.shuffledIndices(count))
  }

  /// The examples in random order, divided into a training part and a held-out part.
  ///
  /// - Parameters:
  ///   - fraction: the part held out, between 0 and 1; the number of examples is rounded to the nearest.
  ///   - seed: the same seed gives the same parts, `DefaultSeed.value` by default.
  /// - Returns: the training part and the held-out part; no example is in both.
  /// - Throws: `DatasetError.emptyPart` if one of the parts would have no example.
  public func split(
    holdingOut fraction: Double, seed: Int = DefaultSeed.value
  ) throws -> (train: Dataset, held: Dataset) {
    let share = Double(count) * fraction
    guard share.isFinite, share.rounded() >= 1, share.rounded() <= Double(count - 1) else {
      throw DatasetError.emptyPart(fraction: fraction, count: count)
    }
    let all = shuffled(seed: seed)
    let trained = count - Int(share.rounded())
    return (all[0..<trained], all[trained..<count])
  }
}
