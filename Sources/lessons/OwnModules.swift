import LessonBuilding
import LessonCore
import LessonExecution
import LessonStorage

extension ProjectModules {
  /// The modules that a project's settings name.
  ///
  /// - Parameters:
  ///   - project: The folder of the settings; empty for the current folder.
  ///   - console: Shows how far the build of packages is.
  init(_ settings: ProjectSettings.Modules, of project: String = "", tellingTo console: Console) {
    self.init(settings, of: project, in: Project.cacheFolder + "/packages") { console.show($0) }
  }
}

extension [Diagnostic] {
  /// The lines of the Swift files that diagnostics name, for excerpts.
  var linesOfSwiftFiles: [String: [String]] {
    var lines: [String: [String]] = [:]
    for path in self.map(\.path) where path.hasSuffix(".swift") {
      guard let bytes = BoundedFile.read(path, atMost: 8 << 20, followingLinks: false) else { continue }
      lines[path] = SourceText(String(decoding: bytes, as: UTF8.self)).lines.map(\.self)
    }
    return lines
  }
}
