import LessonCore
import LessonExecution

/// The modules that a project's settings name, with what is needed to make them.
package struct ProjectModules: Sendable {
  /// No modules.
  package static let none = ProjectModules(ProjectSettings.Modules(), of: "", in: "") { _ in }

  let settings: ProjectSettings.Modules
  /// Where they stand in the settings.
  let places: SettingsPlaces
  /// The folder to which the paths of the settings are relative, as the user knows it; empty for the current folder.
  let project: String
  /// The folder in which packages are built, and kept.
  let folder: String
  let tell: @Sendable (PackageBuilder.Progress) -> Void

  /// - Parameters:
  ///   - places: Where they stand in the settings.
  ///   - project: The folder to which the paths of the settings are relative; empty for the current folder.
  ///   - folder: The folder in which packages are built, and kept.
  ///   - tell: Called while packages are built.
  package init(
    _ settings: ProjectSettings.Modules, at places: SettingsPlaces = SettingsPlaces(), of project: String,
    in folder: String,
    tell: @escaping @Sendable (PackageBuilder.Progress) -> Void
  ) {
    self.settings = settings
    self.places = places
    self.project = project
    self.folder = folder
    self.tell = tell
  }

  /// Whether there is nothing to make.
  var isEmpty: Bool { settings == ProjectSettings.Modules() }
}
