import Foundation
import Synchronization

/// What building and checking lessons need besides the lessons: the compiler, the cache, places in the file system.
public struct Workshop: Sendable {
  /// Where pages are written.
  let output: RootedFolder
  let transcripts: TranscriptCache
  let programs: ProgramCache
  let marks: MarksCache
  let stamps: StampCache
  let data: DataFolder
  private let files: FileHashes
  private let kept: CacheFolder
  private let searchPath: String?
  /// How lessons and their compilers are confined.
  let confinement: Confinement
  private let runner = Runner()
  /// Lessons that may be compiled or run at one time.
  let slots: Slots

  /// - Parameters:
  ///   - output: The folder of the pages.
  ///   - cache: The folder of what need not be computed twice; `nil` to keep nothing.
  ///   - data: The folder of data sets that lessons may require.
  ///   - jobs: Lessons compiled or run at one time.
  ///   - searchPath: The `PATH` in which the compiler is looked for.
  ///   - confinement: How lessons and their compilers are confined.
  public init(
    output: String, cache: String?, data: String, jobs: Int, searchPath: String?, confinement: Confinement
  ) {
    self.confinement = confinement
    // What killed runners left goes first: it may be what fills the disk.
    TemporaryFolder.removeAbandoned()
    self.output = RootedFolder(output)
    kept = CacheFolder(cache.map { RootedFolder($0) })
    transcripts = TranscriptCache(kept)
    programs = ProgramCache(kept)
    marks = MarksCache(kept)
    stamps = StampCache(kept, output: self.output)
    files = FileHashes(kept)
    self.data = DataFolder(data)
    self.searchPath = searchPath
    slots = Slots(jobs)
  }

  /// The compiler; found when the first lesson needs it.
  func compiler() async throws -> Compiler {
    try await runner.compiler {
      let toolchain = try await Toolchain.find(path: searchPath)
      let modules = try ModuleSearch(executable: "/proc/self/exe")
      return Compiler(
        toolchain: toolchain, modules: modules, moduleCache: try moduleCache(beside: "/proc/self/exe"),
        runner: "/proc/self/exe", means: confinement)
    }
  }

  /// What decides the results of all lessons.
  var conditions: RunConditions {
    get async {
      let compiler = try? await compiler().toolchain.identity
      return RunConditions(compiler: compiler ?? "", confinement: confinement)
    }
  }

  /// What decides the results of a lesson.
  func inputs(_ prepared: PreparedLesson) async -> ResultInputs {
    ResultInputs(
      program: prepared.identity.digest, data: dataHashes(prepared.lesson.frontMatter.requires),
      conditions: await conditions)
  }

  /// Bytes that may be kept of earlier runs.
  private static let mostKept = 1 << 30

  /// Makes room where too much is kept; for the end of a build that has added something.
  func trimCache() { kept.trim(to: Self.mostKept) }

  /// Removes what killed runners were writing into the cache.
  func removeAbandoned() { kept.removeAbandoned() }

  /// What the user should know of the call as a whole, and what is no error.
  public func takeWarnings() -> [String] {
    [kept.trouble.warning].compactMap(\.self) + TemporaryPaths.takeRemains()
  }

  /// What trainings of earlier runs of a lesson gave under the same conditions; `nil` where nothing is kept.
  func trainings(of lesson: Lesson, _ conditions: RunConditions) throws -> TrainingCache? {
    guard let folder = kept.folder else { return nil }
    let name = contentHash(of: [lesson.path, try conditions.digest])
    let trainings = TrainingCache(folder: folder.folder("trainings/\(name)"), trouble: kept.trouble)
    do throws(FileFailure) {
      try trainings.make()
      return trainings
    } catch {
      kept.trouble.note(error)
      return nil
    }
  }

  /// The hash of each data set that a lesson requires.
  func dataHashes(_ required: [String]) -> [String: String] { data.hashes(required, files) }

  /// What the compiler read of C headers when the runner was built spares it seconds.
  private func moduleCache(beside executable: String) throws -> String {
    let built = URL(filePath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "ModuleCache").path
    if FileManager.default.isWritableFile(atPath: built) { return built }
    if let own = kept.folder?.folder("modules") {
      do throws(FileFailure) {
        try own.makeFolder()
        return own.realPath
      } catch {
        kept.trouble.note(error)
      }
    }
    // Until the runner ends.
    return try TemporaryFolder().url.path
  }

  /// Runs one lesson afresh.
  ///
  /// - Parameter file: A file by itself, wherever it lies.
  /// - Returns: the lesson and its transcript, or `nil` for them with the errors in the report.
  public func run(_ file: LessonFile) async throws -> (Lesson?, Transcript?, LessonReport) {
    let content = LessonBytes(file)
    let prepared = Prepared(content.parsed(file), content, programs: nil)
    var diagnostics = prepared.diagnostics
    var transcript: Transcript?
    if let lesson = prepared.lesson,
      let missing = lesson.lesson.refusedData(in: data) ?? lesson.lesson.missingData(in: data)
    {
      diagnostics.append(missing)
    } else if let lesson = prepared.lesson {
      let found = try await TranscriptSource(self, .once).transcript(of: lesson)
      diagnostics += found.diagnostics
      transcript = found.transcript
    }
    let report = LessonReport(
      file: file, result: transcript == nil ? .failed : .ran, diagnostics: diagnostics.sorted(),
      lines: prepared.lines)
    return (prepared.lesson?.lesson, transcript, report)
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

/// A number of places, taken while something runs.
actor Slots {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = max(1, count) }

  /// Runs `body` in a place of its own.
  nonisolated func with<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
    await take()
    do {
      let value = try await body()
      await give()
      return value
    } catch {
      await give()
      throw error
    }
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func give() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
