import Foundation
import LessonConfinement
import LessonCore
import LessonExecution
import LessonReading
import LessonStorage
import Synchronization

/// What building and checking lessons need besides the lessons: the compiler, the cache, places in the file system.
package struct Workshop: Sendable {
  /// Where pages are written.
  package let output: RootedFolder
  let transcripts: TranscriptCache
  /// Where lessons are read and pages are made.
  let room: ReadingRoom
  let stamps: StampCache
  package let data: DataFolder
  private let files: FileHashes
  private let kept: CacheFolder
  private let searchPath: String?
  /// How lessons and their compilers are confined.
  package let confinement: Confinement
  private let runner = Runner()
  /// Lessons that may be compiled or run at one time.
  let slots: AsyncSemaphore
  /// The longest time limit that a lesson may ask for, in seconds.
  package let maxTimeout: Double

  /// - Parameters:
  ///   - output: The folder of the pages.
  ///   - cache: The folder of what need not be computed twice; `nil` to keep nothing.
  ///   - data: The folder of data sets that lessons may require.
  ///   - jobs: Lessons compiled or run at one time.
  ///   - searchPath: The `PATH` in which the compiler is looked for.
  ///   - confinement: How lessons and their compilers are confined.
  ///   - maxTimeout: The longest time limit that a lesson may ask for, in seconds.
  package init(
    output: String, cache: String?, data: String, jobs: Int, searchPath: String?, confinement: Confinement,
    maxTimeout: Double = Self.defaultMaxTimeout
  ) {
    self.maxTimeout = maxTimeout
    self.confinement = confinement
    // What killed runners left goes first: it may be what fills the disk.
    TemporaryFolder.removeAbandoned()
    self.output = RootedFolder(output)
    kept = CacheFolder(cache.map { RootedFolder($0) })
    transcripts = TranscriptCache(kept)
    room = ReadingRoom(LessonReader(confined: confinement), kept)
    stamps = StampCache(kept, output: self.output)
    files = FileHashes(kept)
    self.data = DataFolder(data)
    self.searchPath = searchPath
    slots = AsyncSemaphore(jobs)
  }

  /// The compiler; found when the first lesson needs it.
  func compiler() async throws -> Compiler {
    try await runner.compiler {
      let toolchain = try await Toolchain.find(path: searchPath)
      let modules = try ModuleSearch(executable: "/proc/self/exe")
      return Compiler(
        toolchain: toolchain, modules: modules,
        moduleCache: try moduleCache(toolchain, beside: "/proc/self/exe"),
        host: try LessonHostFile.current(), confinement: confinement)
    }
  }

  /// What decides the results of all lessons.
  var conditions: RunConditions {
    get async {
      let compiler = try? await compiler().toolchain.identity
      return RunConditions(compiler: compiler ?? "", confinement: confinement.asFarAsMet)
    }
  }

  /// What decides the results of a lesson.
  func inputs(_ prepared: PreparedLesson) async -> ResultInputs {
    ResultInputs(
      program: prepared.digest, data: dataHashes(prepared.lesson.frontMatter.requires),
      conditions: await conditions)
  }

  /// Half an hour, in seconds: more than any lesson of the course asks for.
  package static let defaultMaxTimeout = 1800.0

  /// Bytes that may be kept of earlier runs.
  private static let mostKept = 1 << 30

  /// Makes room where too much is kept; for the end of a build that has added something.
  func trimCache() { kept.trim(to: Self.mostKept) }

  /// Removes what killed runners were writing into the cache.
  func removeAbandoned() { kept.removeAbandoned() }

  /// What the user should know of the call as a whole, and what is no error.
  package func takeWarnings() -> [String] {
    [kept.trouble.warning].compactMap(\.self) + TemporaryPaths.takeRemains()
  }

  /// What trainings of earlier runs of a lesson gave under the same conditions; `nil` where nothing is kept, or where the user
  /// that the lesson's process becomes could not read it.
  func trainings(of lesson: LessonOutline, _ conditions: RunConditions) throws -> TrainingCache? {
    guard let folder = kept.folder else { return nil }
    let name = contentHash(of: [lesson.path, try conditions.digest])
    let trainings = TrainingCache(folder: folder.folder("trainings/\(name)"), trouble: kept.trouble)
    do throws(FileFailure) {
      try trainings.make()
      return confinement.changesUser && !trainings.folder.isOpenToAll ? nil : trainings
    } catch {
      kept.trouble.note(error)
      return nil
    }
  }

  /// The hash of each data set that a lesson requires.
  func dataHashes(_ required: [String]) -> [String: String] { data.hashes(required, files) }

  /// Where what the compiler reads of C headers is kept: beside the runner, so that all projects share it.
  private func moduleCache(_ toolchain: Toolchain, beside executable: String) throws -> String {
    let folder = URL(filePath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
    if FileManager.default.isWritableFile(atPath: folder.path) {
      return try ModuleCache.makeFolder(
        in: folder.appending(path: "lessons-modules"), for: toolchain, by: confinement)
    }
    if let own = kept.folder?.folder("modules") {
      do throws(FileFailure) { try own.makeFolder() } catch { throw RunnerFailure(error) }
      return try ModuleCache.makeFolder(in: URL(filePath: own.realPath), for: toolchain, by: confinement)
    }
    let users = FileManager.default.urls(for: .cachesDirectory, in: .userDomainMask).first
    let own = users?.appending(path: "swift-lessons") ?? FileManager.default.temporaryDirectory
    return try ModuleCache.makeFolder(in: own.appending(path: "modules"), for: toolchain, by: confinement)
  }

  private actor Runner {
    private var task: Task<Compiler, any Error>?

    func compiler(_ make: @escaping @Sendable () async throws -> Compiler) async throws -> Compiler {
      if let task { return try await task.value }
      let made = Task { try await make() }
      task = made
      return try await made.value
    }
  }
}
