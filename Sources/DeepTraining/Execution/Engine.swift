import CKernels
import COneDNN
import Foundation

/// Properties of the engine on this machine.
///
/// Numbers follow IEEE 754 single precision including subnormal numbers (below 2⁻¹²⁶ ≈ 1.2e-38): nothing is flushed to
/// zero. The engine leaves the processor's settings as they are. They belong to a thread, which inherits them from the
/// thread that started it: in a program that sets flush-to-zero, a part of the work uses it, and the bits differ.
public enum Engine {
  /// The version of the engine's results: it increases with every change that affects the bits of a training or a
  /// prediction.
  public static let version = 10

  /// The class of this machine: all machines of a class give the same bits for the same program.
  public static let machineClass: MachineClass = {
    let oneDNN = dt_onednn_version()
    return MachineClass(
      instructionSet: String(cString: dt_onednn_instruction_set()),
      oneDNN: "\(oneDNN / 100).\(oneDNN % 100)", engine: version, hasFusedSums: hasFusedSums)
  }()

  /// Whether the kernels in use compute a · b + c with one rounding, in one instruction. Without it, oneDNN computes
  /// products and convolutions: the engine's kernels give the same bits, but need a function call for each product.
  static var hasFusedSums: Bool { dt_has_fused_sums() != 0 }

  /// Restricts oneDNN to AVX2 in this process and its children, so that all x86-64 machines with AVX2 give the same
  /// bits: wider vectors group sums differently.
  ///
  /// Call it before the first computation. An existing `ONEDNN_MAX_CPU_ISA` in the environment takes precedence.
  package static func computeAlikeOnAllMachines() {
    precondition(
      setenv("ONEDNN_MAX_CPU_ISA", "AVX2", 0) == 0,
      "oneDNN cannot be kept to AVX2: \(String(cString: strerror(errno)))")
  }

  /// The number of threads that compute: two on every machine, since the bits of results depend on it. Only the
  /// benchmark sets it to one, before any computation, for comparison with single-threaded engines.
  package static var threadCount: Int {
    get { Int(dt_thread_count()) }
    set { dt_set_thread_count(Int32(newValue)) }
  }
}
