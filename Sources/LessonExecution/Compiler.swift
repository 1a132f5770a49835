import Foundation
import LessonConfinement
import LessonCore
import LessonStorage
import Synchronization

/// Compiles the programs of lessons.
package struct Compiler: Sendable {
  /// The compiler and its companions.
  package let toolchain: Toolchain
  let modules: ModuleSearch
  private let cacheFolder: String
  private let caches: ModuleCaches
  private let commands: FrontendCommands
  let tools: ConfinedTool

  /// - Parameters:
  ///   - moduleCache: A persistent folder for what the compiler reads of C headers.
  ///   - runner: The executable that confines itself and becomes the compiler: the runner's own.
  ///   - confinement: How it is confined.
  package init(
    toolchain: Toolchain, modules: ModuleSearch, moduleCache: String, host: String, confinement: Confinement
  ) {
    self.toolchain = toolchain
    self.modules = modules
    cacheFolder = moduleCache
    let identity = contentHash(
      of: [toolchain.identity, modules.compilerVersion ?? "", BuildIdentity.current, modules.headers]
        + modules.arguments)
    caches = ModuleCaches(folder: moduleCache, identity: identity)
    let environment = ConfinedTool.pathVariables.map { ProcessInfo.processInfo.environment[$0] ?? "" }
    commands = FrontendCommands(
      folder: moduleCache, identity: contentHash(of: [toolchain.identity] + environment))
    tools = ConfinedTool(
      host: host, confinement: confinement, readable: [toolchain.root, moduleCache] + modules.folders)
  }

  /// Reads the modules that lessons import into the module cache, before their own compilers need them.
  ///
  /// - Parameters:
  ///   - modules: The modules that a lesson imports besides `modulesOfAll`.
  ///   - mode: The language mode in which it is compiled.
  ///   - own: The modules of the project.
  ///   - budget: The lesson's compiler time, for modules that other lessons do not need.
  func prepare(
    importing modules: [String], in mode: LanguageMode, with own: LessonModules, within budget: CompilerBudget
  ) async throws {
    let cache = caches.cache(for: mode)
    try await cache.fill(Self.modulesOfAll) { source in
      try await checkVersion()
      if try await read(source, in: mode) == nil { return true }
      // The cache may be damaged.
      try cache.empty()
      guard let problem = try await read(source, in: mode) else { return true }
      throw RunnerFailure("the Swift compiler cannot read the modules that lessons import: \(problem)")
    }
    let others = own.identity.isEmpty ? cache : caches.cache(for: mode, packages: own.identity)
    for module in modules
    where module != SupportModule.name && module.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
      // The lesson's own compiler reports a module that cannot be read.
      try await others.fill([module]) { try await read($0, in: mode, with: own, within: budget) == nil }
    }
  }

  /// Why modules of 'imports' cannot be imported; `nil` if they can.
  package func problem(importing modules: [String], with own: LessonModules) async throws -> String? {
    let cache = caches.cache(for: .swift5, packages: own.identity)
    for module in modules {
      let problem = Mutex<String?>(nil)
      try await cache.fill([module]) { source in
        let found = try await read(source, in: .swift5, with: own)
        problem.withLock { $0 = found }
        return found == nil
      }
      if let problem = problem.withLock(\.self) { return "'\(module)' cannot be imported: \(problem)" }
    }
    return nil
  }

  /// Checks the compiler's version: installed modules can be read only by the compiler that made them.
  private func checkVersion() async throws {
    guard let made = modules.compilerVersion.map(Self.version) else { return }
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let outcome = try await tools.run(toolchain.compiler, ["--version"], in: folder.url, within: nil)
    guard case .ended(let said, succeeded: true) = outcome else { return }
    let found = Self.version(said)
    guard found == made else {
      throw RunnerFailure(
        """
        'lessons' was installed for '\(made)', and '\(toolchain.compiler)' is '\(found)': put the compiler that it was \
        installed for first in PATH, or install 'lessons' again with this one
        """)
    }
  }

  /// The first line of a compiler's version text, such as "Swift version 6.3.1 (swift-6.3.1-RELEASE)".
  private static func version(_ said: String) -> String {
    let lines = said.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    return lines.first { $0.contains("Swift version") } ?? ""
  }

  private static let modulesOfAll = ["DeepTraining", "Foundation", "LessonDisplay"]

  /// Compiles only imports, with a compiler that may write to the cache and sees only the names of a lesson's modules.
  private func read(
    _ imports: String, in mode: LanguageMode, with own: LessonModules = .none,
    within budget: CompilerBudget? = nil
  ) async throws -> String? {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try Data(imports.utf8).write(to: folder.url.appending(path: "main.swift"))
    var tools = tools.reading(own.folders)
    // The cache is the first writable folder, so it decides the compiler's user.
    tools.writable = [cacheFolder]
    tools.timeout = 120
    return try await problem(
      toolchain.compiler,
      arguments(file: "main.swift", in: mode) + own.searchArguments + ["-emit-sil", "-g", "-o", "main.sil"],
      in: folder.url, by: tools, within: budget)
  }

  /// Checks a source without producing an object.
  package func check(
    _ source: GeneratedSource, with own: LessonModules, in folder: URL, name: String,
    within budget: CompilerBudget
  ) async throws -> [Diagnostic] {
    // The output is in the folder, since the compiler may write nowhere else.
    try await compile(
      source, with: own, in: folder, name: name, ["-emit-sib", "-g", "-o", "\(name).sib"], within: budget)
  }

  /// Compiles and links a source into a shared object.
  ///
  /// - Parameter withLibraries: Whether the lesson imports libraries that the runner may not have loaded.
  /// - Returns: the object, or `nil` with the errors.
  package func build(
    _ source: GeneratedSource, with own: LessonModules, in folder: URL, optimized: Bool, withLibraries: Bool,
    within budget: CompilerBudget
  ) async throws -> (object: String?, diagnostics: [Diagnostic]) {
    var diagnostics = try await compile(
      source, with: own, in: folder, name: "main",
      ["-emit-object", optimized ? "-O" : "-Onone", "-g", "-o", "lesson.o"], within: budget)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    if let problem = try await link(
      with: own, in: folder, withLibraries: withLibraries || own.areLinked, within: budget)
    {
      diagnostics.append(Diagnostic(path: source.path, at: nil, "the code cannot be linked: \(problem)"))
      return (nil, diagnostics)
    }
    return (folder.appending(path: "lesson.so").path, diagnostics)
  }

  private func arguments(file: String, in mode: LanguageMode) -> [String] {
    [file, "-module-name", "Lesson"] + commonArguments(in: mode)
  }

  /// The arguments for lessons and for the project's own files.
  func commonArguments(in mode: LanguageMode) -> [String] {
    ["-diagnostic-style", "llvm", "-no-color-diagnostics", "-module-cache-path", cacheFolder]
      + mode.compilerArguments + modules.arguments
  }

  private func compile(
    _ source: GeneratedSource, with own: LessonModules, in folder: URL, name: String, _ output: [String],
    within budget: CompilerBudget
  ) async throws -> [Diagnostic] {
    // Swift takes top-level code only from `main.swift`, or from the only file.
    let file = "\(name).swift"
    try Data(source.text.utf8).write(to: folder.appending(path: file))
    let remarks = "\(name).dia"
    let command = try await command(
      arguments(file: file, in: source.mode) + own.arguments + Self.remarks(in: remarks) + output, in: folder,
      within: budget)
    let outcome = try await tools.reading(own.folders).run(
      command[0], Array(command.dropFirst()), in: folder, within: budget)
    let text: String
    let succeeded: Bool
    switch outcome {
    case .ended(let said, succeeded: let did): (text, succeeded) = (said, did)
    case .timedOut(let why):
      return [Diagnostic(path: source.path, at: nil, "the Swift compiler was ended: \(why)")]
    }
    let fixes = Self.fixes(in: folder.appending(path: remarks).path, of: source)
    let diagnostics = CompilerOutput(text, fixes: fixes).diagnostics(in: source)
    guard succeeded || diagnostics.contains(where: { $0.severity == .error }) else {
      return diagnostics + [
        Diagnostic(
          path: source.path, at: nil,
          "the Swift compiler failed on this code without an error at a place:\n"
            + Self.text(text.prefix(4_000), withoutPathsOf: folder))
      ]
    }
    return diagnostics
  }

  /// The command that compiles with these arguments: if possible that of the compiler itself, without its driver.
  private func command(
    _ arguments: [String], in folder: URL, within budget: CompilerBudget
  ) async throws -> [String] {
    let own = try await commands.command(for: arguments, in: folder.path) { arguments in
      guard
        case .ended(let said, succeeded: true) = try await tools.run(
          toolchain.compiler, arguments, in: folder, within: budget)
      else { return nil }
      return said
    }
    return own ?? [toolchain.compiler] + arguments
  }

  /// The arguments by which a compiler also writes its remarks into a file.
  private static func remarks(in file: String) -> [String] {
    ["-Xfrontend", "-serialize-diagnostics-path", "-Xfrontend", file]
  }

  /// The maximum size of a file of remarks in bytes.
  private static let mostRemarkBytes = 1 << 20

  /// What a compiler proposes in a file of remarks; nothing if it cannot be read.
  private static func fixes(in path: String, of source: GeneratedSource) -> ProposedFixes {
    guard let bytes = BoundedFile.read(path, atMost: mostRemarkBytes, followingLinks: false),
      let remarks = try? SerializedDiagnostics([UInt8](bytes))
    else { return .none }
    return ProposedFixes(remarks, in: source)
  }

  /// - Returns: the linker's errors; `nil` on success.
  private func link(
    with own: LessonModules, in folder: URL, withLibraries: Bool, within budget: CompilerBudget
  ) async throws -> String? {
    let compiled = ["lesson.o"] + own.objects
    let objects = ["-shared", "-o", "lesson.so"] + compiled + [toolchain.runtimeObject]
    // The runner's own symbols must not replace the lesson's.
    guard withLibraries else {
      return try await problem(toolchain.linker, objects + ["-Bsymbolic"], in: folder, within: budget)
    }
    let list = "lesson.autolink"
    if let problem = try await problem(
      toolchain.autolinkExtractor, compiled + ["-o", list], in: folder, within: budget)
    {
      return problem
    }
    let flags = try String(contentsOf: folder.appending(path: list), encoding: .utf8)
    let libraries = flags.split(whereSeparator: \.isWhitespace).map(String.init).filter { $0.hasPrefix("-l") }
    return try await problem(
      toolchain.clang,
      [
        "-fuse-ld=lld", "-Wl,-Bsymbolic,--as-needed", "-Wl,-rpath,\(toolchain.libraries)", "-L",
        toolchain.libraries,
      ]
        + objects + own.linkerArguments + libraries, in: folder, by: tools.reading(own.folders),
      within: budget)
  }

  /// Removes the temporary folder's path, which differs in each run and tells an author nothing.
  private static func text(_ text: some StringProtocol, withoutPathsOf folder: URL) -> String {
    text.replacingOccurrences(of: folder.path + "/", with: "")
  }

  /// A tool's errors; `nil` if it succeeded.
  private func problem(
    _ tool: String, _ arguments: [String], in folder: URL, by tools: ConfinedTool? = nil,
    within budget: CompilerBudget?
  ) async throws -> String? {
    let tools = tools ?? self.tools
    return switch try await tools.run(tool, arguments, in: folder, within: budget) {
    case .ended(_, succeeded: true): nil
    case .ended(let text, succeeded: false):
      Self.text(text.trimmingCharacters(in: .whitespacesAndNewlines), withoutPathsOf: folder)
    case .timedOut(let why): "'\(tool)' was ended: \(why)"
    }
  }
}

extension LanguageMode {
  var compilerArguments: [String] {
    switch self {
    case .swift5: ["-swift-version", "5"] + Self.syntaxOfSwift6.flatMap { ["-enable-upcoming-feature", $0] }
    case .swift6: ["-swift-version", "6", "-default-isolation", "MainActor"]
    }
  }

  /// The changes of Swift 6 other than its checks for data races, so that code written for it means the same in both
  /// modes.
  private static let syntaxOfSwift6 = [
    "BareSlashRegexLiterals", "ConciseMagicFile", "ForwardTrailingClosures", "ImplicitOpenExistentials",
  ]
}
