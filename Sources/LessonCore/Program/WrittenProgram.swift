/// A program as the compiler gets it: generated Swift files, and the needed facts about their lesson.
package struct WrittenProgram: Codable, Hashable, Sendable {
  /// A `fail` or `compile-only` block, which is compiled together with the code that runs before it.
  package struct Apart: Codable, Hashable, Sendable {
    package let block: Block
    /// With the later declarations that the code names.
    package let named: GeneratedSource
    /// With all later declarations.
    package let all: GeneratedSource

    package init(block: Block, named: GeneratedSource, all: GeneratedSource) {
      self.block = block
      self.named = named
      self.all = all
    }
  }

  /// A line that must not compile, with the program that it would be part of.
  package struct Refused: Codable, Hashable, Sendable {
    /// The place of its expectation among those of the program.
    package let expectation: Int
    /// Its lines in the Markdown.
    package let lines: ClosedRange<Int>
    package let source: GeneratedSource

    package init(expectation: Int, lines: ClosedRange<Int>, source: GeneratedSource) {
      self.expectation = expectation
      self.lines = lines
      self.source = source
    }
  }

  /// The program with the starter of an exercise in the place of its solution, which ends after the check: it must
  /// fail before that.
  package struct Attempt: Codable, Hashable, Sendable {
    /// The index of the starter's block.
    package let starter: Int
    /// The index of the check's block.
    package let check: Int
    package let source: GeneratedSource

    package init(starter: Int, check: Int, source: GeneratedSource) {
      self.starter = starter
      self.check = check
      self.source = source
    }
  }

  package let digest: ProgramDigest
  /// The Swift language mode in which it is compiled.
  package let mode: LanguageMode
  /// Modules whose libraries the runner may not have loaded.
  package let foreignImports: [String]
  /// The messages of `fail` blocks that do not parse, by the block's index.
  package let syntaxFailures: [Int: String]
  /// How many blocks the lesson has.
  package let blocks: Int
  /// How many inline expressions the lesson has.
  package let inlineExpressions: Int
  /// The maximum number of modules that a lesson may import besides those of all lessons: each is first compiled alone.
  package static let mostImports = 32

  /// The maximum number of expectations: each result is kept until the end of the run.
  package static let mostExpectations = 10_000

  /// The code that runs.
  package let main: GeneratedSource
  /// The blocks that are compiled separately.
  package let apart: [Apart]
  /// How many expectations the code has.
  package let expectations: Int
  /// The lines that must not compile.
  package let refused: [Refused]
  /// The attempts at exercises that may compile.
  package let attempts: [Attempt]

  package init(
    digest: ProgramDigest, mode: LanguageMode, foreignImports: [String], syntaxFailures: [Int: String],
    blocks: Int, inlineExpressions: Int, main: GeneratedSource, apart: [Apart],
    expectations: Int = 0, refused: [Refused] = [], attempts: [Attempt] = []
  ) {
    self.digest = digest
    self.mode = mode
    self.foreignImports = foreignImports
    self.syntaxFailures = syntaxFailures
    self.blocks = blocks
    self.inlineExpressions = inlineExpressions
    self.main = main
    self.apart = apart
    self.expectations = expectations
    self.refused = refused
    self.attempts = attempts
  }
}
