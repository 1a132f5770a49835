/// A class of machines on which the same program gives the same bits: the instruction set that oneDNN uses, and the
/// versions of oneDNN and of the engine, written `avx2, oneDNN 2.6, engine 6`. On machines whose kernels cannot compute
/// a · b + c with one rounding, the engine leaves products to oneDNN; their class has the suffix `, without FMA`.
///
/// The variant of the kernels does not matter: all variants give the same bits.
public struct MachineClass: Hashable, Sendable, CustomStringConvertible {
  /// oneDNN's name of the instruction set.
  public let instructionSet: String
  /// Major and minor version, `2.6`.
  public let oneDNN: String
  /// ``Engine/version``.
  public let engine: Int
  /// Whether the engine itself computes most matrix products.
  public let hasFusedSums: Bool

  /// The form used in records and by `lessons --version`.
  public var description: String {
    "\(instructionSet), oneDNN \(oneDNN), engine \(engine)\(hasFusedSums ? "" : ", without FMA")"
  }

  init(instructionSet: String, oneDNN: String, engine: Int, hasFusedSums: Bool) {
    self.instructionSet = instructionSet
    self.oneDNN = oneDNN
    self.engine = engine
    self.hasFusedSums = hasFusedSums
  }

  /// Parses a `description`; `nil` for other text, and for an instruction set that this version does not know.
  public init?(_ description: String) {
    guard let parts = description.wholeMatch(of: #/(\w+), oneDNN (\d+\.\d+), engine (\d+)(, without FMA)?/#),
      Self.instructionSets.contains(String(parts.1)), let engine = Int(parts.3)
    else { return nil }
    self.init(
      instructionSet: String(parts.1), oneDNN: String(parts.2), engine: engine, hasFusedSums: parts.4 == nil)
  }

  /// All instruction sets named by oneDNN 2 and 3, on x86-64 and on aarch64.
  private static let instructionSets: Set = [
    "default", "all", "sse41", "avx", "avx2", "avx2_vnni", "avx2_vnni_2", "avx512_mic", "avx512_mic_4ops",
    "avx512_core", "avx512_core_vnni", "avx512_core_bf16", "avx512_core_bf16_ymm", "avx512_core_fp16",
    "avx512_core_amx", "avx512_core_amx_fp16", "avx10_1_512", "avx10_1_512_amx", "avx10_1_512_amx_fp16",
    "asimd", "sve_128", "sve_256", "sve_512",
  ]
}
