import LessonConfinement
import LessonCore
import LessonExecution
import LessonReading
import LessonStorage

/// Makes the modules of a project.
protocol ModuleMaking: Sendable {
  /// The folders that the settings name.
  var namedFolders: [String] { get }

  /// Makes what has changed.
  func make() async throws -> ModuleMaker.Outcome
}

/// Makes the modules of a project: its own files by the compiler of lessons, its packages by SwiftPM.
struct ModuleMaker: ModuleMaking {
  /// The modules, and what is to be told of them.
  struct Outcome: Sendable {
    /// `nil` if there is an error.
    var modules: PreparedModules?
    /// Errors, or the compiler's warnings.
    var diagnostics: [Diagnostic] = []
    /// Folders in which a change can change the modules.
    var watched: [String] = []
  }

  /// What is kept of a compiled module.
  struct KnownSupport: Codable, Hashable, Sendable {
    let module: SupportModule
    let interface: ModuleInterface
    let warnings: [Diagnostic]
  }

  let plan: ProjectModules
  let reader: any ReaderTaskPerformer
  let confinement: Confinement
  let known: BuildCache<[String], KnownSupport>
  let compiler: @Sendable () async throws -> Compiler

  func make() async throws -> Outcome {
    let compiler = try await compiler()
    let builder = PackageBuilder(
      plan.settings.packages, at: plan.places, of: plan.project, in: plan.folder, by: compiler.toolchain,
      tell: plan.tell)
    var outcome = Outcome(watched: namedFolders)
    do {
      try await stage("imports", checkImports)
      let built = try await stage("packages", builder.build)
      outcome.watched = built.watched + ownFolders
      try await stage("imports") { try await checkImports(with: built.packages, by: compiler) }
      let (support, warnings) = try await stage("sources") {
        try await self.support(with: built.packages, by: compiler)
      }
      outcome.diagnostics = warnings
      outcome.modules = PreparedModules(
        support: support, packages: built.packages, imports: plan.settings.imports)
    } catch let problem as Diagnostic {
      outcome.diagnostics = [problem]
    } catch let problems as Problems {
      outcome.diagnostics = problems.diagnostics
    }
    return outcome
  }

  /// A problem of a stage stands at the key of the settings that asks for the stage.
  private func stage<Result>(_ key: String, _ work: () async throws -> Result) async throws -> Result {
    do {
      return try await work()
    } catch let problem as Diagnostic {
      throw plan.places.placed(problem, at: "swift.\(key)")
    }
  }

  var namedFolders: [String] {
    PackageBuilder.folders(of: plan.settings.packages, in: plan.project) + ownFolders
  }

  private struct Problems: Error {
    let diagnostics: [Diagnostic]
  }

  /// The folders of the project's own files; a file is in its folder.
  private var ownFolders: [String] {
    let root = RootedFolder(plan.project)
    return plan.settings.sources.flatMap { path in
      guard path.hasSuffix(".swift") else { return FolderWalk.folders(from: root.folder(path).realPath) }
      return [root.folder(path.split(separator: "/").dropLast().joined(separator: "/")).realPath]
    }
  }

  /// Names of modules become arguments of compilers.
  private func checkImports() throws(Diagnostic) {
    for name in plan.settings.imports where name.wholeMatch(of: #/[A-Za-z_]\w*/#) == nil {
      throw Diagnostic(
        path: ProjectSettings.fileName, at: nil, "'\(name)' in 'imports' is no name of a module")
    }
  }

  /// A module that is imported everywhere and is not there would be an error in every lesson.
  private func checkImports(with packages: BuiltPackages, by compiler: Compiler) async throws {
    let modules = PreparedModules(support: nil, packages: packages, imports: [])
      .selection(for: CodeUse(imports: [], names: [])).modules
    if let problem = try await compiler.problem(importing: plan.settings.imports, with: modules) {
      throw Diagnostic(path: ProjectSettings.fileName, at: nil, "a module of 'imports': \(problem)")
    }
  }

  // MARK: The project's own files

  private func support(
    with packages: BuiltPackages, by compiler: Compiler
  ) async throws -> (PreparedModules.Support?, warnings: [Diagnostic]) {
    let sources = try SharedSources(plan.settings.sources, in: plan.project)
    guard !sources.files.isEmpty else { return (nil, []) }
    let key = try key(sources, packages, compiler)
    let compiled: KnownSupport
    if let known = known[key] {
      compiled = known
    } else {
      compiled = try await compile(sources, with: packages, by: compiler)
      known.store(compiled, for: key)
    }
    return (
      PreparedModules.Support(
        module: compiled.module, interface: compiled.interface, digest: sources.digest),
      compiled.warnings
    )
  }

  /// Everything that decides the compiled module.
  private func key(
    _ sources: SharedSources, _ packages: BuiltPackages, _ compiler: Compiler
  ) throws -> [String] {
    let confinement = try StableJSON.encode(confinement.asFarAsMet)
    return [
      sources.digest, packages.identity, compiler.toolchain.identity, BuildIdentity.current,
      contentHash(confinement), plan.project,
    ] + plan.settings.imports
  }

  private func compile(
    _ sources: SharedSources, with packages: BuiltPackages, by compiler: Compiler
  ) async throws -> KnownSupport {
    let interface = try await reader.perform(
      ReadModule(files: sources.files.map(\.text)), about: SupportModule.name)
    let prepared = PreparedModules(support: nil, packages: packages, imports: plan.settings.imports)
    let (module, diagnostics) = try await compiler.compileSupport(
      sources.files, importing: interface.imports,
      with: prepared.selection(for: CodeUse(imports: [], names: [])).modules)
    guard let module else { throw Problems(diagnostics: diagnostics) }
    return KnownSupport(module: module, interface: interface, warnings: diagnostics)
  }
}

extension CacheFolder {
  /// Compiled modules of projects' own files, by everything that decides them.
  var supportModules: BuildCache<[String], ModuleMaker.KnownSupport> {
    BuildCache(folder: folder("modules")) { contentHash(of: ["support 1"] + $0) }
  }
}
