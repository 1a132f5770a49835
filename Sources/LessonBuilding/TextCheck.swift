import Foundation
import LessonCore
import LessonExecution
import LessonReading
import LessonSite

/// Checks texts that are being edited: what `check` says of them, without running anything.
///
/// Other lessons are read once, until `forgetFiles` is called.
package actor TextCheck: ReaderTaskPerformer {
  /// A text with what is known of it before it is compiled.
  package struct Checked: Sendable {
    /// What is wrong with it, in the order of the text.
    package let diagnostics: [Diagnostic]
    /// The programs in it: one of a lesson, any number of a document.
    package let readings: [Reading]
    fileprivate let source: LessonSource
    fileprivate let isLesson: Bool

    /// Identifies the code that would be compiled; `nil` if there is none, or if it has errors.
    package var digests: [ProgramDigest]? {
      let digests = readings.compactMap(\.digest)
      let isEmpty = readings.compactMap(\.lesson).allSatisfy {
        $0.blocks.isEmpty && $0.inlineExpressions.isEmpty
      }
      return digests.count == readings.count && !isEmpty ? digests : nil
    }
  }

  private let context: BuildContext
  private let makeLibrary: @Sendable () throws -> LessonLibrary
  private var found: Result<LessonLibrary, any Error>
  private var readings: Readings?
  /// What was read of texts that are open in the editor, by page.
  private var edited: [String: (LessonFile, Reading)] = [:]
  private var bibliographiesAreFresh = false
  private var modulesAreFresh = false

  /// - Parameter library: Finds all lessons; called again after files have changed.
  package init(_ context: BuildContext, library: @escaping @Sendable () throws -> LessonLibrary) {
    self.context = context
    makeLibrary = library
    found = Result { try library() }
    readings = (try? found.get()).map { Readings(context.reader, $0, context.output) }
  }

  /// All lessons; `nil` if there is no folder of lessons.
  package var library: LessonLibrary? { try? found.get() }

  // MARK: Changes

  /// Looks for lessons and bibliographies again, since files may have changed.
  package func forgetFiles() {
    found = Result { try makeLibrary() }
    bibliographiesAreFresh = false
    modulesAreFresh = false
    forgetReadings()
  }

  /// Forgets a text that is no longer open.
  package func forgetText(of file: LessonFile) {
    edited[file.page] = nil
    forgetReadings()
  }

  private func forgetReadings() {
    readings = library.map { Readings(context.reader, $0, context.output) }
  }

  private func currentReadings() async -> Readings? {
    for (file, reading) in edited.values { await readings?.note(reading, of: file) }
    return readings
  }

  // MARK: Reading

  /// Reads the text of a lesson, and compares it with what it refers to.
  package func check(lesson file: LessonFile, text: Data) async throws -> Checked {
    let unread = try await refreshBibliographies()
    let bare = LessonSource(file: file, bytes: text, translation: library?.translation(of: file))
    let record = PageFolder(context.output, file).recordHead
    // Without its works, every citation would be an error.
    let (source, reading) =
      unread.isEmpty
      ? try await context.reader.readCiting(bare, record, isFresh: false)
      : (bare, try await context.reader.read(bare, record, isFresh: false))
    edited[file.page] = (file, reading)
    var diagnostics = unread + reading.diagnostics
    if let lesson = ValidLesson(source, reading) {
      diagnostics += try await outsideProblems(lesson, file)
      diagnostics += dataProblems(lesson.outline)
    }
    return Checked(
      diagnostics: diagnostics.sorted(), readings: [reading], source: source, isLesson: true)
  }

  private func outsideProblems(_ lesson: ValidLesson, _ file: LessonFile) async throws -> [Diagnostic] {
    guard let library, let readings = await currentReadings() else { return [] }
    var outside = OutsideCheck(
      context, library, readings, AttachmentSearch(library, context.files),
      LessonStates(library, [:], edited: file))
    return try await outside.check(lesson.reading, lesson.outline, file).problems
  }

  private func dataProblems(_ outline: LessonOutline) -> [Diagnostic] {
    [outline.refusedData(in: context.data) ?? outline.missingData(in: context.data)].compactMap(\.self)
  }

  /// Reads the text of a document.
  package func check(document: DocumentFile, text: Data) async throws -> Checked {
    let source = LessonSource(file: document.file, bytes: text, translation: nil)
    do {
      let reading = try await context.reader.perform(
        ReadDocument(source: source, rules: document.rules), about: document.file.path)
      let diagnostics = reading.diagnostics + reading.programs.flatMap(\.diagnostics)
      return Checked(
        diagnostics: diagnostics.sorted(), readings: reading.programs, source: source, isLesson: false)
    } catch let problem as Diagnostic {
      return Checked(diagnostics: [problem.ofDocument], readings: [], source: source, isLesson: false)
    }
  }

  /// Reads the text of `lessons.yml`.
  package func checkSettings(_ text: Data) async throws -> Checked {
    let found = try await SettingsFile.read(text, context.reader)
    var diagnostics = found.problems
    if diagnostics.isEmpty {
      diagnostics = SettingsFile.problems(with: found.settings)
      diagnostics += library.map { PartsCheck.problems(with: found.settings, $0) } ?? []
    }
    let file = LessonFile(single: ProjectSettings.fileName)
    let source = LessonSource(file: file, bytes: text, translation: nil)
    return Checked(diagnostics: diagnostics.sorted(), readings: [], source: source, isLesson: false)
  }

  /// Performs a task of the reader.
  package nonisolated func perform<Task: ReaderTask>(_ task: Task, about path: String) async throws
    -> Task.Result
  {
    try await context.reader.perform(task, about: path)
  }

  /// - Returns: Errors for files of the settings that cannot be read.
  private func refreshBibliographies() async throws -> [Diagnostic] {
    if bibliographiesAreFresh { return [] }
    let problems = try await context.refreshBibliographies()
    bibliographiesAreFresh = problems.isEmpty
    return problems
  }

  // MARK: Results and works

  /// What the page of a lesson shows.
  package struct Recorded: Sendable {
    /// One for each block of the lesson that was run.
    package let transcript: Transcript
    /// Whether the program that gave it is still that of the lesson.
    package let isCurrent: Bool
  }

  /// The recorded results of a lesson; `nil` if it has no page.
  package nonisolated func recorded(_ file: LessonFile, _ checked: Checked?) -> Recorded? {
    guard let record = PageFolder(context.output, file).record else { return nil }
    let digest = checked?.readings.first?.digest
    return Recorded(transcript: record.transcript, isCurrent: digest == record.program)
  }

  /// The works that a lesson can cite.
  package func works(of checked: Checked?) async throws -> [BibliographyEntry] {
    _ = try await refreshBibliographies()
    let named = checked?.readings.first?.bibliography.map(\.path) ?? []
    return try await context.reader.bibliographies?.entries(named) ?? []
  }

  /// The files with these works.
  package func bibliographyFiles(of checked: Checked?) -> [String] {
    context.settings.bibliography + (checked?.readings.first?.bibliography.map(\.path) ?? [])
  }

  /// The anchors and terms of another lesson.
  package func reading(of file: LessonFile) async throws -> Reading? {
    try await currentReadings()?.reading(of: file)
  }

  // MARK: Compiling

  /// The compiler's diagnostics of a text, and those of the modules that it uses; nothing runs.
  package func compile(_ checked: Checked) async throws -> [Diagnostic] {
    let ofModules = try await refreshModules()
    guard await context.hasModules else { return ofModules }
    return ofModules + (try await compilePrograms(of: checked)).sorted()
  }

  private func compilePrograms(of checked: Checked) async throws -> [Diagnostic] {
    guard checked.isLesson else {
      let programs = ProgramChecker(context, twice: false, runs: false)
      var diagnostics: [Diagnostic] = []
      for reading in checked.readings {
        let found = try await programs.check(reading, of: checked.source).diagnostics
        diagnostics += found.filter { !reading.diagnostics.contains($0) }
      }
      return diagnostics
    }
    guard let lesson = checked.readings.first.flatMap({ ValidLesson(checked.source, $0) }), lesson.hasCode,
      let program = try await context.reader.program(of: lesson)
    else { return [] }
    return try await context.compilerSlots.withPermit {
      try await context.runner().diagnostics(
        of: program, in: lesson.outline, with: context.modules(of: lesson).modules)
    }
  }

  // MARK: Tools for Swift

  /// The compiler of the project's programs, and how tools for editors see those in a language mode.
  ///
  /// - Returns: `nil` if the modules of the project cannot be made.
  package func editing(in mode: LanguageMode) async throws -> (compiler: Compiler, setup: EditingSetup)? {
    _ = try await refreshModules()
    guard await context.hasModules, let runner = try await context.runner() as? LessonRunner else {
      return nil
    }
    return (runner.compiler, runner.compiler.editingSetup(in: mode, with: await context.modulesOfAll))
  }

  private func refreshModules() async throws -> [Diagnostic] {
    if modulesAreFresh { return [] }
    let problems = try await context.refreshModules()
    modulesAreFresh = problems.isEmpty
    return problems
  }
}
