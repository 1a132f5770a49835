import Foundation
import LessonCore
import LessonReading
import LessonStorage
import Synchronization

/// Changes lessons in their files, as long as nobody else has changed them meanwhile.
package struct LessonEditor: Sendable {
  private let reader: LessonReader
  private let library: @Sendable () throws -> LessonLibrary
  private let deletions = Deletions()

  /// - Parameters:
  ///   - reader: Reads the lessons.
  ///   - library: The lessons as they are at the time of an edit.
  package init(_ reader: LessonReader, library: @escaping @Sendable () throws -> LessonLibrary) {
    self.reader = reader
    self.library = library
  }

  /// The lesson of a page; `nil` if there is none.
  ///
  /// - Parameter page: The page's place in the output, without an extension.
  package func content(ofPage page: String) async throws -> Content? {
    guard let file = try library().file(ofPage: page) else { return nil }
    return content(of: try await read(file))
  }

  /// Makes a change in the file of a page's lesson.
  ///
  /// - Throws: `UsageFailure` if the text cannot have this part, `RefusedOption`, `FileFailure`.
  package func make(_ change: Change, ofPage page: String) async throws -> Outcome {
    let library = try library()
    guard let file = library.file(ofPage: page) else { return .noLesson }
    let now = try await read(file)
    guard now.version == change.version else { return .changedMeanwhile(content(of: now)) }
    let edit = try now.edit(of: change)
    let edited = try await EditedFile(file, try bytes(of: now, after: edit), reader)
    try Self.check(edited, after: edit, of: now)
    let isWritten = try Self.writing.withLock { _ in
      // The file may have been changed while the text was read.
      guard try contentHash(Self.bytes(of: file)) == change.version else { return false }
      try library.write(edited.bytes, to: file.path)
      return true
    }
    guard isWritten else { return .changedMeanwhile(content(of: try await read(file))) }
    if case .delete = change.edit {
      deletions.note(now.bytes, before: edited.version, of: file.path)
    } else {
      deletions.forget(file.path)
    }
    return .written(content(of: edited))
  }

  private static let writing = Mutex(())

  // MARK: Reading

  private static func bytes(of file: LessonFile) throws -> Data {
    let content = LessonBytes(file)
    guard let bytes = content.bytes else { throw content.problem(with: file) }
    return Data(bytes)
  }

  private func read(_ file: LessonFile) async throws -> EditedFile {
    try await EditedFile(file, try Self.bytes(of: file), reader)
  }

  private func content(of file: EditedFile) -> Content {
    Content(of: file, canUndo: deletions.bytes(before: file.version, of: file.file.path) != nil)
  }

  private func bytes(of file: EditedFile, after edit: Edit) throws -> Data {
    guard case .undo = edit else { return try file.bytes(after: edit) }
    guard let bytes = deletions.bytes(before: file.version, of: file.file.path) else {
      throw UsageFailure("no block was deleted by the last change")
    }
    return bytes
  }

  // MARK: Checking

  /// What was not to be changed is what it was.
  private static func check(_ edited: EditedFile, after edit: Edit, of old: EditedFile) throws {
    if let refused = refusedOption(of: edited, after: edit, of: old) { throw refused }
    let isKept =
      if case .element(let index, _) = edit {
        LessonShape.isKept(around: index, from: old, to: edited)
      } else {
        LessonShape.expected(of: old, after: edit).map { $0 == LessonShape(of: edited) } ?? true
      }
    guard !isKept else { return }
    let reason = edited.error.map { ": \($0.message)" } ?? ""
    throw UsageFailure("with \(edit.name) the text around it would change\(reason)")
  }

  private static func refusedOption(
    of edited: EditedFile, after edit: Edit, of old: EditedFile
  ) -> RefusedOption? {
    guard case .code(let index, _, .some) = edit, let error = edited.error,
      let place = error.range?.lowerBound,
      place.line == old.blocks[index].fence.lowerBound.line
    else { return nil }
    let line = SourceText(String(decoding: edited.bytes, as: UTF8.self)).lines[place.line - 1]
    let word = String(line.unicodeScalars.dropFirst(place.column - 1)).prefix { !"= \t".contains($0) }
    return RefusedOption(message: error.message, option: String(word))
  }
}

extension LessonEditor.Edit {
  /// What is put into the text.
  fileprivate var name: String {
    switch self {
    case .text, .element, .undo: "this text"
    case .code, .fix, .add, .split: "this code"
    case .move, .delete: "this change"
    }
  }
}

/// What files were before a block was deleted.
private final class Deletions: Sendable {
  private let last = Mutex<[String: (version: String, bytes: Data)]>([:])

  func note(_ bytes: Data, before version: String, of path: String) {
    last.withLock { $0[path] = (version, bytes) }
  }

  func forget(_ path: String) { last.withLock { $0[path] = nil } }

  /// The file before a version that is without a block. Another version forgets it: there was another change.
  func bytes(before version: String, of path: String) -> Data? {
    last.withLock { files in
      if files[path]?.version != version { files[path] = nil }
      return files[path]?.bytes
    }
  }
}

extension LessonLibrary {
  fileprivate func file(ofPage page: String) -> LessonFile? { files.first { $0.page == page } }
}
