import Foundation
import LessonConfinement
import LessonCore
import LessonExecution
import LessonStorage

extension LessonRunner {
  /// A runner with the toolchain of this machine.
  ///
  /// - Parameters:
  ///   - searchPath: The `PATH` in which the compiler is looked for.
  ///   - cache: The cache folder, used if files cannot be written beside the runner.
  ///   - timeout: The time limit of a lesson that sets none, in seconds; `nil` for the usual one.
  init(
    searchPath: String?, cache: CacheFolder, confinement: Confinement, maxTimeout: Double,
    timeout: Double? = nil
  ) async throws {
    let toolchain = try await Toolchain.find(path: searchPath)
    let modules = try ModuleSearch(executable: "/proc/self/exe")
    let places = ModuleCachePlaces(
      modules, kept: cache.folder?.path, environment: ProcessInfo.processInfo.environment)
    let (moduleCache, warning) = try places.makeFolder(for: toolchain, by: confinement)
    if let warning { cache.trouble.warn(warning) }
    let host = try LessonHostFile.current()
    let compiler = Compiler(
      toolchain: toolchain, modules: modules, moduleCache: moduleCache, host: host, confinement: confinement)
    self.init(
      compiler: compiler, host: host, maxTimeout: maxTimeout,
      timeout: timeout ?? LessonOutline.defaultTimeout)
  }
}
