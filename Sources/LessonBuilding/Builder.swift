import Foundation
import LessonCore
import LessonReading
import LessonRendering
import LessonSite

/// Builds lessons' pages, or checks that they are what the lessons give.
package struct Builder: Sendable {
  /// What is done with each lesson.
  package enum Purpose: Sendable {
    /// Write its page; `force` runs its code even if its results are known.
    case write(force: Bool)
    /// Run its code afresh, compare with the page, write nothing; `twice` compares two runs as well. A lesson whose data is
    /// missing proves nothing, which is an error unless that is allowed.
    case check(twice: Bool, allowsMissingData: Bool)
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
  package init(
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
  package func work(on files: [LessonFile], report: (LessonReport) -> Void) async throws -> [Diagnostic] {
    var catalogue = Catalogue(workshop, library)
    var isWell = true
    func tell(_ finished: LessonReport) {
      var finished = finished
      finished.diagnostics = finished.diagnostics.sorted()
      if finished.result == .failed { isWell = false }
      report(finished)
    }
    var works: [LessonWork] = []
    // What was compiled and, after an error, did not run.
    defer { for work in works { work.ready?.discard() } }
    try await inOrder(files, read) { works.append($0) }
    let readings = Readings(workshop.room, library, workshop.output)
    for work in works {
      if let reading = work.reading { await readings.note(reading, of: work.file) }
      if work.isReadable {
        catalogue.note(work.file, work.report.entry, place: work.placeBefore)
      } else {
        catalogue.noteUnreadable(work.file, work.report.entry)
      }
    }
    try await catalogue.complete(files, readings)
    let site = catalogue.site
    // Where a lesson cannot be read, what the others' pages should say of it is not known.
    let judged = catalogue.isWhole ? formats : formats.filter { !$0.showsOthers }
    switch purpose {
    case .write: explainRenewals(in: &works, catalogue.misplaced(on: site))
    case .check: try await addStaticChecks(to: &works, site, judged, readings)
    }
    for work in works where work.ready == nil { tell(work.report) }
    try await inOrder(works.filter { $0.ready != nil }) { work in
      try await finish(work, site, judged)
    } each: { done in
      catalogue.note(done.file, done.entry, place: done.didFinish ? site.place(of: done.file).digest : nil)
      tell(done)
    }
    // A page without a lesson can only be known when all lessons were asked for.
    let isAll = files.count == library.files.count && library.knowsAll
    let deleted = isAll ? DeletedPages(workshop.output, library) : nil
    let lists = Lists(workshop.output, catalogue.site, formats: formats)
    switch purpose {
    case .write:
      if works.contains(where: { $0.ready != nil }) { workshop.trimCache() }
      var problems = try await Renewal(workshop, library, formats: formats).write(catalogue)
      problems += try deleted?.remove() ?? []
      problems += try lists.write()
      if isAll { problems += try lists.removeUnmade(unless: library.isUnknown) }
      workshop.removeAbandoned()
      return problems
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
    /// `nil` when nothing had to be read.
    var reading: Reading?
    var isReadable = true
    var lacksData = false
    var lesson: PreparedLesson?
    /// `nil` when the lesson need not or cannot go on.
    var ready: TranscriptSource.Ready?

    /// The digest of the place that the page shows, where it need not be made again.
    var placeBefore: String? { report.result == .unchanged ? stamp?.place : nil }
  }

  /// Reads and compiles a lesson, unless its page is known to be right.
  private func read(_ file: LessonFile) async throws -> LessonWork {
    let content = LessonBytes(file)
    let inputs = PageInputs(file, content, await workshop.conditions, formats: formats)
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
    work.report.lines = content.lines
    work.report.reason = "it cannot be compiled"
    guard let source = library.source(of: file, content) else {
      work.report.diagnostics = [content.problem(with: file)]
      work.isReadable = false
      return work
    }
    let record = PageFolder(workshop.output, file).recordHead
    let reading = try await workshop.room.read(source, record, isFresh: purpose.effort != .cached)
    work.reading = reading
    work.isReadable = reading.lesson != nil
    work.report.entry = record == nil ? nil : reading.entry ?? stamp?.entry
    work.report.diagnostics = reading.diagnostics
    guard let lesson = PreparedLesson(source, reading) else { return work }
    work.report.blocks = lesson.lesson.blocks.map {
      .init(index: $0.index, id: $0.options.id, lines: $0.fence.lowerBound.line...$0.lastLine)
    }
    work.lesson = lesson
    if let refused = lesson.lesson.refusedData(in: workshop.data) {
      work.report.diagnostics.append(refused)
      work.report.reason = "its data cannot be used"
      return work
    }
    let ready = try await transcripts.ready(lesson)
    work.report.diagnostics += ready.diagnostics
    if case .wrong = ready.state { return work }
    if let missing = lesson.lesson.missingData(in: workshop.data) {
      ready.discard()
      note(missing, in: &work)
      return work
    }
    work.ready = ready
    // It is going to have a page.
    if case .write = purpose { work.report.entry = reading.entry }
    return work
  }

  /// Says that a lesson cannot run, which is an error where its page is to be proved.
  private func note(_ missing: Diagnostic, in work: inout LessonWork) {
    work.lacksData = true
    work.report.reason = "its data is not there"
    if case .check(_, allowsMissingData: false) = purpose {
      let message = missing.message + "; so its page is not proved (--allow-missing-data lets that pass)"
      work.report.diagnostics.append(Diagnostic(path: missing.path, at: nil, message))
      work.report.result = .failed
    } else {
      work.report.diagnostics.append(missing)
      work.report.result = .skipped
    }
  }

  /// Says of pages from which nothing changed but their place that they are written again.
  private func explainRenewals(in works: inout [LessonWork], _ misplaced: [LessonFile]) {
    guard formats.contains(where: \.showsOthers) else { return }
    let misplaced = Set(misplaced)
    for index in works.indices where works[index].placeBefore != nil && misplaced.contains(works[index].file)
    {
      works[index].report.reason = "only what its page shows of other lessons changed"
    }
  }

  /// Finds what can be wrong between lessons: links, translations.
  private func addStaticChecks(
    to works: inout [LessonWork], _ site: Site, _ judged: Set<PageFormat>, _ readings: Readings
  ) async throws {
    var links = LinkCheck(library, workshop.output, readings)
    let translations = TranslationCheck(library, readings, workshop.room.reader)
    for index in works.indices {
      guard let lesson = works[index].lesson?.lesson else { continue }
      let problems =
        try await links.problems(with: works[index].reading?.links ?? [], in: lesson)
        + translations.problems(of: lesson, works[index].file)
        + problems(ofUnrun: works[index], site, judged)
      works[index].report.diagnostics += problems
      if works[index].ready == nil, problems.contains(where: { $0.severity == .error }) {
        works[index].report.result = .failed
      }
    }
  }

  /// What is wrong with the page of a lesson that cannot run.
  private func problems(
    ofUnrun work: LessonWork, _ site: Site, _ judged: Set<PageFormat>
  ) async throws -> [Diagnostic] {
    guard work.lacksData, let lesson = work.lesson else { return [] }
    return try await PageCheck(workshop, judged).problems(
      ofUnrun: lesson, PageFolder(workshop.output, work.file), at: site.place(of: work.file))
  }

  // MARK: Running

  private func finish(
    _ work: LessonWork, _ site: Site, _ judged: Set<PageFormat>
  ) async throws -> LessonReport {
    var report = work.report
    guard let lesson = work.lesson, let ready = work.ready else { return report }
    let found = try await transcripts.transcript(of: lesson, ready)
    report.diagnostics += found.diagnostics
    let inputs = await workshop.inputs(lesson)
    report.reason = reason(work, inputs, found)
    let folder = PageFolder(workshop.output, work.file)
    guard let transcript = found.transcript else {
      if folder.recordHead == nil { report.entry = nil }
      return report
    }
    report.didFinish = true
    switch purpose {
    case .write:
      let place = site.place(of: work.file)
      do {
        let (entry, written) = try await write(
          lesson, transcript, inputs, to: folder, at: place, basis(of: report, on: site))
        report.diagnostics += written.left(of: lesson.lesson)
        report.entry = entry
        workshop.stamps.store(
          .init(
            inputs: work.inputs, program: inputs.program, data: inputs.data, files: written.hashes,
            place: place.digest, entry: entry, diagnostics: report.diagnostics), of: work.file.page)
      } catch let problem as Diagnostic {
        report.diagnostics.append(problem)
        report.didFinish = false
        if folder.recordHead == nil { report.entry = nil }
      }
    case .check:
      report.diagnostics += try await PageCheck(workshop, judged).problems(
        of: lesson, transcript, inputs, folder, at: site.place(of: work.file))
      report.recordedMachine = folder.recordHead?.machine
    }
    let isWrong = report.diagnostics.contains { $0.severity == .error }
    report.result = isWrong ? .failed : found.origin == .run ? .ran : .unchanged
    return report
  }

  /// Why a lesson's code ran or did not.
  private func reason(
    _ work: LessonWork, _ inputs: ResultInputs, _ found: TranscriptSource.Found
  ) -> String {
    switch (found.origin, purpose) {
    case (.cache, _): reasonOfKnown(work, inputs)
    case (.shared, _): "another lesson with the same code ran"
    case (.run, .check): "checking runs everything"
    case (.run, .write(force: true)): "--force runs everything"
    case (.run, .write(force: false)): reasonOfRun(work, inputs)
    }
  }

  private func reasonOfRun(_ work: LessonWork, _ inputs: ResultInputs) -> String {
    guard let stamp = work.stamp else { return "no earlier run of it is known here" }
    let changes = inputs.changes(since: stamp.results)
    return changes.isEmpty ? "what is kept of its earlier run is gone" : "\(changes.joinedByAnd) changed"
  }

  private func reasonOfKnown(_ work: LessonWork, _ inputs: ResultInputs) -> String {
    guard work.lesson?.hasCode ?? false else { return "it has no code" }
    guard let stamp = work.stamp else { return "its code ran before, but its page was not made here" }
    let changes = inputs.changes(since: stamp.results)
    if !changes.isEmpty { return "\(changes.joinedByAnd) changed to what ran before" }
    if stamp.inputs.text != work.inputs.text { return "its text changed, but not its code" }
    if stamp.inputs.formats != work.inputs.formats { return "other formats are asked for" }
    return "only files of its page changed"
  }

  /// What the record of a translation is to keep of the source.
  private func basis(of report: LessonReport, on site: Site) -> TranslationBasis? {
    report.entry.flatMap { site.basis(of: $0, in: report.file.language) }
  }

  private func write(
    _ prepared: PreparedLesson, _ fresh: Transcript, _ inputs: ResultInputs, to folder: PageFolder,
    at place: PagePlace, _ basis: TranslationBasis?
  ) async throws -> (LessonEntry, PageFolder.Written) {
    let kept =
      folder.recordHead?.bridges(to: inputs) == true
      ? try await kept(folder.record, prepared, fresh, inputs) : nil
    let transcript = kept?.transcript ?? fresh
    let (pages, entry) = try await workshop.room.pages(
      of: prepared.source, transcript, basis, at: place, formats: formats, in: folder)
    let record = Record(
      transcript, inputs, machine: kept?.machine ?? inputs.conditions.machine, basis: basis,
      files: pages.hashes)
    return (entry, try folder.write(pages, record, of: prepared.lesson.path))
  }

  /// The record whose results stay: a page is what its code gives here, unless another class of machines gave the same but
  /// for rounding.
  private func kept(
    _ record: Record?, _ prepared: PreparedLesson, _ fresh: Transcript, _ inputs: ResultInputs
  ) async throws -> Record? {
    guard let record else { return nil }
    let comparison = try await workshop.room.reader.perform(
      CompareResults(prepared.lesson, record, fresh, inputs), about: prepared.lesson.path)
    return comparison.agrees ? record : nil
  }
}

extension [String] {
  /// `a, b and c`
  fileprivate var joinedByAnd: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1]
  }
}

extension Builder.Purpose {
  /// How much is believed of earlier runs.
  fileprivate var effort: TranscriptSource.Effort {
    switch self {
    case .write(force: false): .cached
    case .write(force: true), .check(twice: false, _): .once
    case .check(twice: true, _): .twice
    }
  }
}
