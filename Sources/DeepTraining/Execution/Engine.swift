import CKernels
import COneDNN
import Foundation

/// The engine's properties on this machine.
///
/// Numbers are IEEE 754's in single precision, subnormal ones (below 2⁻¹²⁶ ≈ 1.2e-38) included: nothing is flushed to
/// zero. The engine leaves the processor's settings as they are. They belong to a thread, which begins with those of the
/// thread that started it: a program that sets flush-to-zero has it for a part of the work, and gets other bits.
public enum Engine {
  /// The version of the engine's results: raised with every change that changes the bits of a training or a
  /// prediction.
  public static let version = 10

  /// The class of machines that this one belongs to: on all of them the same program gives the same bits.
  public static let machineClass: MachineClass = {
    let oneDNN = dt_onednn_version()
    return MachineClass(
      instructionSet: String(cString: dt_onednn_instruction_set()),
      oneDNN: "\(oneDNN / 100).\(oneDNN % 100)", engine: version, hasFusedSums: hasFusedSums)
  }()

  /// Whether the kernels in use round a · b + c once in one instruction. Without it, products and convolutions are left to
  /// oneDNN: the engine's kernels give the same bits, but call a function for each product.
  static var hasFusedSums: Bool { dt_has_fused_sums() != 0 }

  /// Keeps oneDNN to AVX2 in this process and in those that it starts, so that all x86-64 machines which have it give the
  /// same bits: wider vectors divide sums otherwise.
  ///
  /// Call it before the first computation. An existing `ONEDNN_MAX_CPU_ISA` in the environment takes precedence.
  package static func computeAlikeOnAllMachines() {
    precondition(
      setenv("ONEDNN_MAX_CPU_ISA", "AVX2", 0) == 0,
      "oneDNN cannot be kept to AVX2: \(String(cString: strerror(errno)))")
  }

  /// The number of threads that compute: two on every machine, since the bits of results depend on it. The benchmark
  /// sets one, before anything else is done, to be compared with others that have one.
  package static var threadCount: Int {
    get { Int(dt_thread_count()) }
    set { dt_set_thread_count(Int32(newValue)) }
  }
}
