import COneDNN
import DeepTraining
import Foundation

/// What the machine can do at most, measured as the engine would have to do it.
enum Limits {
  /// Billions of operations a second in the product of two matrices of 2048 × 2048, the best of several.
  static func gigaflops() -> Double {
    let size = 2048
    let matrices = (0..<3).map { _ in
      let matrix = UnsafeMutablePointer<Float>.allocate(capacity: size * size)
      matrix.initialize(repeating: 0.5, count: size * size)
      return matrix
    }
    defer { for matrix in matrices { matrix.deallocate() } }
    dt_onednn_set_threads(Int32(Engine.threadCount))
    var status: Int32 = 0
    let extent = Int64(size)
    let product = dt_matrix_product(
      extent, extent, extent, 0, 0, matrices[0], matrices[1], matrices[2], &status)
    precondition(product != nil, "oneDNN cannot multiply matrices: status \(status)")
    defer { dt_primitive_destroy(product) }
    var arguments = dt_onednn_arguments(primitive: product)
    let products = best(of: 8) { dt_onednn_run(&arguments, nil) }
    status = dt_primitive_status(product)
    precondition(status == 0, "oneDNN cannot multiply matrices: status \(status)")
    return products * 2 * pow(Double(size), 3) / 1e9
  }

  /// Billions of bytes a second that a copy of 128 MB reads and writes, the best of several.
  static func gigabytes() -> Double {
    let threads = Engine.threadCount, part = 128 << 20 / threads
    let source = UnsafeMutableRawPointer.allocate(byteCount: part * threads, alignment: 4096)
    let target = UnsafeMutableRawPointer.allocate(byteCount: part * threads, alignment: 4096)
    defer {
      source.deallocate()
      target.deallocate()
    }
    memset(source, 1, part * threads)
    let addresses = (source: UInt(bitPattern: source), target: UInt(bitPattern: target))
    let copies = best(of: 8) {
      DispatchQueue.concurrentPerform(iterations: threads) { index in
        let offset = UInt(index * part)
        memcpy(
          UnsafeMutableRawPointer(bitPattern: addresses.target + offset)!,
          UnsafeRawPointer(bitPattern: addresses.source + offset)!, part)
      }
    }
    return copies * 2 * Double(part * threads) / 1e9
  }

  /// How often a second `work` can be done, judged by the fastest of some times after one to warm up.
  private static func best(of count: Int, _ work: () -> Void) -> Double {
    work()
    let clock = ContinuousClock()
    return 1 / (0..<count).map { _ in clock.measure(work).seconds }.min()!
  }
}

extension Duration {
  /// The duration as a number of seconds.
  var seconds: Double { self / .seconds(1) }
}
