import DeepTraining
import LessonConfinement

/// The version of the project, by the rules of semver.org.
let lessonsVersion = "0.9.0"

/// What `lessons --version` prints.
enum VersionReport {
  /// The version, and what numbers depend on.
  static let line = "swift-lessons \(lessonsVersion) (\(Engine.machineClass))"

  /// What `--verbose` adds: how this machine computes, and how lessons are confined on it.
  static var verbose: String {
    let confinement = AvailableConfinement.here().lines.map { "  \($0)" }
    return ([line] + details.map { "\($0.name): \($0.value)" } + ["Lessons' processes:"] + confinement)
      .joined(separator: "\n")
  }

  /// A line each.
  private static var details: [(name: String, value: String)] {
    [
      ("Machine class", "\(Engine.machineClass)"),
      ("Engine threads", "\(Engine.threadCount)"),
      ("Kernels", "\(KernelVariant.used), of \(possibleKernels)"),
      ("oneDNN", "\(Engine.machineClass.oneDNN), using \(Engine.machineClass.instructionSet)"),
    ]
  }

  private static var possibleKernels: String {
    KernelVariant.allCases.filter(\.isPossible).map(\.rawValue).joined(separator: ", ")
  }
}
