import LessonCore

/// What a file of the project is to the checks.
package enum EditedFile: Sendable, Hashable {
  case lesson(LessonFile)
  case document(DocumentFile)
  /// `lessons.yml`.
  case settings

  /// The path as diagnostics name it.
  package var path: String {
    switch self {
    case .lesson(let file): file.path
    case .document(let document): document.file.path
    case .settings: ProjectSettings.fileName
    }
  }
}
