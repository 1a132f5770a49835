import Foundation
import LessonConfinement
import LessonStorage

/// The places where a module cache may be, the best first.
package struct ModuleCachePlaces {
  private let places: [URL]

  /// - Parameters:
  ///   - modules: The modules that lessons import. An installed runner writes nothing beside itself.
  ///   - kept: The project's cache folder; `nil` if it has none.
  ///   - environment: The environment; `XDG_CACHE_HOME` and `HOME` locate the user's caches.
  ///   - isRoot: Whether the user is root, whose caches are elsewhere.
  package init(
    _ modules: ModuleSearch, kept: String?, environment: [String: String], isRoot: Bool = geteuid() == 0
  ) {
    let users = Self.caches(environment, ofRoot: isRoot)?.appending(path: "swift-lessons/modules")
    let beside = URL(filePath: modules.folder).appending(path: "lessons-modules")
    let kept = kept.map { URL(filePath: $0).appending(path: "modules") }
    places = (modules.isInstalled ? [users, kept] : [beside, kept, users]).compactMap(\.self)
  }

  /// The folder of the user's caches. Root's compilers run as other users, who may not enter root's home.
  private static func caches(_ environment: [String: String], ofRoot isRoot: Bool) -> URL? {
    if isRoot, access("/var/cache", W_OK) == 0 { return URL(filePath: "/var/cache") }
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return URL(filePath: folder) }
    if let home = environment["HOME"], home.hasPrefix("/") { return URL(filePath: home + "/.cache") }
    return nil
  }

  /// Makes a cache's folder in the first usable place, or in a temporary folder if there is none.
  ///
  /// - Returns: Its path, and a warning if it is temporary.
  package func makeFolder(
    for toolchain: Toolchain, by confinement: Confinement
  ) throws(RunnerFailure) -> (path: String, warning: String?) {
    for place in places where Self.isUsable(place) {
      if let made = try? ModuleCache.makeFolder(in: place, for: toolchain, by: confinement) {
        return (made, nil)
      }
    }
    // It is removed with the other temporary folders when the runner ends.
    let temporary = try TemporaryFolder()
    let made = try ModuleCache.makeFolder(in: temporary.url, for: toolchain, by: confinement)
    return (made, warning)
  }

  private var warning: String {
    let reason = places.last.map { "'\($0.path)' cannot be written" } ?? "there is no folder for it"
    return
      "what the compiler reads of headers is kept for this call only, which costs some seconds each time: \(reason); "
      + "HOME or XDG_CACHE_HOME names a folder for it"
  }

  /// Whether the folder is writable, or can be made in a writable folder.
  private static func isUsable(_ place: URL) -> Bool {
    var folder = place
    while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
      folder.deleteLastPathComponent()
    }
    return access(folder.path, W_OK | X_OK) == 0
  }
}
