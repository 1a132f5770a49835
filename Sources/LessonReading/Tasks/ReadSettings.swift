import Foundation
import LessonCore
import LessonDocument

/// Reads the settings of a project.
package struct ReadSettings: ReaderTask {
  /// The file's path, as diagnostics name it.
  package let path: String
  package let bytes: Data

  package init(path: String, bytes: Data) {
    self.path = path
    self.bytes = bytes
  }

  /// The settings, and what is wrong with them.
  package struct Result: Codable, Hashable, Sendable {
    package var settings: ProjectSettings
    package var diagnostics: [Diagnostic]
  }

  package func perform() -> Result {
    let (settings, diagnostics) = SettingsReader.read([UInt8](bytes), path: path)
    return Result(settings: settings, diagnostics: diagnostics)
  }
}
