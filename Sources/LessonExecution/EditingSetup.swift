import Foundation
import LessonCore
import LessonStorage

/// How SourceKit-LSP sees the programs of some lessons: as the compiler does.
package struct EditingSetup: Sendable, Hashable {
  /// The compiler and its arguments for the file `main.swift` of a program's folder, except for its module cache.
  package let command: [String]
  /// The folders that these arguments name.
  package let folders: [String]
  private let modules: LessonModules

  init(command: [String], modules: LessonModules) {
    self.command = command
    self.modules = modules
    folders = modules.folders
  }

  /// Puts files that the arguments name into a program's folder.
  package func place(in folder: URL) throws { try modules.place(in: folder) }
}

extension Compiler {
  /// The setup for programs in a language mode with modules of the project.
  package func editingSetup(in mode: LanguageMode, with own: LessonModules) -> EditingSetup {
    EditingSetup(
      command: [toolchain.compiler, "main.swift", "-module-name", "Lesson"] + mode.compilerArguments
        + modules.arguments + own.arguments,
      modules: own)
  }

  /// Starts SourceKit-LSP; it may write to its folder, where it keeps its module cache.
  ///
  /// It parses and type-checks code, and runs nothing of it, except for the macros of the toolchain; it is confined as
  /// compilers are.
  package func startSourceKit(for setups: Set<EditingSetup>, in folder: URL) throws -> ConfinedService {
    guard FileManager.default.isExecutableFile(atPath: toolchain.sourceKit) else {
      throw RunnerFailure("the Swift toolchain at '\(toolchain.root)' has no '\(toolchain.sourceKit)'")
    }
    return try ConfinedService(
      [toolchain.sourceKit], by: tools.reading(setups.flatMap(\.folders)), in: folder)
  }
}
