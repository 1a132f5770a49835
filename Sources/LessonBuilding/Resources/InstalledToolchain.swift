import Foundation
import LessonConfinement
import LessonExecution
import LessonStorage

extension LessonRunner {
  /// A runner with the toolchain of this machine.
  ///
  /// - Parameters:
  ///   - searchPath: The `PATH` in which the compiler is looked for.
  ///   - cache: Where something can be kept if it cannot be kept beside the runner.
  init(searchPath: String?, cache: CacheFolder, confinement: Confinement, maxTimeout: Double) async throws {
    let toolchain = try await Toolchain.find(path: searchPath)
    let modules = try ModuleSearch(executable: Self.executable)
    let moduleCache = try Self.moduleCache(toolchain, cache, by: confinement)
    let host = try LessonHostFile.current()
    let compiler = Compiler(
      toolchain: toolchain, modules: modules, moduleCache: moduleCache, host: host, confinement: confinement)
    self.init(compiler: compiler, host: host, maxTimeout: maxTimeout)
  }

  private static let executable = "/proc/self/exe"

  /// Where what the compiler reads of C headers is kept: beside the runner, so that all projects share it.
  private static func moduleCache(
    _ toolchain: Toolchain, _ cache: CacheFolder, by confinement: Confinement
  ) throws -> String {
    let folder = URL(filePath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
    if FileManager.default.isWritableFile(atPath: folder.path) {
      return try ModuleCache.makeFolder(
        in: folder.appending(path: "lessons-modules"), for: toolchain, by: confinement)
    }
    if let own = cache.folder?.folder("modules") {
      do throws(FileFailure) { try own.makeFolder() } catch { throw RunnerFailure(error) }
      return try ModuleCache.makeFolder(in: URL(filePath: own.realPath), for: toolchain, by: confinement)
    }
    let users = FileManager.default.urls(for: .cachesDirectory, in: .userDomainMask).first
    let own = users?.appending(path: "swift-lessons") ?? FileManager.default.temporaryDirectory
    return try ModuleCache.makeFolder(in: own.appending(path: "modules"), for: toolchain, by: confinement)
  }
}
