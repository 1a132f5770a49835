import CKernels
import COneDNN

/// A list of kernels with their arguments, which the list owns.
struct Instructions: ~Copyable {
  private struct Instruction {
    let kernel: dt_kernel
    let arguments: UnsafeMutableRawPointer
  }

  private var list: [Instruction] = []
  /// The oneDNN primitives, each with its task for error messages.
  private var primitives: [(primitive: OpaquePointer, task: String)] = []

  var count: Int { list.count }

  /// An empty list, to which only the calling thread may append.
  ///
  /// oneDNN divides a convolution's work by the number of threads when the primitive is made, so that number is set
  /// here too: sums must not depend on the number of cores.
  init() { dt_onednn_set_threads(dt_thread_count()) }

  /// Appends a kernel; `arguments` is a C structure without references.
  mutating func append<Arguments: BitwiseCopyable>(_ kernel: @escaping dt_kernel, _ arguments: Arguments) {
    let memory = UnsafeMutablePointer<Arguments>.allocate(capacity: 1)
    memory.initialize(to: arguments)
    list.append(Instruction(kernel: kernel, arguments: UnsafeMutableRawPointer(memory)))
  }

  /// Appends a oneDNN primitive and owns it.
  ///
  /// - Parameters:
  ///   - task: The task in error messages, as in "multiply [2, 3] by [3, 4]".
  ///   - make: Makes the primitive, or sets a status if it fails.
  mutating func appendPrimitive(_ task: String, make: (_ status: inout Int32) -> OpaquePointer?) {
    var status: Int32 = 0
    guard let primitive = make(&status) else { Self.stop(task, status) }
    primitives.append((primitive, task))
    append(
      { arguments, context in dt_onednn_run(arguments, context) }, dt_onednn_arguments(primitive: primitive))
  }

  /// Runs the kernels in order. It does not allocate.
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
    for (primitive, task) in primitives where dt_primitive_status(primitive) != 0 {
      Self.stop(task, dt_primitive_status(primitive))
    }
  }

  /// Stops the program, so that no result is read that has not been computed.
  private static func stop(_ task: String, _ status: Int32) -> Never {
    preconditionFailure("oneDNN cannot \(task): \(String(cString: dt_onednn_status_name(status)))")
  }

  deinit {
    for instruction in list { instruction.arguments.deallocate() }
    for (primitive, _) in primitives { dt_primitive_destroy(primitive) }
  }
}
