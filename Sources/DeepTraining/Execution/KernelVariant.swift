import CKernels
import COneDNN

/// An instruction set for which the engine's kernels are compiled.
///
/// A program uses the widest that the processor supports. For development, the environment variable
/// `DEEPTRAINING_KERNELS` selects another one; oneDNN is then restricted to the same instructions, unless
/// `ONEDNN_MAX_CPU_ISA` is set too. If the name is unknown, or the processor lacks the variant, the program exits at
/// the start, with status 2 and a line that lists the possible names.
public enum KernelVariant: String, CaseIterable, Sendable, CustomStringConvertible {
  /// AVX-512: vectors of 512 bits.
  case x86_64_v4 = "x86-64-v4"
  /// AVX2 with FMA: vectors of 256 bits.
  case x86_64_v3 = "x86-64-v3"
  /// The baseline instructions of the architecture: SSE2 on x86-64, NEON on aarch64, vectors of 128 bits.
  case `default`

  /// The name in `DEEPTRAINING_KERNELS`.
  public var description: String { rawValue }

  /// The variant that this program's kernels use.
  public static var used: KernelVariant {
    KernelVariant(rawValue: String(cString: dt_variant_name(dt_variant_used())))!
  }

  /// Whether this processor supports the instructions.
  public var isPossible: Bool { dt_variant_is_possible(code) != 0 }

  /// Makes all kernels use this variant, and restricts oneDNN to it. For tests, in a process that has not computed
  /// anything yet.
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
