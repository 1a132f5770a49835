import Foundation
import LessonCore
import LessonExecution
import LessonReading
import LessonSite
import LessonStorage

/// The state of a lesson on the way from its file to its page.
///
/// ```text
/// file ─┬─▶ upToDate     nothing changed that its page is made from
///       ├─▶ unreadable   its file cannot be opened
///       ├─▶ malformed    its text is no lesson, or its code no program
///       ├─▶ refused      its data cannot be used, or its code does not compile
///       ├─▶ lacksData    data that it requires is missing
///       ├─▶ stopped      it was stopped on its page before, and its file has not been saved since
///       └─▶ ready ─┬─▶ failed     its code ended early, a claim does not hold, or its page cannot be written
///                  ├─▶ stopped    it was stopped on its page
///                  └─▶ finished   its page was written, or was compared
/// ```
///
/// In a merge, a lesson whose page a shard has made goes from `file` to `handedOver`, and from there to `upToDate`, or to
/// `failed` if the page cannot be written.
///
/// All lessons of a call have left `file` before the first of those that are ready runs.
enum LessonState: Sendable {
  case upToDate
  case unreadable
  case malformed(Reading)
  case refused(ValidLesson)
  case lacksData(ValidLesson)
  case ready(ValidLesson, ReadyProgram)
  case failed(ValidLesson?)
  case stopped(ValidLesson)
  case handedOver(HandedPage)
  case finished(ValidLesson, ResultOrigin)

  /// The lesson, if its text and its code are valid.
  var lesson: ValidLesson? {
    switch self {
    case .upToDate, .unreadable, .malformed, .handedOver: nil
    case .failed(let lesson): lesson
    case .refused(let lesson), .lacksData(let lesson), .ready(let lesson, _), .stopped(let lesson),
      .finished(let lesson, _):
      lesson
    }
  }

  /// What was read of it.
  var reading: Reading? { if case .malformed(let reading) = self { reading } else { lesson?.reading } }

  /// Whether its text is that of a lesson, so that we know what other pages show of it.
  var isReadable: Bool { hasPage || reading?.lesson != nil }

  /// Whether a page was made of what its lesson is now, so that it is not read.
  var hasPage: Bool {
    switch self {
    case .upToDate, .handedOver: true
    default: false
    }
  }

  /// Whether its page is still to be written or compared.
  var isReady: Bool {
    switch self {
    case .ready, .handedOver: true
    default: false
    }
  }
}

/// One lesson of a call of the command.
struct LessonBuild: Sendable {
  let file: LessonFile
  /// What its page is made from now.
  fileprivate(set) var inputs: PageInputs
  /// How its page was made before, if known.
  let previous: PreviousBuild?
  private(set) var state = LessonState.unreadable
  /// Why it is in this state, in words.
  var reason = "its file cannot be opened"
  /// Errors, warnings and notes of the lesson by itself.
  var diagnostics: [Diagnostic] = []
  /// What is wrong with its links and its translation, if that was looked at.
  var outside: SurroundingsCheck?
  /// What other pages say of it; `nil` when it has no page.
  var entry: LessonEntry?
  /// The lines of its file, for excerpts.
  var lines: [String] = []
  /// Whether its page could not be compared, since no lesson has a page with a record.
  var lacksAllRecords = false
  /// The class of machines on which its page was made, if the page's record was read.
  var recordedMachine: String?
  /// How many expectations in its code hold.
  var holding = 0
  /// The seconds for which its compilers and its program ran; `nil` if none did.
  var seconds: Double?
  /// The hash of its file's bytes; `nil` if they could not be read.
  var version: String?

  init(_ file: LessonFile, _ inputs: PageInputs, _ previous: PreviousBuild?) {
    self.file = file
    self.inputs = inputs
    self.previous = previous
  }

  mutating func enter(_ state: LessonState, because reason: String? = nil) {
    self.state = state
    if let reason { self.reason = reason }
  }

  /// All errors, warnings and notes.
  var allDiagnostics: [Diagnostic] { diagnostics + (outside?.problems ?? []) }

  var hasErrors: Bool { allDiagnostics.contains { $0.severity == .error } }

  /// What checks of other lessons depend on.
  var lessonState: LessonStates.State {
    LessonStates.State(text: inputs.text, anchors: state.reading?.anchorsDigest ?? made?.anchors)
  }

  /// How its page was made, here or by a shard, if known.
  var made: PreviousBuild? { if case .handedOver(let page) = state { page.build } else { previous } }

  /// The result in one word.
  var result: LessonReport.Result {
    switch state {
    case .upToDate, .handedOver: .unchanged
    case .unreadable, .malformed, .refused, .ready, .failed: .failed
    case .lacksData: hasErrors ? .failed : .skipped
    case .stopped: hasErrors ? .failed : .stopped
    case .finished(_, .run): hasErrors ? .failed : .ran
    case .finished(_, .cache), .finished(_, .shared): hasErrors ? .failed : .unchanged
    }
  }

  /// Adds what is said of an outcome.
  ///
  /// - Parameter accepting: Whether wrong expectations are replaced in the file.
  mutating func note(_ outcome: LessonOutcome, accepting: Bool) {
    switch outcome {
    case .drifted(let transcript, let drifts):
      holding = transcript.found.count - drifts.count
      diagnostics +=
        accepting ? AcceptedExpectations(file, lines: lines).write(drifts) : drifts.map(\.diagnostic)
    case .finished(let transcript):
      holding = transcript.found.count
    case .unstable, .refuted, .failed, .stopped: diagnostics += outcome.diagnostics
    }
  }

  /// Whether its page shows what it gave.
  fileprivate var hasResults: Bool { if case .finished = state { true } else { false } }

  /// Removes a compiled program that did not run.
  func discard() { if case .ready(_, let program) = state { program.discard() } }
}

/// The steps that take lessons from state to state.
struct LessonSteps: Sendable {
  let context: BuildContext
  let library: LessonLibrary
  let purpose: Builder.Purpose
  let formats: Set<PageFormat>
  let transcripts: TranscriptSource
  let attachments: AttachmentSearch
  /// Shows lessons on their pages while they run; `nil` where nobody sees them.
  var live: LiveLessons?

  /// Before anything runs: from its file to any state up to `ready`.
  ///
  /// - Parameter takesPages: Whether a page that a shard has made is taken.
  func prepare(_ file: LessonFile, takesPages: Bool = true) async throws -> LessonBuild {
    let content = LessonBytes(file)
    let text = PageInputs.text(of: content, library.translation(of: file))
    let previous = context.previousBuilds[file]
    let works = try await context.reader.bibliographies?.bibliography(
      for: content.bytes ?? [], previous?.bibliography ?? [])
    let inputs = PageInputs(
      file, text: text, await context.conditions, formats: formats, modules: await context.moduleDigest,
      works: works?.digest)
    var build = LessonBuild(file, inputs, previous)
    build.version = content.bytes.map { contentHash(Data($0)) }
    if purpose.effort.usesEarlierRuns, let previous = build.previous,
      context.isCurrent(previous, inputs, attachments)
    {
      build.entry = previous.entry
      build.diagnostics = previous.diagnostics
      build.outside = previous.outside
      if !build.allDiagnostics.isEmpty { build.lines = content.lines }
      build.enter(.upToDate, because: "nothing changed that its page is made from")
      tellPage(of: build)
      return build
    }
    build.lines = content.lines
    if takesPages, let page = handedPage(for: build) {
      build.entry = page.entry(before: PageFolder(context.output, file))
      build.diagnostics = page.build.diagnostics
      build.outside = page.build.outside
      build.enter(.handedOver(page), because: "a shard has made its page")
      return build
    }
    guard let bare = library.source(of: file, content) else {
      build.diagnostics = [content.problem(with: file)]
      return build
    }
    let record = PageFolder(context.output, file).recordHead
    let (source, reading) = try await context.reader.readCiting(
      bare, record, isFresh: !purpose.effort.usesEarlierRuns)
    build.inputs.works = source.bibliography?.digest
    build.diagnostics = reading.diagnostics
    build.entry = record == nil ? nil : reading.entry ?? build.previous?.entry
    guard let lesson = ValidLesson(source, reading) else {
      build.enter(.malformed(reading), because: "its text is no lesson, or its code no program")
      return build
    }
    // Its page goes on to show what the run gave.
    if let live, live.isHeld(file) {
      build.enter(.stopped(lesson), because: "it was stopped on its page")
      return build
    }
    await tellRead(lesson, build)
    try await prepare(lesson, in: &build)
    return build
  }

  /// The page that a shard has made, if it is the one that would be made here.
  private func handedPage(for build: LessonBuild) -> HandedPage? {
    guard case .merge(let shards) = purpose.part else { return nil }
    return shards.first { HandedPage(of: build.file, in: $0, build.inputs, context, attachments) }
  }

  /// Whether the page that a shard has made of a lesson is that of the lesson's place on the site.
  func isHandedOver(_ build: LessonBuild, on site: Site) -> Bool {
    guard case .handedOver(let page) = build.state else { return true }
    let basis = build.entry.flatMap { site.basis(of: $0, in: build.file.language) }
    return page.isFor(site.place(of: build.file), basis)
  }

  /// Tells the page of a lesson which of its results are old.
  private func tellRead(_ lesson: ValidLesson, _ build: LessonBuild) async {
    guard let live else { return }
    let known = build.previous.flatMap { $0.isWhole(in: context.output) ? $0 : nil }
    let inputs = await context.inputs(lesson)
    let hasChangedInputs = known.map { $0.results.with(program: inputs.program) != inputs } ?? true
    live.tell(
      build.file,
      .read([LiveBlock](of: lesson.outline, on: known?.blocks, hasChangedInputs: hasChangedInputs)))
  }

  private func prepare(_ lesson: ValidLesson, in build: inout LessonBuild) async throws {
    if let problem = lesson.outline.refusedData(in: context.data) {
      build.diagnostics.append(problem)
      return build.enter(.refused(lesson), because: "its data cannot be used")
    }
    let missing = lesson.outline.missingData(in: context.data, purpose.consequenceOfMissingData)
    // The code has compiled where its page was made.
    if let missing, purpose.effort == .cached, hasPage(of: lesson, build) {
      build.diagnostics.append(missing)
      return build.enter(.lacksData(lesson), because: "its data is not there")
    }
    let preparation = try await transcripts.prepare(lesson)
    build.diagnostics += preparation.diagnostics
    build.reason = "it cannot be compiled"
    guard case .ready(let program, _) = preparation else { return build.enter(.refused(lesson)) }
    if let missing {
      program.discard()
      build.diagnostics.append(missing)
      return build.enter(.lacksData(lesson), because: "its data is not there")
    }
    // Its page will be written.
    if case .write = purpose { build.entry = lesson.reading.entry }
    build.enter(.ready(lesson, program))
  }

  /// Whether there is a page of the same code.
  private func hasPage(of lesson: ValidLesson, _ build: LessonBuild) -> Bool {
    PageFolder(context.output, build.file).recordHead?.program == lesson.digest
  }

  /// From `ready` to `finished` or `failed`; other lessons stay as they are.
  ///
  /// - Parameter site: The places of pages among each other.
  func finish(_ ready: LessonBuild, on site: Site, _ check: PageCheck) async throws -> LessonBuild {
    if case .handedOver(let page) = ready.state { return try finish(ready, page) }
    guard case .ready(let lesson, let program) = ready.state else { return ready }
    var build = ready
    let (outcome, origin) = try await transcripts.outcome(of: lesson, program)
    build.note(outcome, accepting: purpose.accepts)
    build.seconds = await transcripts.takeSeconds(of: lesson)
    build.diagnostics += outcome.transcript.map(lesson.outline.networkWarnings) ?? []
    let inputs = await context.inputs(lesson)
    build.reason = ready.reason(for: origin, purpose, inputs)
    let folder = PageFolder(context.output, build.file)
    do {
      switch outcome {
      case .stopped: build.enter(.stopped(lesson), because: "it was stopped on its page")
      case .failed, .refuted: build.enter(.failed(lesson))
      case .drifted where !purpose.accepts: build.enter(.failed(lesson))
      case .finished(let transcript), .unstable(let transcript, _), .drifted(let transcript, _):
        switch purpose {
        case .write: try await write(lesson, transcript, inputs, folder, on: site, in: &build)
        case .check where !check.hasRecords:
          build.lacksAllRecords = true
          build.enter(.failed(lesson), because: "no page has a record")
          return build
        case .check:
          build.diagnostics += try await check.problems(
            of: lesson, transcript, inputs, folder, at: site.place(of: build.file))
          build.recordedMachine = folder.recordHead?.machine
        }
        build.enter(.finished(lesson, origin))
      }
    } catch let problem as Diagnostic {
      build.diagnostics.append(problem)
      build.enter(.failed(lesson))
    }
    if !build.hasResults, folder.recordHead == nil { build.entry = nil }
    tellEnd(of: build)
    return build
  }

  /// Writes a page that a shard has made.
  private func finish(_ handed: LessonBuild, _ page: HandedPage) throws -> LessonBuild {
    var build = handed
    do {
      let (written, left) = try page.write(to: context.output, attachments)
      build.diagnostics += left
      build.entry = page.build.entry
      context.previousBuilds.store(
        build.outside.map(written.with(outside:)) ?? written, for: build.file)
      build.enter(.upToDate)
    } catch let problem as Diagnostic {
      build.diagnostics.append(problem)
      build.enter(.failed(nil))
    }
    return build
  }

  /// Tells the page of a lesson how the work on it ended. That it was stopped has been told before.
  private func tellEnd(of build: LessonBuild) {
    if case .finished = build.state { tellPage(of: build) }
    if case .failed = build.state { live?.tell(build.file, .ended(.failed)) }
  }

  /// Tells the page of a lesson that it shows what the lesson gives.
  private func tellPage(of build: LessonBuild) {
    live?.tell(build.file, .ended(.finished(version: build.version ?? "")))
  }

  private func write(
    _ lesson: ValidLesson, _ transcript: Transcript, _ inputs: ResultInputs, _ folder: PageFolder,
    on site: Site, in build: inout LessonBuild
  ) async throws {
    let place = site.place(of: build.file)
    // What the record of a translation keeps of its source.
    let basis = build.entry.flatMap { site.basis(of: $0, in: build.file.language) }
    let links = lesson.reading.links
    let (entry, written) = try await PageWriter(context, formats).write(
      lesson, transcript, inputs, attachments.attachments(of: links, in: build.file), to: folder, at: place,
      basis)
    let known = attachments.known(links, in: build.file, context.output)
    build.diagnostics += written.left(of: build.file)
    build.entry = entry
    context.previousBuilds.store(
      PreviousBuild(
        inputs: build.inputs, program: inputs.program, data: inputs.data, modules: inputs.modules,
        files: written.hashes, place: place.digest, entry: entry,
        bibliography: lesson.reading.bibliography.isEmpty ? nil : lesson.reading.bibliography.map(\.path),
        diagnostics: build.diagnostics,
        anchors: lesson.reading.anchorsDigest, attachments: known.isEmpty ? nil : known,
        outside: build.outside, blocks: lesson.outline.pageBlocks), for: build.file)
  }
}
