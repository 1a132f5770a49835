import Foundation
import LessonCore
import LessonStorage

/// The compiled module of a project's own Swift files.
package struct SupportModule: Codable, Hashable, Sendable {
  /// The module's name.
  package static let name = "Support"
  static let moduleFile = "Support.swiftmodule"
  /// The compiler makes a file `Support.o` for the debugger.
  static let object = "support-code.o"

  /// The module and its object by the names of the files.
  let files: [String: Data]
  /// The paths of its sources as the user knows them, by their paths below the project's folder.
  let sources: [String: String]

  package init(files: [String: Data], sources: [String: String]) {
    self.files = files
    self.sources = sources
  }
}

/// A Swift file of a project.
package struct SwiftFile: Codable, Hashable, Sendable {
  /// The path below the project's folder.
  package let name: String
  /// The path as the user knows it.
  package let path: String
  package let text: String

  package init(name: String, path: String, text: String) {
    self.name = name
    self.path = path
    self.text = text
  }
}

extension Compiler {
  /// The maximum size of a compiled module's files in bytes.
  private static let mostModuleBytes = 32 << 20

  /// Compiles a project's own files into the module `Support`.
  ///
  /// The module is compiled for testing, so that lessons can use its internal declarations.
  ///
  /// - Parameters:
  ///   - imports: The modules that the files import.
  ///   - modules: The modules of packages that they can import.
  /// - Returns: The module, or `nil` with the errors.
  package func compileSupport(
    _ files: [SwiftFile], importing imports: [String], with modules: LessonModules
  ) async throws -> (module: SupportModule?, diagnostics: [Diagnostic]) {
    let budget = CompilerBudget(timeout: LessonOutline.defaultTimeout, base: CompilerBudget.base)
    try await prepare(importing: imports + modules.imports, in: .swift5, with: modules, within: budget)
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    for file in files { try file.write(below: folder.url) }
    let outcome = try await tools.reading(modules.folders).run(
      toolchain.compiler, supportArguments(files.map(\.name), with: modules), in: folder.url, within: budget)
    let place = files.first?.path ?? SupportModule.name
    switch outcome {
    case .timedOut(let why):
      return (nil, [Diagnostic(path: place, at: nil, "the Swift compiler was ended: \(why)")])
    case .ended(let text, let succeeded):
      var diagnostics = CompilerOutput(text).diagnostics(in: files)
      if succeeded { return (try Self.module(of: files, in: folder.url), diagnostics) }
      if !diagnostics.contains(where: { $0.severity == .error }) {
        diagnostics.append(
          Diagnostic(
            path: place, at: nil,
            "the Swift compiler failed on the module '\(SupportModule.name)' without an error at a place:\n"
              + text.replacingOccurrences(of: folder.url.path + "/", with: "").prefix(4_000)))
      }
      return (nil, diagnostics)
    }
  }

  private func supportArguments(_ files: [String], with modules: LessonModules) -> [String] {
    files + [
      "-module-name", SupportModule.name, "-parse-as-library", "-wmo", "-enable-testing", "-emit-module",
      "-emit-module-path", SupportModule.moduleFile, "-emit-object", "-o", SupportModule.object, "-Onone",
      "-g",
    ] + commonArguments(in: .swift5) + modules.arguments
  }

  private static func module(of sources: [SwiftFile], in folder: URL) throws -> SupportModule {
    let names = [SupportModule.moduleFile, SupportModule.object]
    let files = try names.map { name in
      // A compiler wrote the file, so it may be anything.
      guard
        let bytes = BoundedFile.read(
          folder.appending(path: name).path, atMost: mostModuleBytes + 1, followingLinks: false),
        bytes.count <= mostModuleBytes
      else {
        throw RunnerFailure(
          "the compiler wrote no '\(name)' for the module '\(SupportModule.name)', or one above \(mostModuleBytes >> 20) MB"
        )
      }
      return (name, bytes)
    }
    return SupportModule(
      files: Dictionary(uniqueKeysWithValues: files),
      sources: Dictionary(sources.map { ($0.name, $0.path) }) { first, _ in first })
  }
}

extension SwiftFile {
  /// Writes the file at its path below a folder.
  fileprivate func write(below folder: URL) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
