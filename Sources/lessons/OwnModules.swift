import LessonBuilding
import LessonCore
import LessonExecution
import LessonStorage

extension ProjectModules {
  /// The modules that a project's settings name.
  ///
  /// - Parameter console: Shows how far the build of packages is.
  init(_ settings: ProjectSettings, tellingTo console: Console) {
    self.init(settings.swift, at: settings.places, of: "", in: Project.cacheFolder + "/packages") {
      console.show($0)
    }
  }
}

extension [Diagnostic] {
  /// The lines of the Swift files and settings that diagnostics name, for excerpts.
  var linesOfProjectFiles: [String: [String]] {
    var lines: [String: [String]] = [:]
    for path in self.map(\.path) where path.hasSuffix(".swift") || path == ProjectSettings.fileName {
      guard let bytes = BoundedFile.read(path, atMost: 8 << 20, followingLinks: false) else { continue }
      lines[path] = SourceText(String(decoding: bytes, as: UTF8.self)).lines.map(\.self)
    }
    return lines
  }
}
