import Foundation
import LessonConfinement
import LessonCore
import LessonDisplay
import LessonStorage

/// Compiles programs and runs them.
package struct LessonRunner: ProgramRunner {
  package let compiler: Compiler
  /// The executable that becomes a lesson's process: `lesson-host`.
  private let host: String
  /// The longest time limit that a lesson may ask for, in seconds.
  private let maxTimeout: Double
  /// The time limit of a lesson that sets none, in seconds.
  private let timeout: Double
  /// Seconds that a lesson's compilers may take besides its time limit.
  private let compilerBase: Double

  /// The identity of the toolchain.
  package var compilerIdentity: String { compiler.toolchain.identity }

  /// A runner that starts `host` for every lesson.
  ///
  /// - Parameters:
  ///   - maxTimeout: The longest time limit that a lesson may ask for, in seconds.
  ///   - timeout: The time limit of a lesson that sets none, in seconds.
  ///   - compilerBase: Seconds that a lesson's compilers may take besides its time limit.
  package init(
    compiler: Compiler, host: String, maxTimeout: Double, timeout: Double = LessonOutline.defaultTimeout,
    compilerBase: Double = CompilerBudget.base
  ) {
    self.compilerBase = compilerBase
    self.compiler = compiler
    self.host = host
    self.maxTimeout = maxTimeout
    self.timeout = min(timeout, maxTimeout)
  }

  /// Compiles a lesson's program and checks the blocks that are not part of it; nothing runs.
  ///
  /// - Parameter modules: The modules of the project.
  /// - Returns: The compiled program, or the errors.
  package func compile(
    _ program: WrittenProgram, of lesson: LessonOutline, with modules: LessonModules
  ) async throws -> Compilation {
    let excess = lesson.timeouts(over: maxTimeout)
    guard excess.isEmpty else { return .wrong(excess.sorted()) }
    let budget = budget(of: lesson)
    try await prepare(program, with: modules, within: budget)
    let folder = try TemporaryFolder()
    do {
      try modules.place(in: folder.url)
      let source = program.main
      async let built = compiler.build(
        source, with: modules, in: folder.url, optimized: lesson.frontMatter.optimize,
        withLibraries: !program.foreignImports.isEmpty, within: budget)
      let apart = try await checkApart(program, of: lesson, with: modules, in: folder.url, within: budget)
      let refusals = try await checkRefused(program, with: modules, in: folder.url, within: budget)
      let (object, found) = try await built
      let diagnostics = (found + apart.diagnostics).sorted()
      guard let object, !diagnostics.contains(where: { $0.severity == .error }) else {
        folder.remove()
        return .wrong(diagnostics)
      }
      let attempts = try await compileAttempts(of: program, lesson, with: modules, within: budget)
      guard attempts.diagnostics.isEmpty else {
        for attempt in attempts.compiled { attempt.folder.remove() }
        folder.remove()
        return .wrong((diagnostics + attempts.diagnostics).sorted())
      }
      let compiled = CompiledLesson(
        program: program, lesson: lesson, source: source, object: object, messages: apart.messages,
        refusals: refusals, modules: modules, folder: folder, attempts: attempts.compiled)
      return .compiled(compiled, warnings: diagnostics)
    } catch {
      folder.remove()
      throw error
    }
  }

  /// What the compiler says of a program and of the blocks that are not part of it.
  ///
  /// Nothing is made of it, which takes half as long as `compile`.
  package func diagnostics(
    of program: WrittenProgram, in lesson: LessonOutline, with modules: LessonModules
  ) async throws -> [Diagnostic] {
    let excess = lesson.timeouts(over: maxTimeout)
    guard excess.isEmpty else { return excess.sorted() }
    let budget = budget(of: lesson)
    try await prepare(program, with: modules, within: budget)
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try modules.place(in: folder.url)
    async let found = compiler.check(
      program.main, with: modules, in: folder.url, name: "main", within: budget)
    async let attempts = checkAttempts(of: program, lesson, with: modules, in: folder.url, within: budget)
    let apart = try await checkApart(program, of: lesson, with: modules, in: folder.url, within: budget)
    let diagnostics = (try await found + apart.diagnostics).sorted()
    // What is wrong with the lesson itself is wrong with all attempts, too.
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return diagnostics }
    return (diagnostics + (try await attempts)).sorted()
  }

  /// The compiler's warnings about a program that it has compiled before.
  package func warnings(
    of program: WrittenProgram, in lesson: LessonOutline, with modules: LessonModules
  ) async throws -> [Diagnostic] {
    let budget = budget(of: lesson)
    try await prepare(program, with: modules, within: budget)
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try modules.place(in: folder.url)
    return try await compiler.check(
      program.main, with: modules, in: folder.url, name: "main", within: budget)
  }

  private func prepare(
    _ program: WrittenProgram, with modules: LessonModules, within budget: CompilerBudget
  ) async throws {
    try await compiler.prepare(
      importing: program.foreignImports + modules.imports, in: program.mode, with: modules, within: budget)
  }

  /// Runs a compiled lesson.
  ///
  /// - Parameters:
  ///   - data: Files and folders that the lesson finds as `data/NAME`, by name.
  ///   - trainings: The cached results of trainings; `nil` to compute all.
  ///   - observe: Called as the process begins, and for every event as it arrives.
  package func run(
    _ compiled: CompiledLesson, data: [String: String], trainings: TrainingCache?,
    observe: (@Sendable (LessonActivity) -> Void)?
  ) async throws -> LessonOutcome {
    let (program, lesson) = (compiled.program, compiled.lesson)
    let process = try await process(
      of: compiled.object, in: compiled.folder, compiled, data: data, trainings: trainings, observe: observe)
    var reader = TranscriptReader(process, of: program, in: lesson.kind)
    let symbolizer = Symbolizer(toolchain: compiler.toolchain, tools: compiler.tools)
    do throws(TranscriptReader.Failure) {
      try reader.read()
    } catch {
      let frames = try await symbolizer.frames(
        at: error.frames, of: compiled.object, in: compiled.source, with: compiled.modules)
      let diagnostics =
        lesson.diagnostics(for: reader.failedClaims) + [lesson.diagnostic(for: error, frames: frames)]
      return .failed(diagnostics.sorted())
    }
    for crash in reader.silentCrashes {
      let frames = try await symbolizer.frames(
        at: crash.frames, of: compiled.object, in: compiled.source, with: compiled.modules)
      if let message = frames.runtimeFailure { reader.replaceMessage(of: crash, by: message) }
    }
    var transcript = reader.transcript
    for (block, message) in compiled.messages { transcript.blocks[block].results = [.message(message)] }
    for (expectation, found) in compiled.refusals { transcript.found[expectation] = found }
    guard reader.failedClaims.isEmpty else {
      return .refuted(transcript, lesson.diagnostics(for: reader.failedClaims).sorted())
    }
    let unproved = try await problemsOfAttempts(at: compiled, data: data, trainings: trainings)
    return unproved.isEmpty ? .finished(transcript) : .refuted(transcript, unproved)
  }

  /// Runs an object that was compiled for a lesson.
  func process(
    of object: String, in folder: TemporaryFolder, _ compiled: CompiledLesson, data: [String: String],
    trainings: TrainingCache?, observe: (@Sendable (LessonActivity) -> Void)?
  ) async throws -> LessonProcess {
    let folder = folder.url.appending(path: "run")
    // Removes the folder of an earlier run of the same object.
    try? FileManager.default.removeItem(at: folder)
    return try await LessonProcess.run(
      object: object, host: host, folder: folder, data: data,
      libraries: compiled.program.foreignImports.isEmpty && !compiled.modules.areLinked
        ? [] : compiler.toolchain.libraryFolders + compiled.modules.libraryFolders,
      times: compiled.lesson.times(orElse: timeout), threads: compiled.threads,
      confinement: compiler.tools.confinement, trainings: trainings, observe: observe)
  }

  private func budget(of lesson: LessonOutline) -> CompilerBudget {
    CompilerBudget(timeout: lesson.timeout(orElse: timeout), base: compilerBase, kind: lesson.kind)
  }

  /// Compiles each of the lines that must not compile, together with the code that runs.
  private func checkRefused(
    _ program: WrittenProgram, with modules: LessonModules, in folder: URL, within budget: CompilerBudget
  ) async throws -> [Int: FoundResult] {
    var results: [Int: FoundResult] = [:]
    for refused in program.refused where !budget.isSpent {
      let errors = try await compiler.check(
        refused.source, with: modules, in: folder, name: "refused\(refused.expectation)", within: budget
      )
      .filter { $0.severity == .error }
      let atLines = errors.filter { $0.range.map { refused.lines.contains($0.lowerBound.line) } ?? false }
      let said = (atLines.isEmpty ? errors : atLines).map(\.message)
      results[refused.expectation] = said.isEmpty ? .compiles : .refused(said.joined(separator: "\n"))
    }
    return results
  }

  private struct Apart {
    var diagnostics: [Diagnostic] = []
    /// What the compiler says of `fail` blocks, by the block's index.
    var messages: [Int: String]
  }

  /// Compiles each of the `fail` and `compile-only` blocks, together with the code that runs before it.
  private func checkApart(
    _ program: WrittenProgram, of lesson: LessonOutline, with modules: LessonModules, in folder: URL,
    within budget: CompilerBudget
  ) async throws -> Apart {
    var apart = Apart(messages: program.syntaxFailures)
    for part in program.apart {
      let block = part.block
      let errors = try await errors(in: part, with: modules, folder, within: budget)
      if budget.isSpent {
        apart.diagnostics.append(
          Diagnostic(
            path: lesson.path, at: block.fence, "this block was not compiled to its end: \(budget.whySpent)"))
        break
      }
      let inside = errors.filter { $0.isInside(block) }
      switch block.options.execution {
      case .compilesOnly: apart.diagnostics += inside + errors.filter { $0.range == nil }
      case .fails where errors.contains { $0.range == nil }: apart.diagnostics += errors
      // Errors of earlier blocks are reported with the program itself.
      case .fails where inside.isEmpty && !errors.isEmpty: break
      case .fails where inside.isEmpty:
        apart.diagnostics.append(
          Diagnostic(
            path: lesson.path, at: block.fence, "this block is marked 'fail', but it compiles"))
      case .fails:
        apart.messages[block.index] = inside.map { "error: " + $0.message }.joined(separator: "\n")
      case .runs, .crashes, .skipped, .attempted: break
      }
    }
    return apart
  }

  /// The errors of a block that is checked apart, and of the code that is compiled with it.
  private func errors(
    in part: WrittenProgram.Apart, with modules: LessonModules, _ folder: URL, within budget: CompilerBudget
  ) async throws -> [Diagnostic] {
    var errors: [Diagnostic] = []
    // First with the declarations that the block names, then with all: it may need others, such as members in an
    // extension.
    for source in [part.named, part.all] {
      errors = try await compiler.check(
        source, with: modules, in: folder, name: "block\(part.block.index)", within: budget
      )
      .filter { $0.severity == .error }
      if errors.allSatisfy({ $0.range == nil || $0.isInside(part.block) }) { break }
    }
    return errors
  }
}

extension Diagnostic {
  /// Whether its range starts in the block's code.
  fileprivate func isInside(_ block: Block) -> Bool { range.map { block.contains($0.lowerBound) } ?? false }
}

extension LessonOutline {
  /// The default of `timeout` in the front matter, in seconds of wall time.
  package static let defaultTimeout = 60.0

  /// The lesson's own time limit, or the default. A limit beyond the maximum was refused before.
  fileprivate func timeout(orElse standard: Double) -> Double { frontMatter.timeout ?? standard }

  fileprivate func times(orElse standard: Double) -> LessonProcess.Times {
    let limited = blocks.compactMap { block in block.options.timeout.map { (block.index, $0) } }
    return .init(
      lesson: timeout(orElse: standard), blocks: Dictionary(limited, uniquingKeysWith: { first, _ in first }))
  }

  /// Errors for time limits that exceed the maximum.
  fileprivate func timeouts(over most: Double) -> [Diagnostic] {
    let asked =
      [(frontMatter.timeout, frontMatter.timeoutPlace)] + blocks.map { ($0.options.timeout, $0.fence) }
    return asked.compactMap { seconds, place in
      guard let seconds, seconds > most else { return nil }
      return Diagnostic(
        path: path, at: place,
        "this 'timeout' of \(seconds.seconds) is longer than \(kind.plural) may ask for: --max-timeout is \(most.seconds)"
      )
    }
  }

  func diagnostic(for failure: TranscriptReader.Failure, frames: [Symbolizer.Frame]) -> Diagnostic {
    let message = failure.isGuess ? frames.runtimeFailure ?? failure.message : failure.message
    let output = BlockOutput(printed: failure.printed, errors: failure.errors(without: message))
    let running = failure.block.flatMap { blocks.indices.contains($0) ? blocks[$0] : nil }
    let confinement = running.flatMap { confinementNote(on: message, in: $0) }
    guard let place = failure.location.flatMap(place) ?? frames.place else {
      return Diagnostic(
        path: path, at: running?.fence, message, notes: [confinement].compactMap(\.self), output: output)
    }
    var diagnostic = Diagnostic(
      path: path, at: place..<SourcePosition(line: place.line, column: place.column + 1), message,
      output: output)
    // The caller of the failing code is in the block that was running.
    let caller = frames.lazy.compactMap(\.position).first { running?.contains($0) ?? false }
    if let caller, caller.line != place.line {
      diagnostic.notes = [.init("reached from here", path: path, at: caller)]
    }
    diagnostic.notes += [confinement].compactMap(\.self)
    if let shared = frames.sharedPlace {
      diagnostic.notes.append(.init("stopped here", path: shared.path, at: shared.position))
    }
    return diagnostic
  }

  /// A note at a failed block that lessons are confined, if that may be the reason.
  private func confinementNote(on message: String, in block: Block) -> Diagnostic.Note? {
    ConfinementNote.text(on: message, in: block.code, of: kind, requiring: frontMatter.requires).map {
      .init($0, path: path, at: block.fence.lowerBound)
    }
  }

  /// An error for each claim that does not hold, at its line.
  func diagnostics(for failed: [TranscriptReader.FailedClaim]) -> [Diagnostic] {
    var diagnostics = failed.map { failed in
      let claim = failed.claim
      let running = failed.block.flatMap { blocks.indices.contains($0) ? blocks[$0] : nil }
      let place = place((claim.file, claim.line)).map {
        $0..<SourcePosition(line: $0.line, column: $0.column + 1)
      }
      let reason = claim.reason.map { ": " + $0 } ?? ""
      return Diagnostic(
        path: path, at: place ?? running?.fence,
        "this claim does not hold: \"\(claim.statement)\"\(reason)")
    }
    if diagnostics.count == DisplayLimits.failedClaims {
      diagnostics[diagnostics.count - 1].notes.append(
        .init("only the first \(DisplayLimits.failedClaims) claims that do not hold are reported", path: path)
      )
    }
    return diagnostics
  }

  /// The first character of a line that an error names, if it is one of this lesson's.
  private func place(_ location: (file: String, line: Int)) -> SourcePosition? {
    guard location.file == GeneratedSource.presumedPath(path) else { return nil }
    let line = blocks.lazy.flatMap(\.lines).first { $0.start.line == location.line }
    return line.map { $0.position(ofByte: $0.text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count) }
  }
}

extension TranscriptReader.Failure {
  /// The block's standard error, without the last line if that is the message.
  fileprivate func errors(without message: String) -> String {
    let lines = errors.split(whereSeparator: \.isNewline).map(String.init)
    guard isGuess, lines.last?.withoutAddresses == message else { return errors }
    return lines.dropLast().map { $0 + "\n" }.joined()
  }
}

extension Block {
  /// Whether a place is inside the block's code.
  fileprivate func contains(_ position: SourcePosition) -> Bool {
    guard let first = lines.first, let last = lines.last else { return false }
    return (first.start.line...last.start.line).contains(position.line)
  }
}
