import Foundation
import LessonCore
import LessonReading

extension Workshop {
  /// Runs one lesson afresh.
  ///
  /// - Parameters:
  ///   - file: A file by itself, wherever it lies.
  ///   - width: The columns of a terminal that plots may use.
  /// - Returns: What the lesson gave, as text for a terminal, or `nil` with the errors in the report. Where only claims do not
  ///   hold, there are both.
  package func run(_ file: LessonFile, width: Int) async throws -> (text: String?, report: LessonReport) {
    let content = LessonBytes(file)
    var report = LessonReport(file: file, result: .failed, lines: content.lines)
    do {
      guard let bytes = content.bytes else { throw content.problem(with: file) }
      let source = LessonSource(file: file, bytes: Data(bytes), translation: nil)
      let reading = try await room.read(source, nil, isFresh: true)
      report.diagnostics = reading.diagnostics
      guard let lesson = PreparedLesson(source, reading) else { return (nil, report) }
      if let missing = lesson.lesson.refusedData(in: data) ?? lesson.lesson.missingData(in: data) {
        throw missing
      }
      let found = try await TranscriptSource(self, .once).transcript(of: lesson)
      report.diagnostics = (report.diagnostics + found.diagnostics).sorted()
      guard let transcript = found.transcript ?? found.doubtful else { return (nil, report) }
      if found.transcript != nil { report.result = .ran }
      let drawing = DrawForTerminal(lesson: lesson.lesson, transcript: transcript, width: width)
      return (try await room.reader.perform(drawing, about: file.path), report)
    } catch let problem as Diagnostic {
      report.result = .failed
      report.diagnostics.append(problem)
      return (nil, report)
    }
  }
}
