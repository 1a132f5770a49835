import CKernels
import COneDNN

/// A list of kernels with their arguments, which it owns.
struct Instructions: ~Copyable {
  private struct Instruction {
    let kernel: dt_kernel
    let arguments: UnsafeMutableRawPointer
  }

  private var list: [Instruction] = []
  private var primitives: [OpaquePointer] = []

  var count: Int { list.count }

  /// An empty list, to which the calling thread appends.
  ///
  /// oneDNN divides a convolution's work by the threads that there are when the primitive is made, so their number is set then too:
  /// sums must not depend on how many cores a machine has.
  init() { dt_onednn_set_threads(dt_thread_count()) }

  /// Appends a kernel; `arguments` is a C structure without references.
  mutating func append<Arguments: BitwiseCopyable>(_ kernel: @escaping dt_kernel, _ arguments: Arguments) {
    let memory = UnsafeMutablePointer<Arguments>.allocate(capacity: 1)
    memory.initialize(to: arguments)
    list.append(Instruction(kernel: kernel, arguments: UnsafeMutableRawPointer(memory)))
  }

  /// Appends a oneDNN primitive and takes charge of it.
  mutating func append(primitive: OpaquePointer) {
    primitives.append(primitive)
    append(
      { arguments, context in dt_onednn_run(arguments, context) }, dt_onednn_arguments(primitive: primitive))
  }

  /// Runs the kernels in order. Allocates nothing.
  @inline(__always)
  func run(_ run: Run, ended: (Int) -> Void = { _ in }) {
    dt_onednn_set_threads(dt_thread_count())
    var context = dt_context(seed: run.seed, step: run.step)
    list.withUnsafeBufferPointer { list in
      for (index, instruction) in list.enumerated() {
        instruction.kernel(instruction.arguments, &context)
        ended(index)
      }
    }
  }

  deinit {
    for instruction in list { instruction.arguments.deallocate() }
    for primitive in primitives { dt_primitive_destroy(primitive) }
  }
}
