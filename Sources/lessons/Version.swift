import DeepTraining
import LessonKit

/// The version of the project, by the rules of semver.org.
let lessonsVersion = "2.0.0"

/// What `lessons --version` says.
///
/// It names what numbers depend on.
let versionLine = "swift-lessons \(lessonsVersion) (\(Engine.machineClass))"

/// What `lessons --version --verbose` says.
func verboseVersion() -> String {
  let confinement = AvailableConfinement.here().lines.map { "  \($0)" }
  return ([versionLine, "Lessons' processes:"] + confinement).joined(separator: "\n")
}
