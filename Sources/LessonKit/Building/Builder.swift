import Foundation

/// Builds lessons' pages, or checks that they are what the lessons give.
public struct Builder: Sendable {
  /// What is done with each lesson.
  public enum Purpose: Sendable {
    /// Write its page; `force` runs its code even if its results are known.
    case write(force: Bool)
    /// Run its code afresh, compare with the page, write nothing.
    case check
  }

  private let workshop: Workshop
  private let purpose: Purpose
  private let formats: Set<PageFormat>
  private let transcripts: TranscriptSource

  /// A builder for one call of the command.
  public init(_ workshop: Workshop, _ purpose: Purpose, formats: Set<PageFormat>) {
    self.workshop = workshop
    self.purpose = purpose
    self.formats = formats
    let usesCache = if case .write(force: false) = purpose { true } else { false }
    transcripts = TranscriptSource(workshop, usesCache: usesCache)
  }

  /// Works on all lessons, several at a time.
  ///
  /// - Parameters:
  ///   - files: The lessons.
  ///   - report: Called for each lesson, in the order of `files`, as soon as it and those before it are done.
  /// - Throws: `RunnerFailure` when the runner itself cannot work.
  public func work(on files: [LessonFile], report: (LessonReport) -> Void) async throws {
    try await withThrowingTaskGroup(of: (Int, LessonReport).self) { group in
      for (index, file) in files.enumerated() {
        group.addTask { (index, try await work(on: file)) }
      }
      var done: [Int: LessonReport] = [:]
      var next = 0
      for try await (index, finished) in group {
        done[index] = finished
        while let ready = done.removeValue(forKey: next) {
          report(ready)
          next += 1
        }
      }
    }
  }

  private func work(on file: LessonFile) async throws -> LessonReport {
    let prepared = Prepared(file)
    var diagnostics = prepared.diagnostics
    func finished(_ result: LessonReport.Result) -> LessonReport {
      LessonReport(file: file, result: result, diagnostics: diagnostics, lines: prepared.lines)
    }
    guard let lesson = prepared.lesson else { return finished(.failed) }
    let found = try await transcripts.transcript(of: lesson)
    diagnostics += found.diagnostics
    guard let transcript = found.transcript else { return finished(.failed) }
    let place = PageFolder(workshop.output, file)
    switch purpose {
    case .write:
      try write(lesson, transcript, to: place)
    case .check:
      diagnostics += check(lesson, transcript, against: place)
    }
    if diagnostics.contains(where: { $0.severity == .error }) { return finished(.failed) }
    return finished(found.didRun ? .ran : .unchanged)
  }

  private func write(_ prepared: PreparedLesson, _ fresh: Transcript, to place: PageFolder) throws {
    let old = place.record
    // Results that agree with the record are the record's, so that pages change only when results do.
    let transcript =
      old.map(\.transcript).flatMap {
        TranscriptComparison(prepared.lesson, recorded: $0, fresh: fresh).agrees ? $0 : nil
      } ?? fresh
    let pages = Pages(of: prepared.lesson, transcript, formats: formats)
    let record = Record(program: prepared.program.digest, transcript: transcript, files: pages.hashes)
    _ = try place.write(pages, record, replacing: old)
  }

  private func check(
    _ prepared: PreparedLesson, _ fresh: Transcript, against place: PageFolder
  ) -> [Diagnostic] {
    let path = prepared.lesson.path
    guard let record = place.record else {
      return [Diagnostic(path: path, at: nil, "the lesson has no page with a record: run 'lessons build'")]
    }
    let comparison = TranscriptComparison(prepared.lesson, recorded: record.transcript, fresh: fresh)
    guard comparison.agrees else { return comparison.diagnostics }
    let stale = place.stale(Pages(of: prepared.lesson, record.transcript, formats: formats))
    return stale.map {
      Diagnostic(
        path: path, at: nil, "'\($0)' is not the page of this lesson as it is now: run 'lessons build'")
    }
  }
}
