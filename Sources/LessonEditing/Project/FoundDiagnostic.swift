import Foundation
import LessonCore
import LessonStorage

/// A diagnostic of the checks, and how editors show it.
package struct FoundDiagnostic: Sendable, Hashable {
  package let diagnostic: Diagnostic
  package private(set) var shown: LSP.Diagnostic

  /// - Parameters:
  ///   - text: The text that was checked.
  ///   - path: The path of its file.
  init(_ diagnostic: Diagnostic, in text: EditedText, at path: String) {
    self.diagnostic = diagnostic
    let related = diagnostic.notes.map { note in
      let place = note.path == path ? note.position.map(text.place(of:)) : Self.place(of: note, text.encoding)
      let start = place ?? LSP.Position(line: 0, character: 0)
      return LSP.Diagnostic.Related(
        location: LSP.Location(
          uri: FileAddress.uri(note.path), range: LSP.Range(start: start, end: start)),
        message: note.message)
    }
    shown = LSP.Diagnostic(
      range: text.range(of: diagnostic.range), severity: diagnostic.severity.number, source: "lessons",
      message: diagnostic.message, relatedInformation: related.isEmpty ? nil : related)
  }

  /// The place of a note in another file.
  private static func place(of note: Diagnostic.Note, _ encoding: PositionEncoding) -> LSP.Position? {
    guard let position = note.position else { return nil }
    return ProjectText.read(note.path, encoding)?.place(of: position)
  }

  /// The same diagnostic after an edit above it; `nil` if its lines were edited.
  func moved(after lines: ClosedRange<Int>, by added: Int) -> FoundDiagnostic? {
    if shown.range.end.line < lines.lowerBound { return self }
    guard shown.range.start.line > lines.upperBound else { return nil }
    var moved = self
    moved.shown = LSP.Diagnostic(
      range: LSP.Range(start: shown.range.start.below(added), end: shown.range.end.below(added)),
      severity: shown.severity, source: shown.source, message: shown.message,
      relatedInformation: shown.relatedInformation)
    return moved
  }
}

extension LSP.Position {
  fileprivate func below(_ lines: Int) -> Self { Self(line: max(0, line + lines), character: character) }
}

extension Diagnostic.Severity {
  fileprivate var number: Int {
    switch self {
    case .error: 1
    case .warning: 2
    case .note: 3
    }
  }
}

/// Texts of files that are not open.
enum ProjectText {
  /// A text of at most 2 MB; `nil` if it cannot be read.
  static func read(_ path: String, _ encoding: PositionEncoding) -> EditedText? {
    guard let bytes = try? ProjectFolder(of: ".").read(path, atMost: LessonFile.mostBytes) else { return nil }
    return EditedText(String(decoding: bytes, as: UTF8.self), encoding)
  }
}
