import Foundation
import LessonCore
import LessonReading
import LessonRendering
import LessonSite

/// Builds the pages of lessons, or checks that existing pages match their lessons.
package struct Builder: Sendable {
  /// The work to do on each lesson.
  package enum Purpose: Sendable {
    /// Write its page; `force` runs its code even if its results are cached.
    case write(force: Bool)
    /// Run its code afresh, compare with the page, write nothing; `twice` compares two runs as well. A lesson whose
    /// data is missing cannot be checked, which is an error unless `allowsMissingData` is set.
    case check(twice: Bool, allowsMissingData: Bool)
  }

  private let context: BuildContext
  private let library: LessonLibrary
  private let purpose: Purpose
  private let formats: Set<PageFormat>
  private let steps: LessonSteps

  /// A builder for one call of the command.
  ///
  /// - Parameters:
  ///   - library: All lessons of the project: lists name them and links can lead to them.
  ///   - progress: Called with the progress of running lessons, from any thread; by default, does nothing.
  package init(
    _ context: BuildContext, _ library: LessonLibrary, _ purpose: Purpose, formats: Set<PageFormat>,
    progress: (@Sendable (LessonProgress) -> Void)? = nil
  ) {
    self.context = context
    self.library = library
    self.purpose = purpose
    self.formats = formats
    steps = LessonSteps(
      context: context, library: library, purpose: purpose, formats: formats,
      transcripts: TranscriptSource(context, purpose.effort, progress: progress))
  }

  /// Works on lessons, several at a time, then on the lists of their languages.
  ///
  /// All lessons are read and compiled before the first of them runs.
  ///
  /// - Parameters:
  ///   - files: The lessons.
  ///   - report: Called for each lesson: first for lessons that need not or cannot run, then for the others, in order,
  ///     as soon as they are done.
  /// - Returns: Diagnostics of the project's modules, of lists, and of pages whose lessons no longer exist.
  /// - Throws: `RunnerFailure` when the runner itself cannot work.
  package func work(on files: [LessonFile], report: (LessonReport) -> Void) async throws -> [Diagnostic] {
    let ofModules = try await context.refreshModules()
    // Without the modules, every program would have errors that are not its own.
    if ofModules.contains(where: { $0.severity == .error }) { return ofModules }
    return try await ofModules + workWithModules(on: files, report: report)
  }

  private func workWithModules(
    on files: [LessonFile], report: (LessonReport) -> Void
  ) async throws -> [Diagnostic] {
    var builds: [LessonBuild] = []
    // Removes programs that were compiled but, after an error, did not run.
    defer { for build in builds { build.discard() } }
    try await inOrder(files, steps.prepare) { builds.append($0) }
    let readings = Readings(context.reader, library, context.output)
    var catalogue = try await catalogue(of: builds, readings)
    let site = catalogue.site
    // If a lesson cannot be read, we do not know what the pages of other lessons should show of it.
    let check = PageCheck(context, catalogue.isWhole ? formats : formats.filter { !$0.showsOthers })
    switch purpose {
    case .write: explainUpdates(of: &builds, catalogue.misplaced(on: site))
    case .check: try await addStaticChecks(to: &builds, site, check, readings)
    }
    var isWell = true
    func tell(_ build: LessonBuild) {
      let finished = LessonReport(build)
      if finished.result == .failed { isWell = false }
      report(finished)
    }
    for build in builds where !build.state.isReady { tell(build) }
    let ready = builds.filter(\.state.isReady)
    try await inOrder(ready) {
      try await steps.finish($0, on: site, check)
    } each: { build in
      var place: String?
      if case .finished = build.state { place = site.place(of: build.file).digest }
      catalogue.note(build.file, build.entry, place: place)
      tell(build)
    }
    return switch purpose {
    case .write: try await writeRest(catalogue, isAll: isAll(files), hasRun: !ready.isEmpty)
    // If a page is wrong, its list may be wrong too. One build corrects both, so only the page is reported.
    case .check:
      problems(ofRest: catalogue, isAll: isAll(files), languages: isWell ? files.map(\.language) : [])
    }
  }

  // MARK: Preparing

  /// What pages show of other lessons, as far as it is known before any lesson runs.
  private func catalogue(of builds: [LessonBuild], _ readings: Readings) async throws -> Catalogue {
    var catalogue = Catalogue(context, library)
    for build in builds {
      if let reading = build.state.reading { await readings.note(reading, of: build.file) }
      if build.state.isReadable {
        catalogue.note(
          build.file, build.entry, place: build.result == .unchanged ? build.previous?.place : nil)
      } else {
        catalogue.noteUnreadable(build.file, build.entry)
      }
    }
    try await catalogue.complete(builds.map(\.file), readings)
    return catalogue
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
    to builds: inout [LessonBuild], _ site: Site, _ check: PageCheck, _ readings: Readings
  ) async throws {
    var links = LinkCheck(library, context.output, readings)
    let translations = TranslationCheck(library, readings, context.reader)
    for index in builds.indices {
      let (file, state) = (builds[index].file, builds[index].state)
      guard let valid = state.lesson else { continue }
      var problems = try await links.problems(with: valid.reading.links, in: valid.outline)
      problems += try await translations.problems(of: valid.outline, file)
      if case .lacksData = state {
        problems += try await check.problems(
          ofUnrun: valid, PageFolder(context.output, file), at: site.place(of: file))
      }
      builds[index].diagnostics += problems
    }
  }

  // MARK: Finishing

  /// Whether the call covers all lessons. Only then can pages without a lesson be found.
  private func isAll(_ files: [LessonFile]) -> Bool { files.count == library.files.count && library.knowsAll }

  private func writeRest(_ catalogue: Catalogue, isAll: Bool, hasRun: Bool) async throws -> [Diagnostic] {
    let deleted = isAll ? DeletedPages(context.output, library) : nil
    let indexPages = IndexPages(context.output, catalogue.site, formats: formats)
    if hasRun { context.trimCache() }
    var problems = try await NavigationUpdate(context, library, formats: formats).write(catalogue)
    problems += try deleted?.remove() ?? []
    problems += try indexPages.write()
    if isAll { problems += try indexPages.removeUnmade(unless: library.isUnknown) }
    context.removeAbandoned()
    return problems
  }

  private func problems(ofRest catalogue: Catalogue, isAll: Bool, languages: [String]) -> [Diagnostic] {
    let deleted = isAll ? DeletedPages(context.output, library).problems : []
    let indexPages = IndexPages(context.output, catalogue.site, formats: formats)
    return deleted + indexPages.problems(for: Set(languages))
  }
}

extension Builder.Purpose {
  /// How far results of earlier runs are trusted.
  var effort: TranscriptSource.Effort {
    switch self {
    case .write(force: false): .cached
    case .write(force: true), .check(twice: false, _): .once
    case .check(twice: true, _): .twice
    }
  }

  /// The diagnostic of missing data: an error if the page must be checked.
  func judged(_ missing: Diagnostic) -> Diagnostic {
    guard case .check(_, allowsMissingData: false) = self else { return missing }
    return Diagnostic(
      path: missing.path, at: nil,
      missing.message + "; so its page is not proved (--allow-missing-data lets that pass)")
  }
}

extension LessonReport {
  /// The report of a lesson that is not processed further.
  fileprivate init(_ build: LessonBuild) {
    self.init(
      file: build.file, result: build.result, reason: build.reason, diagnostics: build.diagnostics.sorted(),
      lines: build.lines,
      blocks: build.state.lesson?.outline.blocks.map {
        BlockPlace(index: $0.index, id: $0.options.id, lines: $0.fence.lowerBound.line...$0.lastLine)
      } ?? [], recordedMachine: build.recordedMachine)
    if case .finished = build.state { didFinish = true }
  }
}
