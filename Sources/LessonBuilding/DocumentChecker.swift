import Foundation
import LessonCore
import LessonExecution
import LessonReading

/// Checks documents: runs the programs of each, and compares the results with its expectations.
package struct DocumentChecker: Sendable {
  private let context: BuildContext
  private let programs: ProgramChecker
  /// Whether wrong expectations are replaced.
  private let accepts: Bool

  /// - Parameters:
  ///   - twice: Whether every program runs twice.
  ///   - accepts: Whether wrong expectations are replaced.
  package init(_ context: BuildContext, twice: Bool, accepts: Bool) {
    self.context = context
    self.accepts = accepts
    programs = ProgramChecker(context, twice: twice)
  }

  /// A checker for a call of `check`; `nil` for other calls, which do not concern documents.
  package init?(_ context: BuildContext, _ purpose: Builder.Purpose) {
    guard case .check(let twice, _, let accepts) = purpose else { return nil }
    self.init(context, twice: twice, accepts: accepts)
  }

  /// Checks documents, several at a time.
  ///
  /// - Parameters:
  ///   - afterLessons: Whether the call has worked on lessons, and so has made the project's modules.
  ///   - report: Called for each document, in order, as soon as it is done.
  /// - Returns: Diagnostics of the project's modules.
  package func check(
    _ documents: [DocumentFile], afterLessons: Bool, report: (LessonReport) -> Void
  ) async throws -> [Diagnostic] {
    guard !documents.isEmpty else { return [] }
    let ofModules = afterLessons ? [] : try await context.refreshModules()
    // Without the modules, every program would have errors that are not its own.
    guard await context.hasModules else { return ofModules }
    try await inOrder(documents, check, each: report)
    return ofModules
  }

  private func check(_ document: DocumentFile) async throws -> LessonReport {
    let content = LessonBytes(document.file)
    var report = LessonReport(file: document.file, result: .failed, lines: content.lines)
    report.isDocument = true
    guard let bytes = content.bytes else {
      report.diagnostics = [content.problem(with: document.file)]
      return report
    }
    let source = LessonSource(file: document.file, bytes: Data(bytes), translation: nil)
    let reading: ReadDocument.Result
    do {
      reading = try await context.reader.perform(
        ReadDocument(source: source, rules: document.rules), about: document.file.path)
    } catch let problem as Diagnostic {
      report.diagnostics = [problem.ofDocument]
      return report
    }
    report.blocks = Self.places(reading.programs)
    let checked = try await check(reading.programs, of: source)
    finish(&report, reading, checked)
    return report
  }

  private func finish(
    _ report: inout LessonReport, _ reading: ReadDocument.Result, _ checked: [CheckedProgram]
  ) {
    let drifts = checked.flatMap(\.drifts)
    let said =
      accepts
      ? AcceptedExpectations(report.file, lines: report.lines).write(drifts) : drifts.map(\.diagnostic)
    report.diagnostics = (reading.diagnostics + checked.flatMap(\.diagnostics) + said).sorted()
    report.holding = max(0, checked.reduce(0) { $0 + $1.expectations } - said.count { $0.severity != .note })
    report.statements = reading.stated.map { StatementReport($0, in: reading.programs, checked) }
    report.didFinish = checked.allSatisfy(\.didFinish)
    let seconds = checked.reduce(0) { $0 + $1.seconds }
    report.seconds = seconds > 0 ? seconds : nil
    if !report.diagnostics.contains(where: { $0.severity == .error }) { report.result = .ran }
  }

  /// The blocks of all programs that are not skipped, in the order of the text.
  private static func places(_ programs: [Reading]) -> [LessonReport.BlockPlace] {
    let blocks = programs.compactMap(\.lesson).flatMap(\.blocks)
      .filter { $0.options.execution != .skipped }
      .sorted { $0.fence.lowerBound < $1.fence.lowerBound }
    return blocks.enumerated().map { index, block in
      LessonReport.BlockPlace(index: index, id: nil, lines: block.fence.lowerBound.line...block.lastLine)
    }
  }

  /// The programs of a document have nothing in common, so they run side by side.
  private func check(_ readings: [Reading], of source: LessonSource) async throws -> [CheckedProgram] {
    var results: [CheckedProgram] = []
    try await inOrder(readings) {
      try await programs.check($0, of: source)
    } each: {
      results.append($0)
    }
    return results
  }
}
