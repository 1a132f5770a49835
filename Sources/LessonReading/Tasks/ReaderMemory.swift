import LessonCore
import LessonProgram
import LessonRendering
import LessonStorage

/// What a worker learned about the code of a lesson, for the next worker that reads the same lesson: after an edit of
/// prose, parsing Swift would otherwise be most of the work.
///
/// The runner stores it without interpreting it. Only workers of the same lesson receive it, so a lesson can mislead
/// only itself.
package struct ReaderMemory: Codable, Hashable, Sendable {
  /// What is known of a program without its code.
  package struct KnownProgram: Codable, Hashable, Sendable {
    let digest: ProgramDigest
    let use: CodeUse
  }

  /// Programs by the hash of everything that they are made of.
  private var programs: [String: KnownProgram] = [:]
  /// The syntax highlighting of Swift code, by its hash.
  package var highlighting: [String: SyntaxHighlighting] = [:]

  package init(highlighting: [String: SyntaxHighlighting] = [:]) {
    self.highlighting = highlighting
  }

  /// A lesson's program; `nil` if the same code was not read last time, or had errors.
  package func program(of lesson: LessonOutline) -> KnownProgram? { programs[Self.name(lesson)] }

  /// Remembers the program that a lesson has now.
  package mutating func note(_ program: KnownProgram?, of lesson: LessonOutline) {
    programs = program.map { [Self.name(lesson): $0] } ?? [:]
  }

  private static func name(_ lesson: LessonOutline) -> String { contentHash(of: lesson.programText) }
}

/// The syntax highlighting of one page's code; remembered code is not parsed again.
final class RememberedHighlighting {
  private let known: [String: SyntaxHighlighting]
  /// The highlighting of all code that was requested.
  private(set) var used: [String: SyntaxHighlighting] = [:]

  init(_ memory: ReaderMemory) { known = memory.highlighting }

  /// The highlighting of Swift code.
  func highlighting(of code: String) -> SyntaxHighlighting {
    let name = contentHash(of: [code])
    let highlighting = used[name] ?? known[name] ?? SyntaxHighlighting(code)
    used[name] = highlighting
    return highlighting
  }
}
