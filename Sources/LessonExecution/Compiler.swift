import Foundation
import LessonConfinement
import LessonCore
import LessonStorage

/// Compiles the programs of lessons.
package struct Compiler: Sendable {
  /// The compiler and its companions.
  package let toolchain: Toolchain
  private let modules: ModuleSearch
  private let cacheFolder: String
  private let caches: [LanguageMode: ModuleCache]
  let tools: ConfinedTool

  /// - Parameters:
  ///   - moduleCache: A folder that outlives the run, for what the compiler reads of C headers.
  ///   - runner: The executable that becomes the compiler, once it is confined: the runner's own.
  ///   - confinement: How it is confined.
  package init(
    toolchain: Toolchain, modules: ModuleSearch, moduleCache: String, host: String, confinement: Confinement
  ) {
    self.toolchain = toolchain
    self.modules = modules
    cacheFolder = moduleCache
    let identity = contentHash(
      of: [toolchain.identity, modules.compilerVersion ?? "", BuildIdentity.current] + modules.arguments)
    caches = Dictionary(
      uniqueKeysWithValues: LanguageMode.allCases.map {
        ($0, ModuleCache(folder: moduleCache, mode: $0, identity: identity))
      })
    tools = ConfinedTool(
      host: host, confinement: confinement, readable: [toolchain.root, moduleCache] + modules.folders)
  }

  /// Reads what lessons import, so that their own compilers find it read.
  ///
  /// - Parameters:
  ///   - modules: What a lesson imports besides that which all do.
  ///   - mode: The language mode in which it is compiled.
  ///   - budget: What this may take of the lesson's time.
  func prepare(
    importing modules: [String], in mode: LanguageMode, within budget: CompilerBudget
  ) async throws {
    guard let cache = caches[mode] else { return }
    try await cache.fill(Self.modulesOfAll) { source in
      try await checkVersion()
      if try await read(source, in: mode) == nil { return true }
      // What is kept may be damaged.
      try cache.empty()
      guard let problem = try await read(source, in: mode) else { return true }
      throw RunnerFailure("the Swift compiler cannot read the modules that lessons import: \(problem)")
    }
    for module in modules where module.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
      // One that cannot be read is the lesson's to report.
      try await cache.fill([module]) { try await read($0, in: mode, within: budget) == nil }
    }
  }

  /// Modules can be read by the compiler that made them, and by no other.
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

  /// What a compiler says first of itself, such as "Swift version 6.3.1 (swift-6.3.1-RELEASE)".
  private static func version(_ said: String) -> String {
    let lines = said.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    return lines.first { $0.contains("Swift version") } ?? ""
  }

  private static let modulesOfAll = ["DeepTraining", "Foundation", "LessonDisplay"]

  /// Compiles imports alone, with a compiler that may write the cache and sees nothing of a lesson but the modules' names.
  private func read(
    _ imports: String, in mode: LanguageMode, within budget: CompilerBudget? = nil
  ) async throws -> String? {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try Data(imports.utf8).write(to: folder.url.appending(path: "main.swift"))
    var tools = tools
    // First, since it belongs to whom it was given to before.
    tools.writable = [cacheFolder]
    tools.timeout = 120
    return try await problem(
      toolchain.compiler, arguments(file: "main.swift", in: mode) + ["-emit-sil", "-g", "-o", "main.sil"],
      in: folder.url, by: tools, within: budget)
  }

  /// Checks a source without making anything of it.
  package func check(
    _ source: GeneratedSource, in folder: URL, name: String, within budget: CompilerBudget
  ) async throws -> [Diagnostic] {
    // In the folder, since the compiler may write nowhere else.
    try await compile(
      source, in: folder, name: name, ["-emit-sil", "-g", "-o", "\(name).sil"], within: budget)
  }

  /// Compiles and links a source into a shared object.
  ///
  /// - Parameter withLibraries: Whether the lesson imports what the runner may not have loaded.
  /// - Returns: the object, or `nil` with the errors.
  package func build(
    _ source: GeneratedSource, in folder: URL, optimized: Bool, withLibraries: Bool,
    within budget: CompilerBudget
  ) async throws -> (object: String?, diagnostics: [Diagnostic]) {
    var diagnostics = try await compile(
      source, in: folder, name: "main",
      ["-emit-object", optimized ? "-O" : "-Onone", "-g", "-o", "lesson.o"], within: budget)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    if let problem = try await link(in: folder, withLibraries: withLibraries, within: budget) {
      diagnostics.append(Diagnostic(path: source.path, at: nil, "the lesson cannot be linked: \(problem)"))
      return (nil, diagnostics)
    }
    return (folder.appending(path: "lesson.so").path, diagnostics)
  }

  private func arguments(file: String, in mode: LanguageMode) -> [String] {
    [
      file, "-module-name", "Lesson", "-diagnostic-style", "llvm", "-no-color-diagnostics",
      "-module-cache-path", cacheFolder,
    ] + mode.compilerArguments + modules.arguments
  }

  private func compile(
    _ source: GeneratedSource, in folder: URL, name: String, _ output: [String], within budget: CompilerBudget
  ) async throws -> [Diagnostic] {
    // Top-level code is what a file called main.swift holds, or the only file.
    let file = "\(name).swift"
    try Data(source.text.utf8).write(to: folder.appending(path: file))
    let outcome = try await tools.run(
      toolchain.compiler, arguments(file: file, in: source.mode) + output, in: folder, within: budget)
    let text: String
    let succeeded: Bool
    switch outcome {
    case .ended(let said, succeeded: let did): (text, succeeded) = (said, did)
    case .timedOut(let why):
      return [Diagnostic(path: source.path, at: nil, "the Swift compiler was ended: \(why)")]
    }
    let diagnostics = CompilerOutput(text).diagnostics(in: source)
    guard succeeded || diagnostics.contains(where: { $0.severity == .error }) else {
      return diagnostics + [
        Diagnostic(
          path: source.path, at: nil,
          "the Swift compiler failed on this lesson without an error at a place:\n"
            + Self.text(text.prefix(4_000), withoutPathsOf: folder))
      ]
    }
    return diagnostics
  }

  /// - Returns: what the linker says is wrong.
  private func link(
    in folder: URL, withLibraries: Bool, within budget: CompilerBudget
  ) async throws -> String? {
    let objects = ["-shared", "-o", "lesson.so", "lesson.o", toolchain.runtimeObject]
    // The runner's own symbols must not stand in for the lesson's.
    guard withLibraries else {
      return try await problem(toolchain.linker, objects + ["-Bsymbolic"], in: folder, within: budget)
    }
    let list = "lesson.autolink"
    if let problem = try await problem(
      toolchain.autolinkExtractor, ["lesson.o", "-o", list], in: folder, within: budget)
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
        + objects + libraries, in: folder, within: budget)
  }

  /// The folder is another one in each run and says nothing to an author.
  private static func text(_ text: some StringProtocol, withoutPathsOf folder: URL) -> String {
    text.replacingOccurrences(of: folder.path + "/", with: "")
  }

  /// What a tool says is wrong; `nil` when it did its work.
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
  fileprivate var compilerArguments: [String] {
    switch self {
    case .swift5: ["-swift-version", "5"] + Self.syntaxOfSwift6.flatMap { ["-enable-upcoming-feature", $0] }
    case .swift6: ["-swift-version", "6", "-default-isolation", "MainActor"]
    }
  }

  /// What Swift 6 changed besides its checks for data races: code that is written for it has the same meaning in both modes.
  private static let syntaxOfSwift6 = [
    "BareSlashRegexLiterals", "ConciseMagicFile", "ForwardTrailingClosures", "ImplicitOpenExistentials",
  ]
}
