import COneDNN
import Foundation
import Synchronization
import Testing

@testable import DeepTraining

/// Whether executions fail, in this process.
private let executionsFail = Atomic(false)

private typealias Execution =
  @convention(c) (OpaquePointer?, OpaquePointer?, Int32, UnsafeRawPointer?) -> Int32

/// Stands before oneDNN's own function, since the program's symbols come before those of libraries.
@_cdecl("dnnl_primitive_execute")
func dnnl_primitive_execute(
  _ primitive: OpaquePointer?, _ stream: OpaquePointer?, _ count: Int32, _ operands: UnsafeRawPointer?
) -> Int32 {
  let outOfMemory: Int32 = 1
  if executionsFail.load(ordering: .relaxed) { return outOfMemory }
  // RTLD_NEXT
  let original = dlsym(UnsafeMutableRawPointer(bitPattern: -1), "dnnl_primitive_execute")
  return unsafeBitCast(original, to: Execution.self)(primitive, stream, count, operands)
}

@Suite("Failures of oneDNN")
struct OneDNNFailureTests {
  @Test("An execution that fails stops the program, and its message names the operation")
  func named() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let images = Tensor(normal: [2, 9, 9, 3], seed: 1), weight = Tensor(normal: [5, 5, 3, 4], seed: 2)
      _ = images.convolved(with: weight).floats
      executionsFail.store(true, ordering: .relaxed)
      _ = images.convolved(with: weight).floats
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("oneDNN cannot convolve [2, 9, 9, 3] with [5, 5, 3, 4]: out_of_memory"))
  }

  @Test(
    "A convolution's weights have the same derivative where OpenMP gives one thread for the two that it is divided among"
  )
  func oneThread() async {
    await #expect(processExitsWith: .success) {
      let geometry = ConvolutionGeometry(
        window: try! WindowGeometry(
          of: Size2D(5, 5), on: Size2D(9, 9), stride: Size2D(1, 1), padding: .valid), groups: 1)
      let operands = [Tensor(normal: [4, 9, 9, 3], seed: 1), Tensor(normal: [4, 5, 5, 4], seed: 2)]
      func derivative() -> [Float] {
        Tensor.apply(Convolution(geometry: geometry, result: .weight), operands)[0].floats
      }
      let two = derivative()
      let limit = dlsym(nil, "omp_set_max_active_levels")
      unsafeBitCast(limit, to: (@convention(c) (Int32) -> Void).self)(0)
      precondition(two == derivative(), "half of the derivative is missing")
    }
  }
}
