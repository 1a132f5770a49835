import Foundation
import LessonAuthoring
import LessonBuilding
import LessonCore
import LessonStorage

/// What the server offers to do about a part of a text.
struct CodeActions {
  let snapshot: Snapshot
  let params: LSP.CodeActionParameters

  /// The kinds of actions that the server has.
  static let kinds = ["quickfix", "source"]

  func all() async throws -> [LSP.CodeAction] {
    var actions: [LSP.CodeAction] = []
    if wants("quickfix") { actions += fixes + (try await acceptance()) + (try await swiftFixes) }
    if wants("source") { actions += await translations() }
    return actions
  }

  private func wants(_ kind: String) -> Bool {
    params.context.only?.contains { kind == $0 || kind.hasPrefix($0 + ".") || $0.isEmpty } ?? true
  }

  private var nearby: [FoundDiagnostic] { snapshot.found.filter { $0.shown.range.touches(params.range) } }

  /// The replacements that diagnostics propose.
  private var fixes: [LSP.CodeAction] {
    nearby.compactMap { found in
      guard let fix = found.diagnostic.fix, found.diagnostic.range != nil else { return nil }
      let edit = LSP.TextEdit(range: found.shown.range, newText: fix)
      return LSP.CodeAction(
        title: "Write '\(fix)'", kind: "quickfix", diagnostics: [found.shown], isPreferred: true,
        edit: LSP.WorkspaceEdit(changes: [snapshot.uri: [edit]]))
    }
  }

  /// The replacements that the compiler proposes.
  private var swiftFixes: [LSP.CodeAction] {
    get async throws {
      guard let place = try await SwiftPlace(snapshot, at: params.range.start) else { return [] }
      return try await SwiftFixes(place: place, found: nearby).actions(at: params.range)
    }
  }

  // MARK: Translations

  /// Records that the translation follows its source, where a diagnostic says that this is not recorded.
  private func acceptance() async throws -> [LSP.CodeAction] {
    guard let lesson = snapshot.lesson, let library = await snapshot.project.check.library,
      let found = nearby.first(where: { $0.diagnostic.message.contains("run 'lessons accept ") })
    else { return [] }
    let acceptance = TranslationAcceptance(library, snapshot.project.check, now: .now)
    let change: TranslationAcceptance.Change
    do {
      change = try await acceptance.change(for: lesson, text: snapshot.bytes)
    } catch is UsageFailure {
      return []
    }
    guard let edited = change.edited, let edit = edit(of: change.path, to: edited) else { return [] }
    return [
      LSP.CodeAction(
        title: "Record that the translation follows its source", kind: "quickfix",
        diagnostics: [found.shown], edit: edit)
    ]
  }

  private func edit(of path: String, to edited: Data) -> LSP.WorkspaceEdit? {
    let isOpen = path == snapshot.file.path
    guard let old = isOpen ? snapshot.text : ProjectText.read(path, snapshot.text.encoding) else {
      return nil
    }
    return LSP.WorkspaceEdit(changes: [
      isOpen ? snapshot.uri : FileAddress.uri(path): [old.edit(to: [UInt8](edited))]
    ])
  }

  /// Begins translations into the languages that other lessons have.
  private func translations() async -> [LSP.CodeAction] {
    guard let lesson = snapshot.lesson, let library = await snapshot.project.check.library else { return [] }
    let languages = Set(library.files.map(\.language)).subtracting([lesson.language])
    let existing = Set(library.files.filter { $0.name == lesson.name }.map(\.language))
    let isSource = library.original(of: lesson, nil) == nil
    guard isSource, library.files.contains(where: { $0.path == lesson.path }) else { return [] }
    return languages.subtracting(existing).sorted().map { language in
      let title = "Begin the translation into \(Language(language).name)"
      return LSP.CodeAction(
        title: title, kind: "source",
        command: LSP.Command(
          title: title, command: ServerCommand.translate.rawValue,
          arguments: [.text(snapshot.uri), .text(language)]))
    }
  }
}

/// The commands that the server executes.
enum ServerCommand: String, CaseIterable, Sendable {
  case run = "lessons.run"
  case preview = "lessons.preview"
  case translate = "lessons.translate"
}

extension EditedText {
  /// The edit that makes another text of this one: what differs between their common beginning and end.
  func edit(to new: [UInt8]) -> LSP.TextEdit {
    var start = zip(bytes, new).prefix { $0 == $1 }.count
    let most = min(bytes.count, new.count) - start
    var end = zip(bytes.reversed(), new.reversed()).prefix { $0 == $1 }.prefix(most).count
    func isInside(_ bytes: [UInt8], _ index: Int) -> Bool {
      index < bytes.count && bytes[index] & 0xC0 == 0x80
    }
    while start > 0, isInside(bytes, start) || isInside(new, start) { start -= 1 }
    while end > 0, isInside(bytes, bytes.count - end) || isInside(new, new.count - end) { end -= 1 }
    // A CRLF is one end of a line, in which no place lies.
    if start > 0, bytes[start - 1] == 13 { start -= 1 }
    if end > 0, bytes[bytes.count - end] == 10 { end -= 1 }
    return LSP.TextEdit(
      range: LSP.Range(start: place(ofOffset: start), end: place(ofOffset: bytes.count - end)),
      newText: String(decoding: new[start..<(new.count - end)], as: UTF8.self))
  }
}
