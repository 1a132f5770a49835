import COneDNN

/// What the engine computes with here.
public enum Engine {
  /// Is raised with every change after which the same training gives other bits.
  public static let version = 3

  /// Names all machines on which the same program gives the same bits: the instruction set that oneDNN uses, oneDNN's
  /// version and the engine's, as in `avx512_core_bf16, oneDNN 2.6, engine 2`.
  public static let machineClass: String = {
    let oneDNN = dt_onednn_version()
    let instructions = String(cString: dt_onednn_instruction_set())
    return "\(instructions), oneDNN \(oneDNN / 100).\(oneDNN % 100), engine \(version)"
  }()
}
