import Foundation
import LessonCore

/// The compiler's output as diagnostics at places in the lesson.
struct CompilerOutput {
  private struct Remark {
    let file: String
    let line: Int
    let column: Int
    let kind: String
    var message: String
  }

  private let remarks: [Remark]
  private let fixes: ProposedFixes

  /// - Parameters:
  ///   - text: Output in the style `llvm`: `file:line:column: kind: message`, then the source line and a caret.
  ///   - fixes: What the compiler proposes besides.
  init(_ text: String, fixes: ProposedFixes = .none) {
    self.fixes = fixes
    let pattern =
      #/^(?<file>.+?):(?<line>\d+):(?:(?<column>\d+):)? (?<kind>error|warning|note|remark): (?<message>.*)$/#
    remarks = text.split(whereSeparator: \.isNewline).compactMap { line in
      guard let match = line.wholeMatch(of: pattern) else { return nil }
      return Remark(
        file: String(match.file), line: Int(match.line) ?? 0, column: match.column.flatMap { Int($0) } ?? 1,
        kind: String(match.kind), message: Self.withoutGroup(String(match.message)))
    }
  }

  /// The errors and warnings with their notes, without notes that point into generated code.
  func diagnostics(in source: GeneratedSource) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    // Messages about generated code, such as that it is unreachable, do not concern the author.
    var isSkipping = false
    for remark in remarks {
      let isLesson = remark.file == source.presumedPath
      let position = isLesson ? source.map.position(line: remark.line, column: remark.column) : nil
      switch remark.kind {
      case "note":
        guard let position, !isSkipping, !diagnostics.isEmpty else { continue }
        diagnostics[diagnostics.count - 1].notes.append(
          .init(remark.message, path: source.path, at: position))
      case "error", "warning":
        let isWarning = remark.kind == "warning"
        isSkipping =
          isWarning
          && (!isLesson || source.map.isOurs(line: remark.line, column: remark.column)
            || source.mode == .swift5 && Self.isOfSwift6(remark.message))
        if isSkipping { continue }
        let range = position.map { $0..<SourcePosition(line: $0.line, column: $0.column + 1) }
        var diagnostic = Diagnostic(
          isWarning ? .warning : .error, path: source.path, at: range, remark.message)
        diagnostic.fixes = fixes.fixes(
          file: remark.file, line: remark.line, column: remark.column, message: remark.message)
        diagnostics.append(diagnostic)
      default: continue
      }
    }
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { seen.insert($0).inserted }
      .sorted { ($0.range?.lowerBound ?? .start) < ($1.range?.lowerBound ?? .start) }
  }

  /// The errors and warnings with their notes in files of the project, each at its own place.
  func diagnostics(in files: [SwiftFile]) -> [Diagnostic] {
    let texts = Dictionary(files.map { ($0.name, SourceText($0.text)) }) { first, _ in first }
    let paths = Dictionary(files.map { ($0.name, $0.path) }) { first, _ in first }
    var diagnostics: [Diagnostic] = []
    var isSkipping = false
    for remark in remarks {
      let position = texts[remark.file]?.position(ofByte: remark.column - 1, inLine: remark.line)
      switch remark.kind {
      case "note":
        guard let position, !isSkipping, !diagnostics.isEmpty else { continue }
        diagnostics[diagnostics.count - 1].notes.append(
          .init(remark.message, path: paths[remark.file] ?? remark.file, at: position))
      case "error", "warning":
        isSkipping = remark.kind == "warning" && (position == nil || Self.isOfSwift6(remark.message))
        if isSkipping { continue }
        diagnostics.append(
          Diagnostic(
            remark.kind == "warning" ? .warning : .error,
            path: paths[remark.file] ?? files.first?.path ?? remark.file,
            at: position.map { $0..<SourcePosition(line: $0.line, column: $0.column + 1) }, remark.message))
      default: continue
      }
    }
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { seen.insert($0).inserted }
  }

  /// Whether a warning is about an error in Swift 6 mode, which does not matter in Swift 5 mode.
  private static func isOfSwift6(_ message: String) -> Bool {
    message.hasSuffix("this is an error in the Swift 6 language mode")
      || message.hasPrefix("main actor-isolated ")
  }

  /// Removes the group of a warning, which the compiler names in brackets after its text.
  private static func withoutGroup(_ message: String) -> String {
    message.replacing(#/ \[#[\w-]+\]$/#, with: "")
  }
}

extension SourceText {
  /// The position of a byte, counted from 0, of a line that a compiler names; `nil` if there is no such line.
  fileprivate func position(ofByte byte: Int, inLine line: Int) -> SourcePosition? {
    guard line >= 1, line <= lines.count else { return nil }
    let part = lines.part(line - 1).utf8.prefix(max(0, byte))
    return SourcePosition(line: line, column: String(decoding: part, as: UTF8.self).unicodeScalars.count + 1)
  }
}
