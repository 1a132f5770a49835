import Foundation
import LessonStorage

/// All kinds of tasks.
enum ReaderTasks {
  private static let all: [any ReaderTask.Type] = [
    ReadLesson.self, MakePages.self, CompareResults.self, CompareTranslations.self, CheckPassedText.self,
    BeginTranslation.self, FindTranslationRecord.self, ReadDocument.self, ReadProgram.self,
    CheckExpectations.self,
    RenderFragment.self, DrawForTerminal.self, ReadSettings.self, MakeIndexPages.self,
    ReadModule.self, MakeSearchPart.self, MakeBook.self, ReadBibliography.self, DescribeText.self,
    ReadFormula.self, DescribeElements.self, ReadAttempt.self, RenderAttempt.self, DrawResults.self,
    WriteEditablePrograms.self,
  ]

  /// A task as bytes: its name, a newline and its parts as JSON.
  static func bytes<Task: ReaderTask>(of task: Task) throws -> Data {
    Data((Task.name + "\n").utf8) + (try StableJSON.encode(task))
  }

  /// Performs the task that the bytes encode.
  ///
  /// - Returns: The result as JSON.
  static func perform(_ bytes: Data) throws -> Data {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { throw Unknown() }
    let name = String(decoding: bytes[..<end], as: UTF8.self)
    guard let type = all.first(where: { $0.name == name }) else { throw Unknown() }
    return try perform(type, bytes[(end + 1)...])
  }

  private static func perform<Task: ReaderTask>(_ type: Task.Type, _ bytes: Data) throws -> Data {
    let task: Task = try StableJSON.decode(Data(bytes))
    return try StableJSON.encode(try task.perform())
  }

  /// The bytes name no known task.
  struct Unknown: Error {}
}
