import LessonCore
import LessonProgram

/// A Swift program of a text, with places in both.
struct SwiftCode: Sendable {
  let program: EditableProgram
  /// The program as SourceKit-LSP counts its places.
  private let swift: EditedText
  private let markdown: EditedText

  init(_ program: EditableProgram, in markdown: EditedText) {
    self.program = program
    self.markdown = markdown
    swift = EditedText(program.text, .utf16)
  }

  /// The place in the program of one in the Markdown; `nil` outside of the code.
  func place(ofMarkdown place: LSP.Position) -> LSP.Position? {
    program.offset(of: markdown.position(of: place)).map(swift.place(ofOffset:))
  }

  /// The part of the Markdown that a part of the program is; `nil` for generated code.
  func range(ofSwift range: LSP.Range) -> LSP.Range? {
    guard range.start <= range.end else { return nil }
    let bytes = swift.offset(of: range.start)..<swift.offset(of: range.end)
    return program.range(of: bytes).map { markdown.range(of: $0) }
  }

  /// The same edit of the Markdown; `nil` if it would change generated code.
  func edit(ofSwift edit: LSP.TextEdit) -> LSP.TextEdit? {
    guard let range = range(ofSwift: edit.range) else { return nil }
    return indented(edit.newText, at: range.start).map { LSP.TextEdit(range: range, newText: $0) }
  }

  /// Text whose new lines begin as the Markdown's lines do, behind the marks of lists and quotes; `nil` if none can be begun
  /// there.
  private func indented(_ text: String, at place: LSP.Position) -> String? {
    guard text.contains(where: \.isNewline) else { return text }
    guard let column = program.column(ofLine: place.line + 1) else { return nil }
    let before = String(markdown.line(place.line).unicodeScalars.prefix(column - 1))
    guard before.allSatisfy({ " \t>".contains($0) }) else { return nil }
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .joined(separator: "\n" + before)
  }
}
