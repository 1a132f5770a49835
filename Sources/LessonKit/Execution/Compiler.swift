import Foundation
import Subprocess

/// Compiles the programs of lessons.
public struct Compiler: Sendable {
  /// The compiler and its companions.
  public let toolchain: Toolchain
  private let modules: ModuleSearch
  /// Where the compiler keeps what it read of C headers.
  private let moduleCache: String
  private let timeout: Duration

  /// - Parameters:
  ///   - moduleCache: A folder that outlives the run: filling it takes seconds.
  ///   - timeout: For one call of the compiler; lessons need a fraction of a second.
  public init(
    toolchain: Toolchain, modules: ModuleSearch, moduleCache: String, timeout: Duration = .seconds(120)
  ) {
    self.toolchain = toolchain
    self.modules = modules
    self.moduleCache = moduleCache
    self.timeout = timeout
  }

  /// Checks a source without making anything of it.
  func check(_ source: GeneratedSource, in folder: URL, name: String) async throws -> [Diagnostic] {
    try await compile(source, in: folder, name: name, arguments: ["-emit-sil", "-o", "/dev/null"])
  }

  /// Compiles and links a source into a shared object.
  ///
  /// - Returns: the object, or `nil` with the errors.
  func build(
    _ source: GeneratedSource, in folder: URL, optimized: Bool, foreignImports: [String]
  ) async throws -> (object: String?, diagnostics: [Diagnostic]) {
    var diagnostics = try await compile(
      source, in: folder, name: "main",
      arguments: ["-emit-object", optimized ? "-O" : "-Onone", "-g", "-o", "lesson.o"])
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    if let problem = try await link(in: folder, withLibraries: !foreignImports.isEmpty) {
      diagnostics.append(Diagnostic(path: source.path, at: nil, "the lesson cannot be linked: \(problem)"))
      return (nil, diagnostics)
    }
    return (folder.appending(path: "lesson.so").path, diagnostics)
  }

  private func compile(
    _ source: GeneratedSource, in folder: URL, name: String, arguments: [String]
  ) async throws -> [Diagnostic] {
    // Top-level code is what a file called main.swift holds, or the only file.
    let file = "\(name).swift"
    try Data(source.text.utf8).write(to: folder.appending(path: file))
    let result = try await run(
      toolchain.compiler,
      [
        file, "-module-name", "Lesson", "-swift-version", "6", "-default-isolation", "MainActor",
        "-diagnostic-style", "llvm", "-no-color-diagnostics", "-module-cache-path", moduleCache,
      ] + modules.arguments + arguments, in: folder)
    let diagnostics = CompilerOutput(result.text).diagnostics(in: source)
    if !result.succeeded, !diagnostics.contains(where: { $0.severity == .error }) {
      throw RunnerFailure("the Swift compiler failed on '\(source.path)' without an error:\n\(result.text)")
    }
    return diagnostics
  }

  /// - Parameter withLibraries: Whether the lesson imports what the runner may not have loaded.
  /// - Returns: what the linker says is wrong.
  private func link(in folder: URL, withLibraries: Bool) async throws -> String? {
    let objects = ["-shared", "-o", "lesson.so", "lesson.o", toolchain.runtimeObject]
    // The runner's own symbols must not stand in for the lesson's.
    guard withLibraries else {
      return try await problem(toolchain.linker, objects + ["-Bsymbolic"], in: folder)
    }
    let list = "lesson.autolink"
    if let problem = try await problem(toolchain.autolinkExtractor, ["lesson.o", "-o", list], in: folder) {
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
        + objects + libraries, in: folder)
  }

  /// What a tool says is wrong; `nil` when it did its work.
  private func problem(_ tool: String, _ arguments: [String], in folder: URL) async throws -> String? {
    let result = try await run(tool, arguments, in: folder)
    return result.succeeded ? nil : result.text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func run(
    _ tool: String, _ arguments: [String], in folder: URL
  ) async throws -> (text: String, succeeded: Bool) {
    try await withThrowingTaskGroup(of: (text: String, succeeded: Bool)?.self) { group in
      group.addTask {
        let result = try await Subprocess.run(
          .path(.init(tool)), arguments: .init(arguments),
          // The compiler leaves an empty folder behind where temporary files go.
          environment: .inherit.updating(["TMPDIR": folder.path]), workingDirectory: .init(folder.path),
          output: .string(limit: 64 << 20), error: .combinedWithOutput)
        return (result.standardOutput, result.terminationStatus.isSuccess)
      }
      group.addTask { [timeout] in
        try await Task.sleep(for: timeout)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let result = first else {
        throw RunnerFailure("'\(tool)' took longer than \(timeout)")
      }
      return result
    }
  }
}
