import CKernels

/// A dataset as plans are fed from it: examples in any order, targets as numbers.
struct Batches {
  private let data: Dataset
  private let targets: [Float]
  private let targetSize: Int

  init(_ data: Dataset) {
    self.data = data
    switch data.targets {
    case .classes(let labels, _): (targets, targetSize) = (labels.map(Float.init), 1)
    case .values(let values, let shape): (targets, targetSize) = (values, shape.reduce(1, *))
    }
  }

  /// Copies the examples that `indices` name, and their targets, into a plan.
  func feed(_ indices: ArraySlice<Int32>, to plan: Plan) {
    indices.withUnsafeBufferPointer { indices in
      data.withUnsafeInputs { gather($0, indices, rowSize: data.inputSize, into: plan.input("x")) }
      targets.withUnsafeBufferPointer {
        gather($0, indices, rowSize: targetSize, into: plan.input("targets"))
      }
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
