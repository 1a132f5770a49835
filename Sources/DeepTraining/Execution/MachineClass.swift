/// All machines on which the same program gives the same bits: the instruction set that oneDNN uses, oneDNN's version and
/// the engine's, written `avx2, oneDNN 2.6, engine 6`; and whether kernels round a · b + c once, since the engine leaves
/// products to oneDNN where they do not. Then `, without FMA` is added.
///
/// The variant of the kernels is no part of it: all variants give the same bits.
public struct MachineClass: Hashable, Sendable, CustomStringConvertible {
  /// As oneDNN calls it.
  public let instructionSet: String
  /// Generation and release, `2.6`.
  public let oneDNN: String
  /// ``Engine/version``.
  public let engine: Int
  /// Whether the engine computes most products of matrices by itself.
  public let hasFusedSums: Bool

  /// As records and `lessons --version` write it.
  public var description: String {
    "\(instructionSet), oneDNN \(oneDNN), engine \(engine)\(hasFusedSums ? "" : ", without FMA")"
  }

  init(instructionSet: String, oneDNN: String, engine: Int, hasFusedSums: Bool) {
    self.instructionSet = instructionSet
    self.oneDNN = oneDNN
    self.engine = engine
    self.hasFusedSums = hasFusedSums
  }

  /// Reads what `description` writes; `nil` for other text, and for an instruction set that this version does not know.
  public init?(_ description: String) {
    guard let parts = description.wholeMatch(of: #/(\w+), oneDNN (\d+\.\d+), engine (\d+)(, without FMA)?/#),
      Self.instructionSets.contains(String(parts.1)), let engine = Int(parts.3)
    else { return nil }
    self.init(
      instructionSet: String(parts.1), oneDNN: String(parts.2), engine: engine, hasFusedSums: parts.4 == nil)
  }

  /// All that oneDNN 2 and 3 name, on x86-64 and on aarch64.
  private static let instructionSets: Set = [
    "default", "all", "sse41", "avx", "avx2", "avx2_vnni", "avx2_vnni_2", "avx512_mic", "avx512_mic_4ops",
    "avx512_core", "avx512_core_vnni", "avx512_core_bf16", "avx512_core_bf16_ymm", "avx512_core_fp16",
    "avx512_core_amx", "avx512_core_amx_fp16", "avx10_1_512", "avx10_1_512_amx", "avx10_1_512_amx_fp16",
    "asimd", "sve_128", "sve_256", "sve_512",
  ]
}
