/// Memory that persists between runs: parameters, running statistics, an optimizer's state. Plans read and write it in
/// place.
final class Variables {
  let shapes: [Shape]
  private let storages: [UnsafeMutableBufferPointer<Float>]

  /// Variables filled with zeros.
  init(_ shapes: [Shape]) {
    self.shapes = shapes
    storages = shapes.map { .allocate(aligned: $0.count) }
  }

  deinit {
    for storage in storages { UnsafeMutableRawPointer(storage.baseAddress!).deallocate() }
  }

  /// The elements of one variable. Only the owner of the variables may write them, between runs.
  subscript(index: Int) -> UnsafeMutableBufferPointer<Float> { storages[index] }

  /// A copy of one variable.
  func tensor(_ index: Int) -> Tensor { Tensor(shape: shapes[index], floats: storages[index]) }

  func set(_ index: Int, to floats: [Float]) {
    precondition(floats.count == storages[index].count)
    _ = storages[index].update(fromContentsOf: floats)
  }
}
