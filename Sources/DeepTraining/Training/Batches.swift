import CKernels

/// A dataset in the form that plans read: examples in any order, targets as numbers.
struct Batches {
  private let data: Dataset
  /// The targets, concatenated; classes as their numbers.
  let targets: [Float]
  private let targetSize: Int
  /// The augmentation of images, their size, and the seed of its random numbers.
  private let augmentation: (Augmentation, size: ImageSize, seed: Int)?

  /// - Throws: `AugmentationError` if the examples are not images, or cannot be augmented in this way.
  init(_ data: Dataset, augmentation: Augmentation, seed: Int) throws {
    self.init(data, augmentation: (augmentation, try augmentation.check(inputShape: data.inputShape), seed))
  }

  init(_ data: Dataset) { self.init(data, augmentation: nil) }

  private init(_ data: Dataset, augmentation: (Augmentation, ImageSize, Int)?) {
    self.data = data
    self.augmentation = augmentation
    switch data.targets {
    case .classes(let labels, _): (targets, targetSize) = (labels.map(Float.init), 1)
    case .values(let values, let shape): (targets, targetSize) = (values, shape.reduce(1, *))
    }
  }

  /// Copies the examples with these indices, and their targets, into a plan; augments images as in the given epoch.
  func feed(_ indices: ArraySlice<Int32>, to plan: Plan, epoch: Int = 0) {
    indices.withUnsafeBufferPointer { indices in
      data.withUnsafeInputs { gather($0, indices, rowSize: data.inputSize, into: plan.input("x")) }
      targets.withUnsafeBufferPointer {
        gather($0, indices, rowSize: targetSize, into: plan.input("targets"))
      }
    }
    if let (augmentation, size, seed) = augmentation {
      augmentation.apply(to: plan.input("x"), size: size, examples: indices, seed: seed, epoch: epoch)
    }
  }

  private func gather(
    _ source: UnsafeBufferPointer<Float>, _ indices: UnsafeBufferPointer<Int32>, rowSize: Int,
    into destination: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(destination.count == indices.count * rowSize)
    dt_gather_rows(source.baseAddress, indices.baseAddress, indices.count, rowSize, destination.baseAddress)
  }
}
