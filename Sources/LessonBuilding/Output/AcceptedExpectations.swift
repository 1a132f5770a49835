import Foundation
import LessonCore
import LessonStorage

/// Writes accepted results into the comments of a file.
struct AcceptedExpectations {
  private let file: LessonFile
  /// The lines of the file when it was read.
  private let lines: [String]

  init(_ file: LessonFile, lines: [String]) {
    self.file = file
    self.lines = lines
  }

  /// Replaces what comments state, and nothing else.
  ///
  /// - Returns: The remaining diagnostics: notes where comments were replaced.
  func write(_ drifts: [ExpectationDrift]) -> [Diagnostic] {
    let edits = drifts.compactMap(\.edit)
    guard !edits.isEmpty else { return drifts.map(\.diagnostic) }
    do {
      try write(edits)
      return drifts.map { $0.edit == nil ? $0.diagnostic : Self.note($0.diagnostic) }
    } catch let failure as FileFailure {
      return drifts.map(\.diagnostic) + [Diagnostic(path: file.path, at: nil, failure.description)]
    } catch {
      return drifts.map(\.diagnostic)
        + [
          Diagnostic(
            path: file.path, at: nil, "the file was changed while it was checked; nothing is written")
        ]
    }
  }

  private struct Changed: Error {}

  private func write(_ edits: [ExpectationDrift.Edit]) throws {
    let content = LessonBytes(file)
    guard let bytes = content.bytes, content.lines == lines else { throw Changed() }
    let source = try SourceText(validating: bytes)
    guard folder.status(name)?.isFile == true else {
      throw FileFailure(
        .write, file.path, ELOOP,
        because: "a file that is reached through a symbolic link is not replaced; name the file itself")
    }
    let text = Self.text(of: source, with: edits)
    try folder.write(
      Data((source.hasByteOrderMark ? "\u{FEFF}" : "").utf8 + Array(text.utf8)), to: name)
  }

  /// The text with the edits in it.
  static func text(of source: SourceText, with edits: [ExpectationDrift.Edit]) -> String {
    var changes = SourceEdits()
    for edit in edits where edit.range.lowerBound.line <= source.lines.count {
      let (start, end) = (source.offset(of: edit.range.lowerBound), source.offset(of: edit.range.upperBound))
      let line = source.lines[edit.range.lowerBound.line - 1].unicodeScalars
      let prefix = String(String.UnicodeScalarView(line.prefix(max(0, edit.indentation - 1))))
      changes.replace(start..<max(start, end), with: edit.lines.joined(separator: source.lineEnding + prefix))
    }
    return changes.applied(to: source)
  }

  /// The folder of the file, beneath which it is written.
  private var folder: RootedFolder {
    let parts = RootedFolder.full(file.path).split(separator: "/")
    let inCurrent = RootedFolder.full(file.path).hasPrefix(RootedFolder.current + "/")
    return inCurrent ? RootedFolder(".") : RootedFolder("/" + parts.dropLast().joined(separator: "/"))
  }

  /// The path of the file below its folder.
  private var name: String {
    let full = RootedFolder.full(file.path)
    guard full.hasPrefix(RootedFolder.current + "/") else {
      return full.split(separator: "/").last.map(String.init) ?? full
    }
    return String(full.dropFirst(RootedFolder.current.count + 1))
  }

  private static func note(_ diagnostic: Diagnostic) -> Diagnostic {
    var note = diagnostic
    note.severity = .note
    note.message += "; the comment was replaced"
    return note
  }
}
