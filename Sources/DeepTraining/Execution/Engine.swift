import CKernels
import COneDNN
import Foundation

/// What the engine computes with here.
///
/// Numbers are IEEE 754's in single precision, subnormal ones (below 2⁻¹²⁶ ≈ 1.2e-38) included: nothing is flushed to
/// zero. The engine leaves the processor's settings as they are. They belong to a thread, which begins with those of the
/// thread that started it: a program that sets flush-to-zero has it for a part of the work, and gets other bits.
public enum Engine {
  /// Is raised with every change after which the same training, or the same prediction, gives other bits.
  public static let version = 10

  /// Names all machines on which the same program gives the same bits: the instruction set that oneDNN uses, oneDNN's
  /// version and the engine's, as in `avx2, oneDNN 2.6, engine 6`.
  public static let machineClass: String = {
    let oneDNN = dt_onednn_version()
    let instructions = String(cString: dt_onednn_instruction_set())
    return "\(instructions), oneDNN \(oneDNN / 100).\(oneDNN % 100), \(versionName)"
  }()

  /// Keeps oneDNN to AVX2 in this process and in those that it starts, so that all x86-64 machines which have it give the
  /// same bits: wider vectors divide sums otherwise.
  ///
  /// To be called before anything is computed. `ONEDNN_MAX_CPU_ISA`, if the environment has it already, decides.
  package static func computeAlikeOnAllMachines() { setenv("ONEDNN_MAX_CPU_ISA", "AVX2", 0) }

  private static let versionName = "engine \(version)"

  /// Whether a machine class, on whichever machine, is of this version of the engine.
  public static func isVersion(of machineClass: String) -> Bool { machineClass.hasSuffix(", \(versionName)") }

  /// With how many threads the engine computes: two, whatever the machine has, since the bits of results depend on it.
  /// The benchmark sets one, before anything else is done, to be compared with others that have one.
  package static var threadCount: Int {
    get { Int(dt_thread_count()) }
    set { dt_set_thread_count(Int32(newValue)) }
  }
}
