import LessonCore
import LessonProgram
import LessonRendering
import LessonStorage

/// What a worker found out about the code of a lesson, for the next worker that reads the same lesson: parsing Swift is most
/// of the work of an edit of prose.
///
/// The runner keeps it and does not look into it. It is given to workers of the same lesson only, so a lesson can mislead
/// nothing but itself.
package struct ReaderMemory: Codable, Hashable, Sendable {
  /// The digest of a program, by the hash of all that it is made of.
  private var programs: [String: ProgramDigest] = [:]
  /// The syntax highlighting of Swift code, by its hash.
  package var highlighting: [String: SyntaxHighlighting] = [:]

  package init(highlighting: [String: SyntaxHighlighting] = [:]) {
    self.highlighting = highlighting
  }

  /// The digest of a lesson's program; `nil` when code like this was not read last time, or was wrong.
  package func digest(of lesson: LessonOutline) -> ProgramDigest? { programs[Self.name(lesson)] }

  /// Remembers the program that a lesson has now.
  package mutating func note(_ digest: ProgramDigest?, of lesson: LessonOutline) {
    programs = digest.map { [Self.name(lesson): $0] } ?? [:]
  }

  private static func name(_ lesson: LessonOutline) -> String { contentHash(of: lesson.programText) }
}

/// The syntax highlighting of the code of one page; code that is remembered is not parsed again.
final class RememberedHighlighting {
  private let known: [String: SyntaxHighlighting]
  /// The highlighting of all code that was asked for.
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
