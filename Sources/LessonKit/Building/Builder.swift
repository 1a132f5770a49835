import DeepTraining
import Foundation

/// Builds lessons' pages, or checks that they are what the lessons give.
public struct Builder: Sendable {
  /// What is done with each lesson.
  public enum Purpose: Sendable {
    /// Write its page; `force` runs its code even if its results are known.
    case write(force: Bool)
    /// Run its code afresh, compare with the page, write nothing; `twice` compares two runs as well.
    case check(twice: Bool)
  }

  private let workshop: Workshop
  private let library: LessonLibrary
  private let purpose: Purpose
  private let formats: Set<PageFormat>
  private let transcripts: TranscriptSource

  /// A builder for one call of the command.
  ///
  /// - Parameters:
  ///   - library: All lessons there are, which lists name and links reach.
  ///   - progress: Is told how far running lessons have come, from any thread; nobody by default.
  public init(
    _ workshop: Workshop, _ library: LessonLibrary, _ purpose: Purpose, formats: Set<PageFormat>,
    progress: (@Sendable (LessonProgress) -> Void)? = nil
  ) {
    self.workshop = workshop
    self.library = library
    self.purpose = purpose
    self.formats = formats
    transcripts = TranscriptSource(workshop, purpose.effort, progress: progress)
  }

  /// Works on lessons, several at a time, then on the lists of their languages.
  ///
  /// All lessons are read and compiled before the first of them runs.
  ///
  /// - Parameters:
  ///   - files: The lessons.
  ///   - report: Called for each lesson: first those that need not or cannot run, then the others as soon as they and
  ///     those before them are done.
  /// - Returns: What is wrong with lists and with pages that have no lesson any more.
  /// - Throws: `RunnerFailure` when the runner itself cannot work.
  public func work(on files: [LessonFile], report: (LessonReport) -> Void) async throws -> [Diagnostic] {
    var entries: [String: LessonIndex.Entry] = [:]
    var isWell = true
    func tell(_ finished: LessonReport) {
      var finished = finished
      finished.diagnostics = finished.diagnostics.sorted()
      entries[finished.file.page] = finished.entry
      if finished.result == .failed { isWell = false }
      report(finished)
    }
    var works: [LessonWork] = []
    try await inOrder(files, read) { works.append($0) }
    if case .check = purpose { addStaticChecks(to: &works) }
    for work in works where work.ready == nil { tell(work.report) }
    try await inOrder(works.filter { $0.ready != nil }, finish) { tell($0) }
    let lists = Lists(workshop.output, library, known: entries, formats: formats)
    // Pages may only be missed when all lessons were asked for.
    let deleted = files.count == library.files.count ? DeletedPages(workshop.output, library) : nil
    switch purpose {
    case .write:
      if works.contains(where: { $0.ready != nil }) { workshop.trimCache() }
      try lists.write(for: Set(files.map(\.language)))
      try deleted?.remove()
      return []
    case .check:
      // Where a page is wrong its list may be too, and one build mends both.
      return (deleted?.problems ?? []) + (isWell ? lists.problems(for: Set(files.map(\.language))) : [])
    }
  }

  // MARK: Before anything runs

  /// A lesson between the two steps.
  private struct LessonWork: Sendable {
    let file: LessonFile
    let inputs: PageInputs
    /// What the page was made from before.
    let stamp: PageStamp?
    var report: LessonReport
    var lesson: PreparedLesson?
    /// `nil` when the lesson need not or cannot go on.
    var ready: TranscriptSource.Ready?
  }

  /// Reads and compiles a lesson, unless its page is known to be right.
  private func read(_ file: LessonFile) async throws -> LessonWork {
    let content = LessonBytes(file)
    let compiler = try? await workshop.compiler().toolchain.identity
    let inputs = PageInputs(file, content, compiler: compiler ?? "", formats: formats)
    let stamp = workshop.stamps.stamp(of: file.page)
    var work = LessonWork(
      file: file, inputs: inputs, stamp: stamp, report: LessonReport(file: file, result: .failed))
    if purpose.effort == .cached, let stamp, stamp.inputs == inputs,
      stamp.data == workshop.dataHashes(Array(stamp.data.keys)), workshop.stamps.isWhole(stamp)
    {
      work.report.result = .unchanged
      work.report.reason = "nothing changed that its page is made from"
      work.report.entry = stamp.entry
      work.report.diagnostics = stamp.diagnostics
      if !stamp.diagnostics.isEmpty { work.report.lines = content.lines }
      return work
    }
    let prepared = Prepared(
      library.read(file, content), content, programs: purpose.effort == .cached ? workshop.programs : nil)
    work.report.diagnostics = prepared.diagnostics
    work.report.lines = prepared.lines
    work.report.reason = "it cannot be compiled"
    guard let lesson = prepared.lesson else { return work }
    work.report.blocks = lesson.lesson.blocks.map {
      .init(index: $0.index, id: $0.options.id, lines: $0.fence.lowerBound.line...$0.lastLine)
    }
    work.lesson = lesson
    if let missing = lesson.lesson.missingData(in: workshop.data) {
      work.report.diagnostics.append(missing)
      work.report.result = .skipped
      work.report.reason = "its data is not there"
      return work
    }
    let ready = try await transcripts.ready(lesson)
    work.report.diagnostics += ready.diagnostics
    if case .wrong = ready.state { return work }
    work.ready = ready
    return work
  }

  /// Finds what can be wrong between lessons: links, translations.
  private func addStaticChecks(to works: inout [LessonWork]) {
    let lessons = works.compactMap { work in work.lesson.map { (work.file.page, $0.lesson) } }
    var links = LinkCheck(library, workshop.output, known: Dictionary(uniqueKeysWithValues: lessons))
    let translations = TranslationCheck(library, known: Dictionary(uniqueKeysWithValues: lessons))
    for index in works.indices {
      guard let lesson = works[index].lesson?.lesson else { continue }
      let problems = links.problems(in: lesson) + translations.problems(of: lesson, works[index].file)
      works[index].report.diagnostics += problems
      if works[index].ready == nil, problems.contains(where: { $0.severity == .error }) {
        works[index].report.result = .failed
      }
    }
  }

  // MARK: Running

  private func finish(_ work: LessonWork) async throws -> LessonReport {
    var report = work.report
    guard let lesson = work.lesson, let ready = work.ready else { return report }
    let found = try await transcripts.transcript(of: lesson, ready)
    report.diagnostics += found.diagnostics
    report.reason = reason(work, found)
    guard let transcript = found.transcript else { return report }
    report.didFinish = true
    let entry = LessonIndex.Entry(lesson.lesson, transcript)
    report.entry = entry
    let place = PageFolder(workshop.output, work.file)
    switch purpose {
    case .write:
      let files = try write(lesson, transcript, to: place)
      try workshop.stamps.store(
        .init(
          inputs: work.inputs, program: lesson.identity.digest,
          data: workshop.dataHashes(lesson.lesson.frontMatter.requires), files: files, entry: entry,
          diagnostics: report.diagnostics), of: work.file.page)
    case .check:
      report.diagnostics += check(lesson, transcript, against: place)
      report.recordedMachine = place.record?.machine
    }
    let isWrong = report.diagnostics.contains { $0.severity == .error }
    report.result = isWrong ? .failed : found.origin == .run ? .ran : .unchanged
    return report
  }

  /// Why a lesson's code ran or did not.
  private func reason(_ work: LessonWork, _ found: TranscriptSource.Found) -> String {
    guard let lesson = work.lesson else { return work.report.reason }
    switch (found.origin, purpose) {
    case (.cache, _): return lesson.hasCode ? "its text changed, but not its code" : "it has no code"
    case (.shared, _): return "another lesson with the same code ran"
    case (.run, .check): return "checking runs everything"
    case (.run, .write(force: true)): return "--force runs everything"
    case (.run, .write(force: false)):
      return work.stamp?.changes(
        to: lesson.identity.digest, work.inputs, data: workshop.dataHashes(lesson.lesson.frontMatter.requires)
      )
        ?? "its page was not made here before"
    }
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
    guard comparison.agrees else { return comparison.diagnostics + machineNote(record, prepared.lesson) }
    let stale = place.stale(
      Pages(of: prepared.lesson, record.transcript, formats: formats, marks: workshop.marks))
    return machineNote(record, prepared.lesson)
      + stale.map {
        Diagnostic(
          path: path, at: nil, "'\($0)' is not the page of this lesson as it is now: run 'lessons build'")
      }
  }

  private func comparison(
    _ prepared: PreparedLesson, _ record: Record, _ fresh: Transcript
  ) -> TranscriptComparison {
    TranscriptComparison(
      prepared.lesson, record.transcript, fresh,
      record.machine == Engine.machineClass ? .recordOfThisMachine : .recordOfAnotherMachine)
  }

  /// Says so where numbers are not compared exactly.
  private func machineNote(_ record: Record, _ lesson: Lesson) -> [Diagnostic] {
    guard record.machine != Engine.machineClass else { return [] }
    let percent = (TranscriptComparison.toleranceOfOtherMachines(lesson) * 100).formatted(
      .number.locale(Locale(identifier: "en")))
    return [
      Diagnostic(
        .note, path: lesson.path, at: nil,
        "the page was made on '\(record.machine)', this machine is '\(Engine.machineClass)': "
          + "numbers are compared within \(percent) %")
    ]
  }
}

extension Builder.Purpose {
  /// How much is believed of earlier runs.
  fileprivate var effort: TranscriptSource.Effort {
    switch self {
    case .write(force: false): .cached
    case .write(force: true), .check(twice: false): .once
    case .check(twice: true): .twice
    }
  }
}
