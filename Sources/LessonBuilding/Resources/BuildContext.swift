import LessonConfinement
import LessonCore
import LessonExecution
import LessonReading
import LessonStorage

/// What building and checking lessons need besides the lessons: what reads and runs them, the cache, places in the file system.
package struct BuildContext: Sendable {
  /// Where pages are written.
  package let output: RootedFolder
  package let data: DataFolder
  /// How lessons and their compilers are confined.
  package let confinement: Confinement
  /// What reads lessons and makes pages.
  let reader: RememberingReader
  /// Lessons that may be compiled or run at one time.
  let slots: AsyncSemaphore
  let transcripts: BuildCache<ResultInputs, KnownTranscript>
  let previousBuilds: BuildCache<LessonFile, PreviousBuild>
  private let files: FileHashes
  private let kept: CacheFolder
  private let makeRunner: MadeOnce<any ProgramRunner>

  /// The context of one or more calls of the command.
  ///
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
    // What killed runners left goes first: it may be what fills the disk.
    TemporaryFolder.removeAbandoned()
    let kept = CacheFolder(cache.map { RootedFolder($0) })
    self.init(
      output: output, cache: kept, data: data, jobs: jobs, confinement: confinement,
      reader: LessonReader(confined: confinement)
    ) {
      try await LessonRunner(
        searchPath: searchPath, cache: kept, confinement: confinement, maxTimeout: maxTimeout)
    }
  }

  /// A context with its effects handed in.
  ///
  /// - Parameters:
  ///   - reader: What reads lessons and makes pages.
  ///   - runner: Makes what compiles and runs programs; called when the first lesson needs it.
  init(
    output: String, cache: CacheFolder, data: String, jobs: Int, confinement: Confinement,
    reader: any ReaderTaskPerformer, runner: @escaping @Sendable () async throws -> any ProgramRunner
  ) {
    self.output = RootedFolder(output)
    self.data = DataFolder(data)
    self.confinement = confinement
    self.reader = RememberingReader(reader, cache)
    slots = AsyncSemaphore(jobs)
    transcripts = cache.transcripts
    previousBuilds = cache.previousBuilds(in: self.output)
    files = FileHashes(cache)
    kept = cache
    makeRunner = MadeOnce(runner)
  }

  /// What compiles and runs programs; made when the first lesson needs it.
  func runner() async throws -> any ProgramRunner { try await makeRunner.value }

  /// What decides the results of all lessons.
  var conditions: RunConditions {
    get async {
      let compiler = try? await runner().compilerIdentity
      return RunConditions(compiler: compiler ?? "", confinement: confinement.asFarAsMet)
    }
  }

  /// What decides the results of a lesson.
  func inputs(_ valid: ValidLesson) async -> ResultInputs {
    ResultInputs(
      program: valid.digest, data: dataHashes(valid.outline.frontMatter.requires),
      conditions: await conditions)
  }

  /// Whether a page would be made from the same again, and is whole.
  func isCurrent(_ build: PreviousBuild, _ inputs: PageInputs) -> Bool {
    build.inputs == inputs && build.data == dataHashes(Array(build.data.keys)) && build.isWhole(in: output)
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
}

/// A value that is made when it is first asked for.
private actor MadeOnce<Value: Sendable> {
  private let make: @Sendable () async throws -> Value
  private var task: Task<Value, any Error>?

  init(_ make: @escaping @Sendable () async throws -> Value) { self.make = make }

  var value: Value {
    get async throws {
      let task = task ?? Task { try await make() }
      self.task = task
      return try await task.value
    }
  }
}
