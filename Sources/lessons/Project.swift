import Foundation
import LessonBuilding
import LessonConfinement
import LessonCore
import LessonReading
import LessonRendering
import LessonSharing
import LessonSite
import LessonStorage

/// The project that a command works on: the folder with the `lessons.yml` that was found, or else the current folder.
struct Project {
  /// The settings; options of the command line can replace some.
  var settings: ProjectSettings
  /// The settings as the file has them, which is all that pages say of the site: they do not depend on options.
  private let written: ProjectSettings
  /// The files that all pages contain.
  let siteFiles: SiteFiles
  let confinement: Confinement
  /// The folder in which the command was called.
  private let calledFrom: String

  /// Where results are kept that need not be computed twice.
  static let cacheFolder = ".lessons"

  /// Finds and reads the settings, and makes the project's folder the current one.
  ///
  /// - Parameters:
  ///   - sandbox: How far lessons are confined, if an option says it.
  ///   - usesCache: Whether settings that were read before need not be read again.
  /// - Throws: `ExitStatus.wrong` after showing what is wrong with the settings.
  static func enter(
    _ console: Console, sandbox: Confinement.Demand? = nil, usesCache: Bool = false
  ) async throws -> Project {
    let calledFrom = RootedFolder.current
    let folder = SettingsFile.folder(from: calledFrom)
    if let folder, !FileManager.default.changeCurrentDirectoryPath(folder) {
      throw FileFailure(.read, folder, errno)
    }
    do {
      return try await read(console, sandbox, usesCache: usesCache, calledFrom: calledFrom)
    } catch let wrong as WrongSettings {
      console.show(wrong.problems, lines: wrong.lines)
      throw ExitStatus.wrong
    }
  }

  /// What is wrong with the settings.
  struct WrongSettings: Error {
    let problems: [Diagnostic]
    /// The lines of the file, for excerpts.
    let lines: [String: [String]]
  }

  /// The project with its settings as they are now.
  ///
  /// - Throws: `WrongSettings`.
  func readAgain(_ console: Console, sandbox: Confinement.Demand?) async throws -> Project {
    try await Self.read(console, sandbox, usesCache: true, calledFrom: calledFrom)
  }

  private static func read(
    _ console: Console, _ sandbox: Confinement.Demand?, usesCache: Bool, calledFrom: String
  ) async throws -> Project {
    let demand = sandbox ?? .here
    guard SettingsFile.folder(from: RootedFolder.current) == RootedFolder.current else {
      return Project(
        settings: ProjectSettings(), written: ProjectSettings(), siteFiles: SiteFiles(),
        confinement: try demand.confinement(console),
        calledFrom: calledFrom)
    }
    let confinement = try Confinement.meeting(demand).0
    var found = try await SettingsFile.read(
      LessonReader(confined: confinement),
      cache: usesCache ? CacheFolder(RootedFolder(cacheFolder)) : .none)
    found.problems += SettingsFile.problems(with: found.settings)
    guard found.problems.isEmpty else {
      throw WrongSettings(problems: found.problems, lines: [ProjectSettings.fileName: found.lines])
    }
    let demanded = sandbox ?? (found.settings.sandbox == "required" ? .required : demand)
    return Project(
      settings: found.settings, written: found.settings, siteFiles: found.files,
      confinement: try demanded.confinement(console),
      calledFrom: calledFrom)
  }

  /// Whether another project works with the same settings.
  func agrees(with other: Project) -> Bool {
    settings == other.settings && siteFiles == other.siteFiles && confinement == other.confinement
  }

  // MARK: Paths

  /// A path that the user named, seen from the project's folder.
  func path(_ named: String) -> String {
    let folder = RootedFolder.current
    guard calledFrom != folder, !named.hasPrefix("/") else { return named }
    let full = RootedFolder.full(calledFrom + "/" + named)
    if full == folder { return "." }
    return full.hasPrefix(folder + "/") ? String(full.dropFirst(folder.count + 1)) : full
  }

  // MARK: Work

  /// The formats of pages.
  var formats: Set<PageFormat> {
    get throws { try PageFormat.named((settings.formats ?? ["html", "markdown"]).map { $0[...] }) }
  }

  /// All lessons.
  func library(mayBeEmpty: Bool = true) throws -> LessonLibrary {
    try LessonLibrary(
      folder: settings.lessons, language: settings.language, formats: PageFormat.all, mayBeEmpty: mayBeEmpty)
  }

  /// What lessons are worked on with.
  ///
  /// - Parameter keepsResults: Whether results of earlier runs are used, and those of this one kept.
  func context(
    _ options: BuildOptions, _ console: Console, keepsResults: Bool = true
  ) throws -> BuildContext {
    let environment = ProcessInfo.processInfo.environment
    return context(
      console, cache: keepsResults ? Self.cacheFolder : nil, jobs: options.jobs,
      maxTimeout: options.maxTimeout,
      shared: keepsResults ? try SharedCache.shared(by: environment, or: settings.cache) : nil)
  }

  /// What lessons are worked on with.
  ///
  /// - Parameters:
  ///   - console: Shows how far the build of packages is.
  ///   - cache: The folder of the cache; `nil` for no cache.
  ///   - jobs: How many lessons are compiled, and how many run, at one time.
  ///   - shared: What other machines have computed.
  func context(
    _ console: Console, cache: String?, jobs: Int, maxTimeout: Double, shared: SharedCache? = nil
  ) -> BuildContext {
    BuildContext(
      output: settings.output, cache: cache, data: settings.data, jobs: jobs,
      searchPath: ProcessInfo.processInfo.environment["PATH"], confinement: confinement,
      maxTimeout: maxTimeout, modules: ProjectModules(settings, tellingTo: console),
      settings: written, siteFiles: siteFiles, shared: shared)
  }
}
