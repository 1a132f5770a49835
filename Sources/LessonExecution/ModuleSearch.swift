import Foundation
import LessonStorage

/// Where the compiler finds the modules that a lesson imports: those from which the runner itself was built.
package struct ModuleSearch: Sendable, Hashable {
  /// The arguments for `swiftc`.
  package let arguments: [String]
  /// The folders of all files that the arguments name, and of the files to which these refer.
  package let folders: [String]
  /// The folder of the runner's executable.
  let folder: String
  /// The version of the compiler that made installed modules; `nil` in a package, which is rebuilt after changes.
  let compilerVersion: String?
  /// Changes when a file of the C modules is replaced. The compiler then reads the modules again, even if the contents are
  /// the same.
  let headers: String
  /// Whether the runner was installed, with all needed files beside it, outside of a package.
  var isInstalled: Bool { compilerVersion != nil }

  /// Searches beside the runner's executable; for maps of C modules, also in the package in which it was built.
  package init(executable: String) throws(RunnerFailure) {
    let folder = URL(filePath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
    let modules = folder.appending(path: "Modules").path
    guard FileManager.default.fileExists(atPath: modules + "/LessonDisplay.swiftmodule") else {
      throw RunnerFailure(
        "the modules that lessons import were not found in '\(modules)': build the package again, or install 'lessons' with all its files"
      )
    }
    self.folder = folder.path
    compilerVersion = try? String(contentsOfFile: folder.path + "/compiler-version", encoding: .utf8)
    guard compilerVersion == nil, let sources = Self.sources(around: folder) else {
      // Installed, or built outside of the package, which the maps there name.
      folders = [folder.path]
      let maps = Self.maps(in: folder, ["module.modulemap"])
      arguments = ["-I", modules] + Self.arguments(for: maps)
      headers = Self.stamp(ofFilesBeside: maps)
      return
    }
    folders = [folder.path, sources.path, Self.scratch(folder).path]
    // SwiftPM's own maps are not used: they contain the path that the package had when it was built.
    let maps = Self.maps(in: sources, ["module.modulemap", "include/module.modulemap"])
    arguments = ["-I", modules] + Self.arguments(for: maps)
    headers = Self.stamp(ofFilesBeside: maps)
  }

  /// SwiftPM's build folder, `.build`.
  private static func scratch(_ folder: URL) -> URL {
    folder.deletingLastPathComponent().deletingLastPathComponent()
  }

  /// The sources of this package, which was built by itself, or as a dependency by URL or by path.
  private static func sources(around folder: URL) -> URL? {
    let scratch = scratch(folder)
    let checkouts = scratch.appending(path: "checkouts")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: checkouts.path)) ?? []
    let packages =
      [scratch.deletingLastPathComponent()] + names.sorted().map { checkouts.appending(path: $0) }
      + [URL(filePath: #filePath).appending(path: "../../..").standardized]
    return packages.map { $0.appending(path: "Sources") }.first {
      FileManager.default.fileExists(atPath: $0.path + "/CKernels/include/module.modulemap")
    }
  }

  /// The module maps of C modules that the runner's own modules import.
  private static func maps(in folder: URL, _ names: [String]) -> [String] {
    let files = FileManager.default
    let targets = ((try? files.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasPrefix("C") }
    let maps = targets.flatMap { target in names.map { "\(folder.path)/\(target)/\($0)" } }
    return maps.filter(files.fileExists).sorted()
  }

  private static func arguments(for maps: [String]) -> [String] {
    maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
  }

  /// Identifies the files in the folders of module maps by their sizes and times, by which the compiler compares them too.
  private static func stamp(ofFilesBeside maps: [String]) -> String {
    let files = maps.flatMap { map -> [String] in
      let folder = URL(filePath: map).deletingLastPathComponent().path
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.map { folder + "/" + $0 }
    }
    return contentHash(
      of: files.sorted().map { path in
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        return "\(path) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
      })
  }
}
