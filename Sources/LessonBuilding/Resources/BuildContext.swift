import LessonConfinement
import LessonCore
import LessonExecution
import LessonReading
import LessonSharing
import LessonSite
import LessonStorage

/// The services of building and checking: the reader and runner of lessons, the cache, folders.
package struct BuildContext: Sendable {
  /// Where pages are written.
  package let output: RootedFolder
  package let data: DataFolder
  /// How lessons and their compilers are confined.
  package let confinement: Confinement
  /// What reads lessons and makes pages.
  let reader: RememberingReader
  /// How many lessons are compiled, and how many run, at one time.
  let jobs: Int
  let compilerSlots: AsyncSemaphore
  let slots: AsyncSemaphore
  let transcripts: BuildCache<ResultInputs, KnownTranscript>
  let previousBuilds: BuildCache<LessonFile, PreviousBuild>
  let indexPages: BuildCache<IndexPageInputs, [String: String]>
  /// The settings of the project.
  let settings: ProjectSettings
  /// The files that all pages contain.
  let siteFiles: SiteFiles
  /// The hashes of large files.
  let files: FileHashes
  let cache: CacheFolder
  /// What other machines have computed; `nil` if none is shared.
  let shared: SharedCache?
  /// What the last call knew of all lessons.
  let lastKnown = LastKnown()
  private let modules: CurrentModules
  private let makeRunner: MadeOnce<any ProgramRunner>

  /// The context of one or more calls of the command.
  ///
  /// - Parameters:
  ///   - output: The folder of the pages.
  ///   - cache: The folder of the cache; `nil` for no cache.
  ///   - data: The folder of data sets that lessons may require.
  ///   - jobs: How many lessons are compiled, and how many run, at one time.
  ///   - searchPath: The `PATH` in which the compiler is looked for.
  ///   - confinement: How lessons and their compilers are confined.
  ///   - maxTimeout: The longest time limit that a lesson may ask for, in seconds.
  ///   - modules: The modules of the project.
  ///   - settings: The settings of the project.
  ///   - siteFiles: The files that all pages contain.
  ///   - shared: What other machines have computed.
  package init(
    output: String, cache: String?, data: String, jobs: Int, searchPath: String?, confinement: Confinement,
    maxTimeout: Double = Self.defaultMaxTimeout, modules: ProjectModules = .none,
    settings: ProjectSettings = ProjectSettings(), siteFiles: SiteFiles = SiteFiles(),
    shared: SharedCache? = nil
  ) {
    // Leftovers of killed runners are removed first, since they may fill the disk.
    TemporaryFolder.removeAbandoned()
    let kept = CacheFolder(cache.map { RootedFolder($0) })
    let reader = LessonReader(confined: confinement)
    let runner = MadeOnce {
      try await LessonRunner(
        searchPath: searchPath, cache: kept, confinement: confinement,
        maxTimeout: maxTimeout, timeout: settings.timeout)
    }
    let maker = ModuleMaker(
      plan: modules, reader: reader, confinement: confinement, known: kept.supportModules
    ) { try await runner.value.compiler }
    self.init(
      output: output, cache: kept, data: data, jobs: jobs, confinement: confinement, reader: reader,
      modules: modules.isEmpty ? nil : maker, settings: settings, siteFiles: siteFiles, shared: shared
    ) { try await runner.value }
  }

  /// A context with injected effects.
  ///
  /// - Parameters:
  ///   - reader: What reads lessons and makes pages.
  ///   - modules: Makes the modules of the project; `nil` for none.
  ///   - project: The folder of the project.
  ///   - runner: Makes what compiles and runs programs; called when the first lesson needs it.
  init(
    output: String, cache: CacheFolder, data: String, jobs: Int, confinement: Confinement,
    reader: any ReaderTaskPerformer, modules: (any ModuleMaking)? = nil,
    settings: ProjectSettings = ProjectSettings(), siteFiles: SiteFiles = SiteFiles(), project: String = ".",
    shared: SharedCache? = nil,
    runner: @escaping @Sendable () async throws -> any ProgramRunner
  ) {
    self.output = RootedFolder(output)
    self.data = DataFolder(data)
    self.confinement = confinement
    self.reader = RememberingReader(reader, cache, Bibliographies(in: project, settings, reader, cache))
    self.jobs = jobs
    compilerSlots = AsyncSemaphore(jobs)
    slots = AsyncSemaphore(jobs)
    transcripts = cache.transcripts
    previousBuilds = cache.previousBuilds(in: self.output)
    indexPages = cache.indexPages
    self.settings = settings
    self.siteFiles = siteFiles
    files = FileHashes(cache)
    self.cache = cache
    self.shared = shared
    self.modules = CurrentModules(modules)
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

  // MARK: Modules of the project

  /// Makes the modules that have changed; called at the beginning of each call.
  ///
  /// - Returns: What is wrong with them; with an error among it, no program can be compiled.
  func refreshModules() async throws -> [Diagnostic] { try await modules.refresh() }

  /// Whether the modules could be made.
  var hasModules: Bool { get async { await modules.areMade } }

  /// Identifies all modules.
  var moduleDigest: String { get async { await modules.prepared.digest } }

  /// What a lesson's program uses of the modules.
  func modules(of valid: ValidLesson) async -> PreparedModules.Selection {
    await modules(for: valid.use)
  }

  /// What a program that mentions some names uses of the modules.
  func modules(for use: CodeUse) async -> PreparedModules.Selection {
    await modules.prepared.selection(for: use)
  }

  /// The modules that every program can import.
  var modulesOfAll: LessonModules {
    get async { await modules.prepared.selection(for: CodeUse(imports: [], names: [])).modules }
  }

  /// Folders, besides that of the lessons, in which a change asks for another build.
  package var watchedFolders: [String] { get async { await modules.watched } }

  // MARK: Bibliographies

  /// Forgets the bibliographies of the last call.
  ///
  /// - Returns: Errors for files that the settings name and that cannot be read.
  func refreshBibliographies() async throws -> [Diagnostic] {
    try await reader.bibliographies?.refresh() ?? []
  }

  /// Files, besides lessons and settings, in which a change asks for another build.
  package var watchedFiles: [String] { get async { await reader.bibliographies?.paths.sorted() ?? [] } }

  // MARK: Inputs

  /// What decides the results of a lesson.
  func inputs(_ valid: ValidLesson) async -> ResultInputs {
    ResultInputs(
      program: valid.digest, data: dataHashes(valid.outline.frontMatter.requires),
      modules: await modules(of: valid).digests, conditions: await conditions)
  }

  /// Whether a page's inputs are unchanged and its files are intact, those beside lessons too.
  func isCurrent(_ build: PreviousBuild, _ inputs: PageInputs, _ attachments: AttachmentSearch) -> Bool {
    build.inputs == inputs && build.data == dataHashes(Array(build.data.keys)) && build.isWhole(in: output)
      && (build.attachments ?? [:]).allSatisfy { path, known in
        attachments.isCurrent(known, at: path, in: output)
      }
  }

  /// Half an hour, in seconds: more than any lesson of the course asks for.
  package static let defaultMaxTimeout = 1800.0

  /// The maximum size of the cache in bytes.
  private static let mostKept = 1 << 30

  /// Trims the cache to its maximum size; called at the end of a build that has added to it.
  func trimCache() { cache.trim(to: Self.mostKept) }

  /// Removes unfinished cache files of killed runners.
  func removeAbandoned() { cache.removeAbandoned() }

  /// Warnings about the call as a whole.
  package func takeWarnings() -> [String] {
    [cache.trouble.warning].compactMap(\.self) + cache.trouble.takeWarnings() + TemporaryPaths.takeRemains()
  }

  /// The cached results of a lesson's trainings under the same conditions; `nil` without a cache, or if the user
  /// of the lesson's process could not read it.
  func trainings(of lesson: LessonOutline, _ conditions: RunConditions) throws -> TrainingCache? {
    guard let folder = cache.folder else { return nil }
    let name = contentHash(of: [lesson.path, try conditions.digestOfTrainings])
    let trainings = TrainingCache(folder: folder.folder("trainings/\(name)"), trouble: cache.trouble)
    do throws(FileFailure) {
      try trainings.make()
      return confinement.changesUser && !trainings.folder.isOpenToAll ? nil : trainings
    } catch {
      cache.trouble.note(error)
      return nil
    }
  }

  /// The hash of each data set that a lesson requires.
  func dataHashes(_ required: [String]) -> [String: String] { data.hashes(required, files) }
}

/// A value that is made on first use.
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
