import CKernels
import COneDNN

/// An instruction set that the engine's own kernels are compiled for.
///
/// A program uses the widest that the processor has. For development the environment variable `DEEPTRAINING_KERNELS` names
/// another one, and oneDNN is then kept to the same instructions, unless `ONEDNN_MAX_CPU_ISA` is set too. With a name that
/// is none of these, or a variant that the processor lacks, the program ends as it starts, with status 2 and a line that
/// says which are possible.
public enum KernelVariant: String, CaseIterable, Sendable, CustomStringConvertible {
  /// AVX-512: vectors of 512 bits.
  case x86_64_v4 = "x86-64-v4"
  /// AVX2 with FMA: vectors of 256 bits.
  case x86_64_v3 = "x86-64-v3"
  /// The instructions of every processor of the architecture: SSE2 on x86-64, NEON on aarch64, vectors of 128 bits.
  case `default`

  /// As `DEEPTRAINING_KERNELS` names it.
  public var description: String { rawValue }

  /// The one that this program's kernels use.
  public static var used: KernelVariant {
    KernelVariant(rawValue: String(cString: dt_variant_name(dt_variant_used())))!
  }

  /// Whether this processor has its instructions.
  public var isPossible: Bool { dt_variant_is_possible(code) != 0 }

  /// Has all kernels use this variant, and keeps oneDNN to it. For tests, in a process that has computed nothing yet.
  func use() {
    precondition(dt_use_variant(code) != 0, "this processor has no kernels for \(self)")
    precondition(dt_onednn_keep_to(Int32(code.rawValue), 1) != 0, "oneDNN cannot be kept to \(self)")
  }

  private var code: dt_variant {
    switch self {
    case .x86_64_v4: dt_variant_x86_64_v4
    case .x86_64_v3: dt_variant_x86_64_v3
    case .default: dt_variant_default
    }
  }
}
