import DeepTraining
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
    transcripts = TranscriptSource(workshop, usesCache: purpose.usesCache)
  }

  /// Works on all lessons, several at a time, then on the lists of their languages.
  ///
  /// - Parameters:
  ///   - files: The lessons.
  ///   - all: All lessons there are, which the lists name.
  ///   - report: Called for each lesson, in the order of `files`, as soon as it and those before it are done.
  /// - Returns: What is wrong with the lists.
  /// - Throws: `RunnerFailure` when the runner itself cannot work.
  public func work(
    on files: [LessonFile], of all: [LessonFile], report: (LessonReport) -> Void
  ) async throws -> [Diagnostic] {
    var entries: [String: LessonIndex.Entry] = [:]
    var isWell = true
    try await withThrowingTaskGroup(of: (Int, LessonReport).self) { group in
      for (index, file) in files.enumerated() {
        group.addTask { (index, try await work(on: file)) }
      }
      var done: [Int: LessonReport] = [:]
      var next = 0
      for try await (index, finished) in group {
        done[index] = finished
        while let ready = done.removeValue(forKey: next) {
          entries[ready.file.page] = ready.entry
          if ready.result == .failed { isWell = false }
          report(ready)
          next += 1
        }
      }
    }
    let lists = Lists(workshop.output, all, known: entries, formats: formats)
    switch purpose {
    case .write:
      try lists.write(for: Set(files.map(\.language)))
      return []
    case .check:
      // Where a page is wrong its list may be too, and one build mends both.
      guard isWell else { return [] }
      return lists.problems(for: Set(files.map(\.language)))
    }
  }

  private func work(on file: LessonFile) async throws -> LessonReport {
    let content = LessonBytes(file)
    let inputs = await inputs(of: file, content)
    if purpose.usesCache, let stamp = workshop.stamps.stamp(of: file.page, inputs: inputs) {
      return LessonReport(file: file, result: .unchanged, entry: stamp.entry)
    }
    let prepared = Prepared(file, content, programs: purpose.usesCache ? workshop.programs : nil)
    var report = LessonReport(
      file: file, result: .failed, diagnostics: prepared.diagnostics, lines: prepared.lines)
    guard let lesson = prepared.lesson else { return report }
    if let missing = lesson.lesson.missingData(in: workshop.data) {
      report.diagnostics.append(missing)
      report.result = .skipped
      return report
    }
    let found = try await transcripts.transcript(of: lesson)
    report.diagnostics += found.diagnostics
    guard let transcript = found.transcript else { return report }
    report.entry = LessonIndex.Entry(lesson.lesson, transcript)
    let place = PageFolder(workshop.output, file)
    switch purpose {
    case .write:
      let files = try write(lesson, transcript, to: place)
      // A page that came with a warning is made again, so that the warning is not lost.
      if report.diagnostics.isEmpty, let entry = report.entry {
        try workshop.stamps.store(.init(inputs: inputs, files: files, entry: entry), of: file.page)
      }
    case .check:
      report.diagnostics += check(lesson, transcript, against: place) + staleness(of: lesson.lesson)
    }
    let isWrong = report.diagnostics.contains { $0.severity == .error }
    report.result = isWrong ? .failed : found.didRun ? .ran : .unchanged
    return report
  }

  /// Names all that a page is made from.
  private func inputs(of file: LessonFile, _ content: LessonBytes) async -> String {
    let compiler = try? await workshop.compiler()
    return contentHash(of: [
      "page 1", contentHash(content.bytes ?? []), file.path, RunnerIdentity.current, Engine.machineClass,
      compiler?.toolchain.identity ?? "", formats.map(\.rawValue).sorted().joined(separator: " "),
    ])
  }

  private func write(
    _ prepared: PreparedLesson, _ fresh: Transcript, to place: PageFolder
  ) throws -> [String: String] {
    let old = place.record
    // Results that agree with the record are the record's, so that pages change only when results do. What an older
    // engine gave is not kept: compared with it, numbers would be held to the tolerance of another machine for ever.
    let kept = old.flatMap {
      Engine.isVersion(of: $0.machine) && comparison(prepared, $0, fresh).agrees ? $0 : nil
    }
    let transcript = kept?.transcript ?? fresh
    let pages = Pages(of: prepared.lesson, transcript, formats: formats, marks: workshop.marks)
    let record = Record(
      program: prepared.identity.digest, machine: kept?.machine ?? Engine.machineClass,
      transcript: transcript,
      files: pages.hashes)
    return try place.write(pages, record, replacing: old)
  }

  private func check(
    _ prepared: PreparedLesson, _ fresh: Transcript, against place: PageFolder
  ) -> [Diagnostic] {
    let path = prepared.lesson.path
    guard let record = place.record else {
      return [Diagnostic(path: path, at: nil, "the lesson has no page with a record: run 'lessons build'")]
    }
    let comparison = self.comparison(prepared, record, fresh)
    guard comparison.agrees else { return comparison.diagnostics + machineNote(record, path) }
    let stale = place.stale(
      Pages(of: prepared.lesson, record.transcript, formats: formats, marks: workshop.marks))
    return machineNote(record, path)
      + stale.map {
        Diagnostic(
          path: path, at: nil, "'\($0)' is not the page of this lesson as it is now: run 'lessons build'")
      }
  }

  private func comparison(
    _ prepared: PreparedLesson, _ record: Record, _ fresh: Transcript
  ) -> TranscriptComparison {
    TranscriptComparison(
      prepared.lesson, recorded: record.transcript, fresh: fresh,
      isSameMachine: record.machine == Engine.machineClass)
  }

  /// Says so when a translation was made from other bytes than its source has now.
  private func staleness(of lesson: Lesson) -> [Diagnostic] {
    guard let record = lesson.translation,
      let source = FileManager.default.contents(atPath: record.sourceFile),
      record.isStale(against: [UInt8](source))
    else { return [] }
    let hash = TranslationRecord.hash(of: [UInt8](source))
    return [
      Diagnostic(
        path: lesson.path, at: nil,
        "the translation is behind its source: '\(record.sourceFile)' has changed since; once the text follows, "
          + "'original_hash' is \(hash)")
    ]
  }

  /// Says so where numbers are not compared exactly.
  private func machineNote(_ record: Record, _ path: String) -> [Diagnostic] {
    guard record.machine != Engine.machineClass else { return [] }
    let percent = Int(TranscriptComparison.toleranceOfOtherMachines * 100)
    return [
      Diagnostic(
        .note, path: path, at: nil,
        "the page was made on '\(record.machine)', this machine is '\(Engine.machineClass)': "
          + "numbers are compared within \(percent) %")
    ]
  }
}

extension Builder.Purpose {
  /// Whether results of earlier runs may be used.
  fileprivate var usesCache: Bool { if case .write(force: false) = self { true } else { false } }
}
