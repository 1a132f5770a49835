/// A matrix in row-major order whose rows or columns, whichever are fewer, are orthogonal and of length 1, distributed
/// uniformly over such matrices.
///
/// It is the Q of the QR decomposition of a matrix of normal numbers. The Gram–Schmidt method makes R's diagonal
/// positive, without which Q would not be distributed uniformly (F. Mezzadri: How to generate random matrices from the
/// classical compact groups, 2007). It is applied twice, since rounding errors leave the first result not quite
/// orthogonal.
func orthogonalMatrix(rows: Int, columns: Int, stream: inout RandomStream) -> [Double] {
  let count = min(rows, columns), length = max(rows, columns)
  var vectors = (0..<count * length).map { _ in stream.normal() }
  vectors.withUnsafeMutableBufferPointer { vectors in
    for _ in 0..<2 { orthonormalise(vectors, count: count, length: length) }
  }
  guard rows > columns else { return vectors }
  return (0..<rows * columns).map { vectors[$0 % columns * length + $0 / columns] }
}

/// The modified Gram–Schmidt method: subtracts from all later vectors their components along a finished one.
private func orthonormalise(_ vectors: UnsafeMutableBufferPointer<Double>, count: Int, length: Int) {
  for finished in 0..<count {
    let u = UnsafeMutableBufferPointer(rebasing: vectors[finished * length..<(finished + 1) * length])
    let scale = 1 / dot(u, u).squareRoot()
    for i in u.indices { u[i] *= scale }
    for later in finished + 1..<max(count, finished + 1) {
      let v = UnsafeMutableBufferPointer(rebasing: vectors[later * length..<(later + 1) * length])
      let share = dot(u, v)
      for i in u.indices { v[i] -= share * u[i] }
    }
  }
}

private func dot(_ u: UnsafeMutableBufferPointer<Double>, _ v: UnsafeMutableBufferPointer<Double>) -> Double {
  var sum = 0.0
  for i in u.indices { sum += u[i] * v[i] }
  return sum
}
