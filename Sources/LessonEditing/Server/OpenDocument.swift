import Foundation
import LessonBuilding
import LessonCore
import LessonReading

/// A file that the editor has open.
struct OpenDocument: Sendable {
  /// Where diagnostics come from; each replaces its own.
  enum Source: Hashable, Sendable, CaseIterable {
    case text, compiler, run
  }

  let uri: String
  /// The path below the project's folder; `nil` for files outside of it.
  let path: String?
  private(set) var version: Int
  private(set) var text: EditedText
  private(set) var found: [Source: [FoundDiagnostic]] = [:]
  /// What the last check of the text gave.
  private(set) var checked: TextCheck.Checked?
  /// The code that was last compiled without any diagnostic.
  var clean: [ProgramDigest]?
  /// What is being done for this version of the text.
  var work: Task<Void, Never>?
  /// What reads the text; it cannot be broken off, so the next waits for it.
  var reading: Task<TextCheck.Checked?, Never>?

  init(uri: String, path: String?, version: Int, text: EditedText) {
    self.uri = uri
    self.path = path
    self.version = version
    self.text = text
  }

  /// Applies edits, with which diagnostics move.
  mutating func apply(_ changes: [LSP.DidChange.Change], version: Int) {
    self.version = version
    for change in changes {
      guard let range = change.range else {
        text.replaceAll(with: change.text)
        found = [:]
        continue
      }
      let (lines, added) = text.replace(range, with: change.text)
      for source in Source.allCases {
        found[source] = found[source]?.compactMap { $0.moved(after: lines, by: added) }
      }
    }
    found[.run] = nil
  }

  mutating func set(_ diagnostics: [FoundDiagnostic], from source: Source) { found[source] = diagnostics }

  mutating func set(_ checked: TextCheck.Checked) {
    self.checked = checked
    // What the compiler said of other code.
    if checked.digests == nil { found[.compiler] = nil }
  }

  /// All diagnostics, each once.
  var diagnostics: [FoundDiagnostic] {
    var seen: Set<LSP.Diagnostic> = []
    return Source.allCases.flatMap { found[$0] ?? [] }.filter { seen.insert($0.shown).inserted }
  }
}
