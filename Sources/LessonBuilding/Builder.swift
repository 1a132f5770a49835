import Foundation
import LessonCore
import LessonReading
import LessonRendering
import LessonSite

/// Builds the pages of lessons, or checks that existing pages match their lessons.
package struct Builder: Sendable {
  /// The work to do on each lesson.
  package enum Purpose: Sendable {
    /// Write its page; `force` runs its code even if its results are cached. A lesson whose data is missing keeps its
    /// page, which is an error unless `allowsMissingData` is set.
    case write(force: Bool, allowsMissingData: Bool = true, part: Part = .whole)
    /// Run its code afresh, compare with the page, write nothing; `twice` compares two runs as well. A lesson whose
    /// data is missing cannot be checked, which is an error unless `allowsMissingData` is set. If `accepts` is set,
    /// wrong expectations in its code are replaced.
    case check(twice: Bool, allowsMissingData: Bool, accepts: Bool = false)

    /// Whether wrong expectations are replaced.
    var accepts: Bool { if case .check(_, _, accepts: true) = self { true } else { false } }

    /// The part of a site that a call writes.
    var part: Part { if case .write(_, _, let part) = self { part } else { .whole } }
  }

  /// The part of a site that a call writes where several machines make it together.
  package enum Part: Sendable {
    case whole
    /// Pages of its lessons, as they are on the whole site. What concerns the site is left to the merge.
    case shard
    /// The whole site, from the pages and the results of shards. If any are missing, nothing is written.
    case merge(ShardPages)

    var isShard: Bool { if case .shard = self { true } else { false } }
    var isMerge: Bool { if case .merge = self { true } else { false } }
  }

  private let context: BuildContext
  private let library: LessonLibrary
  private let purpose: Purpose
  private let formats: Set<PageFormat>
  private let steps: LessonSteps
  private let attachments: AttachmentSearch

  /// A builder for one call of the command.
  ///
  /// - Parameters:
  ///   - library: All lessons of the project: lists name them and links can lead to them.
  ///   - progress: Called with the progress of running lessons, from any thread; by default, does nothing.
  ///   - live: Shows lessons on their pages while they run; `nil` where nobody sees them.
  package init(
    _ context: BuildContext, _ library: LessonLibrary, _ purpose: Purpose, formats: Set<PageFormat>,
    progress: (@Sendable (LessonProgress) -> Void)? = nil, live: LiveLessons? = nil
  ) {
    self.context = context
    self.library = library
    self.purpose = purpose
    self.formats = formats
    attachments = AttachmentSearch(library, context.files)
    steps = LessonSteps(
      context: context, library: library, purpose: purpose, formats: formats,
      transcripts: TranscriptSource(context, purpose.effort, progress: progress, live: live),
      attachments: attachments, live: live)
  }

  /// Works on lessons, several at a time, then on the lists of their languages.
  ///
  /// All lessons are read and compiled before the first of them runs.
  ///
  /// - Parameters:
  ///   - files: The lessons.
  ///   - changed: Those of them that are all that has changed since the last call in this context: they are done first,
  ///     and the others are looked at after a pause, since their author may go on. Empty if that is not known.
  ///   - answersForSite: Whether the call also checks what concerns the whole site if these are not all lessons.
  ///   - report: Called for each lesson: first for lessons that need not or cannot run, then for the others, in order,
  ///     as soon as they are done.
  /// - Returns: Diagnostics of the project's modules, of lists, and of pages whose lessons no longer exist.
  /// - Throws: `RunnerFailure` when the runner itself cannot work.
  package func work(
    on files: [LessonFile], changed: [LessonFile] = [], answersForSite: Bool = false,
    report: (LessonReport) -> Void
  ) async throws -> [Diagnostic] {
    let ofModules = try await context.refreshModules()
    // Without the modules, every program would have errors that are not its own.
    if ofModules.contains(where: { $0.severity == .error }) { return ofModules }
    let unread = try await context.refreshBibliographies()
    // Without its works, every citation would be an error.
    guard unread.isEmpty else { return ofModules + unread }
    let isOfSite = library.knowsAll && (answersForSite || files.count == library.files.count)
    let ofRest = try await workWithModules(
      on: files, changed: changed, isOfSite: isOfSite, report: report)
    return ofModules + (try await context.reader.bibliographies?.problems() ?? []) + ofRest
  }

  /// - Parameter isOfSite: Whether the call covers the whole site. Only then can pages without a lesson be found.
  private func workWithModules(
    on files: [LessonFile], changed: [LessonFile], isOfSite: Bool, report: (LessonReport) -> Void
  ) async throws -> [Diagnostic] {
    let first = try await workFirst(on: changed, report: report)
    let others = first.map { first in files.filter { !first.has($0) } } ?? files
    let round = try await work(on: others, after: first, report: report)
    if round.isGivenUp { return [] }
    return switch purpose {
    case .write(_, _, part: .shard): try await handOver(files, round.catalogue)
    case .write: try await writeRest(round.catalogue, isAll: isOfSite, hasRun: round.hasRun)
    // If a page is wrong, its list may be wrong too. One build corrects both, so only the page is reported.
    case .check:
      (round.lacksRecords ? [missingRecords] : [])
        + (try await problems(
          ofRest: round.catalogue, isAll: isOfSite, languages: round.isWell ? files.map(\.language) : []))
    }
  }

  /// How the work on some lessons ended.
  private struct Round {
    var builds: [LessonBuild]
    var catalogue: Catalogue
    var isWell = true
    var lacksRecords = false
    var hasRun = false
    /// Whether a merge lacks a lesson, so that nothing is written.
    var isGivenUp = false

    func has(_ file: LessonFile) -> Bool { builds.contains { $0.file == file } }
  }

  /// The time that an author gets to go on before lessons that have not changed are looked at.
  private static let pause = Duration.milliseconds(500)

  /// Works on the lessons that have changed, with what the last call knew of the others; `nil` if it knew too little.
  private func workFirst(
    on changed: [LessonFile], report: (LessonReport) -> Void
  ) async throws -> Round? {
    let known = context.lastKnown.take()
    guard !changed.isEmpty, let catalogue = Catalogue(context, library, known) else { return nil }
    let round = try await work(on: changed, knowing: catalogue, report: report)
    context.lastKnown.put(round.catalogue.known)
    try await Task.sleep(for: Self.pause)
    return round
  }

  /// - Parameters:
  ///   - before: What the same call has done before.
  ///   - others: What is known of all lessons.
  private func work(
    on files: [LessonFile], after before: Round? = nil, knowing others: Catalogue? = nil,
    report: (LessonReport) -> Void
  ) async throws -> Round {
    var builds: [LessonBuild] = []
    // Removes programs that were compiled but, after an error, did not run.
    defer { for build in builds { build.discard() } }
    try await inOrder(files, { try await steps.prepare($0) }) { builds.append($0) }
    let readings = Readings(context.reader, library, context.output)
    let catalogue = try await catalogue(of: builds, after: before, knowing: others, readings)
    let site = catalogue.site
    if purpose.part.isMerge { try await drawAgain(&builds, on: site) }
    let check = pageCheck(catalogue)
    var outside = OutsideCheck(context, library, readings, attachments, catalogue.lessonStates)
    switch purpose {
    case .write:
      explainUpdates(of: &builds, catalogue.misplaced(on: site, among: files))
      try await addWarnings(to: &builds, &outside, readings)
    case .check: try await addStaticChecks(to: &builds, site, check, &outside)
    }
    var round = Round(builds: [], catalogue: catalogue, isWell: before?.isWell ?? true)
    func tell(_ build: LessonBuild) {
      round.builds.append(build)
      let finished = LessonReport(build)
      if finished.result == .failed { round.isWell = false }
      report(finished)
    }
    for build in builds where !build.state.isReady { tell(build) }
    round.isGivenUp = purpose.part.isMerge && !round.isWell
    if round.isGivenUp { return round }
    let ready = builds.filter(\.state.isReady)
    try await inOrder(ready) {
      try await steps.finish($0, on: site, check)
    } each: { build in
      if build.lacksAllRecords { round.lacksRecords = true }
      round.catalogue.note(build.file, build.entry, place: place(of: build, on: site))
      tell(build)
    }
    round.hasRun = !ready.isEmpty || before?.hasRun ?? false
    return round
  }

  /// The digest of the place for which a page was written or found; `nil` if there is none.
  private func place(of build: LessonBuild, on site: Site) -> String? {
    switch build.state {
    case .finished, .upToDate: site.place(of: build.file).digest
    default: nil
    }
  }

  private func pageCheck(_ catalogue: Catalogue) -> PageCheck {
    let isChecking = if case .check = purpose { true } else { false }
    let hasRecords =
      !isChecking || library.files.contains { PageFolder(context.output, $0).recordHead != nil }
    // If a lesson cannot be read, we do not know what the pages of other lessons should show of it.
    return PageCheck(
      context, catalogue.isWhole ? formats : formats.filter { !$0.showsOthers }, attachments,
      hasRecords: hasRecords)
  }

  /// The error of a project whose pages were never built.
  private var missingRecords: Diagnostic {
    let output = context.output.path
    return Diagnostic(
      path: output, at: nil, "no page has a record: run 'lessons build' first, and commit '\(output)'")
  }

  // MARK: Preparing

  /// What pages show of other lessons, as far as it is known before any lesson runs.
  private func catalogue(
    of builds: [LessonBuild], after before: Round?, knowing others: Catalogue?, _ readings: Readings
  ) async throws -> Catalogue {
    var catalogue = others ?? Catalogue(context, library, awaitsAll: purpose.part.isShard)
    for build in (before?.builds ?? []) + builds {
      if let reading = build.state.reading { await readings.note(reading, of: build.file) }
      catalogue.note(build.file, build.lessonState)
      if build.state.isReadable {
        catalogue.note(
          build.file, build.entry, place: build.result == .unchanged ? build.made?.place : nil)
      } else {
        catalogue.noteUnreadable(build.file, build.entry)
      }
    }
    let site = before?.catalogue.site
    for build in before?.builds ?? [] {
      if let site, let place = place(of: build, on: site) {
        catalogue.note(build.file, build.entry, place: place)
      }
    }
    try await catalogue.complete(((before?.builds ?? []) + builds).map(\.file), readings)
    return catalogue
  }

  /// Prepares lessons again whose pages the shards have made for another site than this one, so that they are drawn here.
  private func drawAgain(_ builds: inout [LessonBuild], on site: Site) async throws {
    let indices = builds.indices.filter { !steps.isHandedOver(builds[$0], on: site) }
    var again: [LessonBuild] = []
    try await inOrder(indices.map { builds[$0].file }, { try await steps.prepare($0, takesPages: false) }) {
      again.append($0)
    }
    for (index, build) in zip(indices, again) { builds[index] = build }
  }

  /// Sets the reason of lessons whose pages are written again only because their place changed.
  private func explainUpdates(of builds: inout [LessonBuild], _ misplaced: [LessonFile]) {
    guard formats.contains(where: \.showsOthers) else { return }
    let misplaced = Set(misplaced)
    for index in builds.indices
    where builds[index].result == .unchanged && misplaced.contains(builds[index].file) {
      builds[index].reason = "only what its page shows of other lessons changed"
    }
  }

  /// Checks links and translations between lessons, and compares the pages of lessons that cannot run.
  private func addStaticChecks(
    to builds: inout [LessonBuild], _ site: Site, _ check: PageCheck, _ outside: inout OutsideCheck
  ) async throws {
    for index in builds.indices {
      let (file, state) = (builds[index].file, builds[index].state)
      guard let valid = state.lesson else { continue }
      builds[index].outside = try await outside.check(valid.reading, valid.outline, file)
      if case .lacksData = state {
        builds[index].diagnostics += try await check.problems(
          ofUnrun: valid, PageFolder(context.output, file), at: site.place(of: file))
      }
    }
  }

  /// Warns of links and translations. Lessons that have not changed are not looked at again, unless something has that
  /// they link to.
  private func addWarnings(
    to builds: inout [LessonBuild], _ outside: inout OutsideCheck, _ readings: Readings
  ) async throws {
    for index in builds.indices {
      let build = builds[index]
      if let known = build.outside, outside.isCurrent(known, of: build.file) { continue }
      let hasPage = build.state.hasPage
      let reading = hasPage ? try await readings.reading(of: build.file) : build.state.lesson?.reading
      guard let reading, let lesson = reading.lesson else { continue }
      let found = try await outside.check(reading, lesson, build.file).asWarnings
      builds[index].outside = found
      guard hasPage, let previous = build.previous else { continue }
      if !found.problems.isEmpty { builds[index].lines = LessonBytes(build.file).lines }
      context.previousBuilds.store(previous.with(outside: found), for: build.file)
    }
  }

  // MARK: Finishing

  private func writeRest(_ catalogue: Catalogue, isAll: Bool, hasRun: Bool) async throws -> [Diagnostic] {
    let deleted = isAll ? DeletedPages(context.output, library) : nil
    if hasRun { context.trimCache() }
    var problems = try await NavigationUpdate(context, library, formats: formats).write(catalogue)
    let indexPages = try await IndexPages(context, catalogue.site, formats: formats)
    problems += try deleted?.remove() ?? []
    problems += try indexPages.write()
    if isAll { problems += try indexPages.removeUnmade(unless: library.isUnknown) }
    context.removeAbandoned()
    context.lastKnown.put(isAll ? catalogue.known : nil)
    return problems
  }

  /// Leaves the pages of a shard, as they are on the site, for the merge.
  private func handOver(_ files: [LessonFile], _ catalogue: Catalogue) async throws -> [Diagnostic] {
    let problems = try await NavigationUpdate(context, library, formats: formats).write(
      catalogue, only: files)
    context.handOver(files)
    return problems
  }

  private func problems(
    ofRest catalogue: Catalogue, isAll: Bool, languages: [String]
  ) async throws -> [Diagnostic] {
    let deleted = isAll ? DeletedPages(context.output, library).problems : []
    let indexPages = try await IndexPages(context, catalogue.site, formats: formats)
    return deleted + indexPages.problems(for: Set(languages))
  }
}

extension Builder.Purpose {
  /// How far results of earlier runs are trusted.
  var effort: TranscriptSource.Effort {
    switch self {
    case .write(_, _, part: .merge): .known
    case .write(force: false, _, _): .cached
    case .write(force: true, _, _), .check(twice: false, _, _): .once
    case .check(twice: true, _, _): .twice
    }
  }

  /// What follows from missing data, as the rest of a sentence; `nil` if it is allowed.
  var consequenceOfMissingData: String? {
    switch self {
    case .write(_, allowsMissingData: true, _), .check(_, allowsMissingData: true, _): nil
    case .write: "; so its page is not made (--allow-missing-data lets that pass)"
    case .check: "; so its page is not proved (--allow-missing-data lets that pass)"
    }
  }
}

extension LessonReport {
  /// The report of a lesson that is not processed further.
  fileprivate init(_ build: LessonBuild) {
    self.init(
      file: build.file, result: build.result, reason: build.reason,
      diagnostics: build.allDiagnostics.sorted(),
      lines: build.lines,
      blocks: build.state.lesson?.outline.blocks.map {
        BlockPlace(index: $0.index, id: $0.options.id, lines: $0.fence.lowerBound.line...$0.lastLine)
      } ?? [], recordedMachine: build.recordedMachine)
    version = build.version
    if case .finished = build.state { didFinish = true }
    holding = build.holding
    seconds = build.seconds
  }
}
