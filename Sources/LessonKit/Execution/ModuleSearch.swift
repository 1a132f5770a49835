import Foundation

/// Where the compiler finds what a lesson imports: the modules that the runner itself was built from.
public struct ModuleSearch: Sendable, Hashable {
  /// The arguments for `swiftc`.
  let arguments: [String]
  /// The folders of all that these name, and of what that refers to.
  let folders: [String]

  /// Looks beside the runner's executable and in the package that it was built in.
  public init(executable: String) throws(RunnerFailure) {
    let files = FileManager.default
    let folder = URL(filePath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
    let modules = folder.appending(path: "Modules").path
    guard files.fileExists(atPath: modules + "/LessonDisplay.swiftmodule") else {
      throw RunnerFailure(
        "the modules that lessons import were not found in '\(modules)': run 'lessons' from where it was built"
      )
    }
    var maps: [String] = []
    for build in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] where build.hasSuffix(".build") {
      maps.append(folder.path + "/\(build)/module.modulemap")
    }
    var folders = [folder.path]
    if let root = Self.package(above: folder) {
      folders += [root + "/Sources", root + "/.build"]
      for target in (try? files.contentsOfDirectory(atPath: root + "/Sources")) ?? [] {
        maps.append(root + "/Sources/\(target)/module.modulemap")
      }
    }
    let own = ["C", "_Subprocess", "_Swift"]
    maps = maps.filter { map in
      let target = URL(filePath: map).deletingLastPathComponent().lastPathComponent
      return own.contains { target.hasPrefix($0) } && files.fileExists(atPath: map)
    }
    self.folders = folders
    arguments = ["-I", modules] + maps.sorted().flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
  }

  private static func package(above folder: URL) -> String? {
    var folder = folder
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      if FileManager.default.fileExists(atPath: folder.path + "/Package.swift") { return folder.path }
    }
    return nil
  }
}
