import Foundation
import LessonCore
import LessonDocument
import LessonReading
import LessonStorage

/// A lesson's file as it was read.
struct EditedFile {
  let file: LessonFile
  let bytes: Data
  /// None if the text has errors.
  let blocks: [Block]
  /// `nil` if the text has errors.
  let elements: LessonElements?
  let error: Diagnostic?

  var version: String { contentHash(bytes) }

  init(_ file: LessonFile, _ bytes: Data, _ reader: LessonReader) async throws {
    let source = LessonSource(file: file, bytes: bytes, translation: nil)
    let reading = try await reader.perform(
      ReadLesson(source: source, values: [], basis: nil, memory: nil), about: file.path)
    let elements = try await reader.perform(DescribeElements(source: source), about: file.path)
    let blocks = reading.lesson?.blocks ?? []
    self.file = file
    self.bytes = bytes
    error = reading.diagnostics.first { $0.severity == .error }
    // Both come from processes that the text could have taken over.
    let isSame = reading.lesson != nil && elements.blocks.count == blocks.count
    self.blocks = isSame ? blocks : []
    self.elements = isSame ? elements : nil
  }

  /// What a change is, where changes of code are other code of a block.
  func edit(of change: LessonEditor.Change) throws(UsageFailure) -> LessonEditor.Edit {
    guard case .fix(let edits) = change.edit else { return change.edit }
    for block in blocks {
      if let code = FixedCode(block).code(after: edits) {
        return .code(block: block.index, text: code, words: nil)
      }
    }
    throw UsageFailure("'\(file.path)' has no block with this code")
  }

  /// The bytes of the file after an edit.
  func bytes(after edit: LessonEditor.Edit) throws -> Data {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UsageFailure("'\(file.path)' is not UTF-8")
    }
    let source = SourceText(text)
    let edited = try self.text(after: edit, in: source)
    return Data((source.hasByteOrderMark ? "\u{FEFF}" + edited : edited).utf8)
  }

  private func text(after edit: LessonEditor.Edit, in source: SourceText) throws -> String {
    let arrangement = BlockArrangement(source: source, blocks: blocks, places: elements?.blocks ?? [])
    switch edit {
    case .text(let text): return LineEdit(source).text(with: LineEdit.lines(of: text))
    case .element(let index, let text): return try self.text(withElement: index, text, in: source)
    case .code(let index, let text, let words):
      return try BlockEdit(of: block(index), in: source).text(with: text, words: words)
    case .add(let index, let isBelow, let text):
      return try arrangement.adding(text, beside: block(index).index, isBelow: isBelow)
    case .split(let index, let first, let second):
      return try arrangement.splitting(block(index).index, first, second)
    case .move(let index, let isDown): return try arrangement.moving(block(index).index, isDown: isDown)
    case .delete(let index): return try arrangement.deleting(block(index).index)
    case .fix, .undo: return source.text
    }
  }

  private func text(withElement index: Int, _ text: String, in source: SourceText) throws -> String {
    guard let elements = elements?.elements, elements.indices.contains(index), !elements[index].isBlock else {
      throw UsageFailure("'\(file.path)' has no such element")
    }
    let lines = elements[index].lines
    return LineEdit(source, fromLine: lines.lowerBound, old: lines.map { source.lines[$0 - 1] })
      .text(with: LineEdit.lines(of: text))
  }

  private func block(_ index: Int) throws(UsageFailure) -> Block {
    guard blocks.indices.contains(index) else {
      throw UsageFailure("'\(file.path)' has no block \(index + 1)")
    }
    return blocks[index]
  }
}
