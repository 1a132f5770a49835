/// A program as its compiler gets it: Swift files that are written, and what has to be known of their lesson.
struct WrittenProgram: Codable, Hashable, Sendable {
  /// A `fail` or `compile-only` block, which is compiled after all that runs before it.
  struct Apart: Codable, Hashable, Sendable {
    let block: Block
    /// With the later declarations that the code names.
    let named: GeneratedSource
    /// With all later declarations.
    let all: GeneratedSource
  }

  let identity: ProgramIdentity
  /// The rules of Swift by which it is compiled.
  let mode: LanguageMode
  /// Modules whose libraries the runner may not have loaded.
  let foreignImports: [String]
  /// What a `fail` block that does not even parse is told, by the block's index.
  let syntaxFailures: [Int: String]
  /// How many blocks the lesson has.
  let blocks: Int
  /// How many inline expressions the lesson has.
  let inlineExpressions: Int
  /// Modules that a lesson may import besides those that all do: the compiler reads each by itself first.
  static let mostImports = 32

  /// All that runs.
  let main: GeneratedSource
  /// The blocks that are compiled apart from it.
  let apart: [Apart]
}
