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

  /// A program compiled into an object that can be loaded.
  struct Loadable: Sendable {
    let path: String
    let warnings: [Diagnostic]
  }

  /// Checks a source without making anything of it.
  func check(_ source: GeneratedSource, in folder: URL, name: String) async throws -> [Diagnostic] {
    try await compile(source, in: folder, name: name, arguments: ["-emit-sil", "-o", "/dev/null"])
  }

  /// Compiles and links a source into a shared object.
  ///
  /// - Returns: the object, or `nil` with the errors.
  func build(_ source: GeneratedSource, in folder: URL, optimized: Bool) async throws -> (
    object: String?, diagnostics: [Diagnostic]
  ) {
    let diagnostics = try await compile(
      source, in: folder, name: "main",
      arguments: ["-emit-object", optimized ? "-O" : "-Onone", "-g", "-o", "lesson.o"])
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    try await link(in: folder)
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
    let diagnostics = CompilerOutput(result.text, generated: file).diagnostics(in: source)
    if !result.succeeded, !diagnostics.contains(where: { $0.severity == .error }) {
      throw RunnerFailure("the Swift compiler failed on '\(source.path)' without an error:\n\(result.text)")
    }
    return diagnostics
  }

  private func link(in folder: URL) async throws {
    let result = try await run(
      toolchain.linker,
      // The runner's own symbols must not stand in for the lesson's.
      ["-shared", "-Bsymbolic", "-o", "lesson.so", "lesson.o", toolchain.runtimeObject], in: folder)
    guard result.succeeded else { throw RunnerFailure("the linker failed:\n\(result.text)") }
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
