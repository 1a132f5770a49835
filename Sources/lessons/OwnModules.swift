import LessonBuilding
import LessonCore
import LessonExecution

/// Where packages of the project are built that lessons import.
let packagesFolder = ".build/lessons-packages"

extension ProjectModules {
  /// The modules that a project's settings name.
  ///
  /// - Parameters:
  ///   - project: The folder of the settings; empty for the current folder.
  ///   - console: Shows how far the build of packages is.
  init(_ settings: ProjectSettings.Modules, of project: String = "", tellingTo console: Console) {
    self.init(settings, of: project, in: packagesFolder) { console.show($0) }
  }
}
