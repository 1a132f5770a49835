import Foundation
import LessonCore
import LessonReading

extension BuildContext {
  /// Runs one lesson afresh.
  ///
  /// - Parameters:
  ///   - file: A file by itself, wherever it lies.
  ///   - text: Its text, if that is not what the file has.
  ///   - width: The columns of a terminal that plots may use.
  /// - Returns: The lesson's results as text for a terminal, or `nil` with the errors in the report. If only claims
  ///   fail, there are both.
  package func run(
    _ file: LessonFile, text: [UInt8]? = nil, width: Int
  ) async throws -> (text: String?, report: LessonReport) {
    let content = LessonBytes(file)
    var report = LessonReport(file: file, result: .failed, lines: content.lines)
    do {
      guard let bytes = text ?? content.bytes else { throw content.problem(with: file) }
      let ofModules = try await refreshModules()
      report.diagnostics = ofModules
      if ofModules.contains(where: { $0.severity == .error }) { return (nil, report) }
      let source = LessonSource(file: file, bytes: Data(bytes), translation: nil)
      let reading = try await reader.read(source, nil, isFresh: true)
      report.diagnostics += reading.diagnostics
      guard let lesson = ValidLesson(source, reading) else { return (nil, report) }
      if let missing = lesson.outline.refusedData(in: data) ?? lesson.outline.missingData(in: data) {
        throw missing
      }
      guard let (transcript, isProved) = try await transcript(of: lesson, &report) else {
        return (nil, report)
      }
      if isProved { report.result = .ran }
      let drawing = DrawForTerminal(lesson: lesson.outline, transcript: transcript, width: width)
      return (try await reader.perform(drawing, about: file.path), report)
    } catch let problem as Diagnostic {
      report.result = .failed
      report.diagnostics.append(problem)
      return (nil, report)
    }
  }

  /// What a lesson gives, and whether all its claims hold; `nil` after an error.
  private func transcript(
    of lesson: ValidLesson, _ report: inout LessonReport
  ) async throws -> (Transcript, isProved: Bool)? {
    let source = TranscriptSource(self, .once)
    let preparation = try await source.prepare(lesson)
    report.diagnostics = (report.diagnostics + preparation.diagnostics).sorted()
    guard case .ready(let program, _) = preparation else { return nil }
    let (outcome, _) = try await source.outcome(of: lesson, program)
    let warnings = outcome.transcript.map(lesson.outline.networkWarnings) ?? []
    report.diagnostics = (report.diagnostics + outcome.diagnostics + warnings).sorted()
    return switch outcome {
    case .finished(let transcript), .unstable(let transcript, _): (transcript, true)
    case .refuted(let transcript, _), .drifted(let transcript, _): (transcript, false)
    case .failed, .stopped: nil
    }
  }
}
