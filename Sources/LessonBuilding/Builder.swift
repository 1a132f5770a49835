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

  private let context: BuildContext
  private let library: LessonLibrary
  private let purpose: Purpose
  private let formats: Set<PageFormat>
  private let steps: LessonSteps

  /// A builder for one call of the command.
  ///
  /// - Parameters:
  ///   - library: All lessons there are, which lists name and links reach.
  ///   - progress: Is told how far running lessons have come, from any thread; nobody by default.
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
  ///   - report: Called for each lesson: first those that need not or cannot run, then the others as soon as they and
  ///     those before them are done.
  /// - Returns: What is wrong with lists and with pages that have no lesson any more.
  /// - Throws: `RunnerFailure` when the runner itself cannot work.
  package func work(on files: [LessonFile], report: (LessonReport) -> Void) async throws -> [Diagnostic] {
    var builds: [LessonBuild] = []
    // What was compiled and, after an error, did not run.
    defer { for build in builds { build.discard() } }
    try await inOrder(files, steps.prepare) { builds.append($0) }
    let readings = Readings(context.reader, library, context.output)
    var catalogue = try await catalogue(of: builds, readings)
    let site = catalogue.site
    // Where a lesson cannot be read, what the others' pages should say of it is not known.
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
    // Where a page is wrong its list may be too, and one build mends both.
    case .check:
      problems(ofRest: catalogue, isAll: isAll(files), languages: isWell ? files.map(\.language) : [])
    }
  }

  // MARK: Before anything runs

  /// What pages say of the lessons, as far as it is known before they run.
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

  /// Says of pages from which nothing changed but their place that they are written again.
  private func explainUpdates(of builds: inout [LessonBuild], _ misplaced: [LessonFile]) {
    guard formats.contains(where: \.showsOthers) else { return }
    let misplaced = Set(misplaced)
    for index in builds.indices
    where builds[index].result == .unchanged && misplaced.contains(builds[index].file) {
      builds[index].reason = "only what its page shows of other lessons changed"
    }
  }

  /// Finds what can be wrong between lessons: links, translations. The page of a lesson that cannot run is compared too.
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

  // MARK: After the last lesson

  /// Whether a page without a lesson can be known: only when all lessons were asked for.
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
  /// How much is believed of earlier runs.
  var effort: TranscriptSource.Effort {
    switch self {
    case .write(force: false): .cached
    case .write(force: true), .check(twice: false, _): .once
    case .check(twice: true, _): .twice
    }
  }

  /// What is said of data that is missing: an error where the page is to be proved.
  func judged(_ missing: Diagnostic) -> Diagnostic {
    guard case .check(_, allowsMissingData: false) = self else { return missing }
    return Diagnostic(
      path: missing.path, at: nil,
      missing.message + "; so its page is not proved (--allow-missing-data lets that pass)")
  }
}

extension LessonReport {
  /// What became of a lesson that goes no further.
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
