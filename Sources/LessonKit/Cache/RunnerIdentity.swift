import CCrashReporter
import Foundation

/// Tells this build of the runner, engine included, from others.
public enum RunnerIdentity {
  /// The build ID of the executable, or what tells its file from others where the linker gave none.
  public static let current: String = {
    let bytes = [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
      count = process_build_id(buffer.baseAddress, 64)
    }
    if !bytes.isEmpty { return bytes.hexadecimal }
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path)
    let date = attributes?[.modificationDate] as? Date ?? .distantPast
    return "\(attributes?[.size] as? Int ?? 0) \(date.timeIntervalSince1970)"
  }()
}
