import Foundation
import LessonCore
import LessonDisplay

/// Merges what a lesson printed with the events that it sent, block by block.
struct TranscriptReader {
  /// How a run failed, with its place.
  struct Failure: Error {
    /// The block that was running.
    var block: Int?
    var message: String
    /// The lesson's frames, innermost first.
    var frames: [UInt64] = []
    /// The file and line that the error names.
    var location: (file: String, line: Int)?
    /// Whether the message is a guess; the trap's description in the frames is better.
    var isGuess = false
    /// The block's standard output before the failure, and its standard error.
    var printed = ""
    var errors = ""
  }

  /// A `crash` block that trapped without a message: its description is in its frames.
  struct SilentCrash {
    let block: Int
    let result: Int
    let frames: [UInt64]
  }

  /// A claim that does not hold.
  struct FailedClaim {
    /// The block that was running, or the one before.
    let block: Int?
    let claim: LessonEvent.FailedClaim
  }

  private let process: LessonProcess
  private let kind: TextKind
  private(set) var transcript: Transcript
  private(set) var silentCrashes: [SilentCrash] = []
  /// The first claims that do not hold, including those before a failure.
  private(set) var failedClaims: [FailedClaim] = []
  private var block: Int?
  private var lastBlock: Int?
  /// Bytes of standard output and of standard error that have been processed.
  private var printed = 0
  private var errors = 0
  /// Bytes of standard error when the running block began.
  private var errorsBefore = 0
  /// Bytes of standard output before what the next expectation of printed text states.
  private var stated = 0
  /// Bytes of a page that the values shown so far take.
  private var weight = 0

  init(_ process: LessonProcess, of program: WrittenProgram, in kind: TextKind = .lesson) {
    self.process = process
    self.kind = kind
    transcript = Transcript(
      blocks: Array(repeating: BlockTranscript(), count: program.blocks),
      inlineValues: Array(repeating: "", count: program.inlineExpressions))
    transcript.found = Array(repeating: .notReached, count: program.expectations)
  }

  /// Reads the whole run; throws if it failed.
  mutating func read() throws(Failure) {
    do throws(Failure) {
      try readRecords()
    } catch {
      throw withOutput(error)
    }
  }

  private mutating func readRecords() throws(Failure) {
    for record in process.records {
      guard (printed...process.printed.count).contains(record.out), record.err >= 0 else { throw malformed }
      if case .blockBegan = record.event {} else { takePrinted(until: record.out) }
      let isEnd = try take(record)
      guard record.out <= PrintedOutput.mostBytes else {
        throw Failure(
          block: block ?? lastBlock,
          message: kind.named(
            "the lesson has printed \(record.out) bytes; a page holds at most \(PrintedOutput.mostBytes)"))
      }
      if isEnd { return }
    }
    takePrinted(until: process.printed.count)
    throw unexpectedEnd
  }

  /// - Returns: whether the program has reached its end.
  private mutating func take(_ record: LessonEventRecord) throws(Failure) -> Bool {
    switch record.event {
    case .blockBegan(let index):
      guard block == nil, index == (lastBlock ?? -1) + 1, transcript.blocks.indices.contains(index) else {
        throw malformed
      }
      takePrinted(until: record.out)
      block = index
      lastBlock = index
      errors = record.err
      errorsBefore = record.err
      stated = record.out
    case .blockEnded(let index):
      guard block == index else { throw malformed }
      block = nil
    case .shown(let shown):
      try addWeight(shown.weight)
      add(.shown(shown))
    case .inlineValue(let index, let value):
      guard transcript.inlineValues.indices.contains(index) else { throw malformed }
      try addWeight(value.markupBytes)
      transcript.inlineValues[index] = value
    case .training: break
    case .blockThrew(let message):
      try addWeight(message.markupBytes)
      add(.message("Error: " + message))
    case .blockSurvived:
      throw Failure(block: block, message: "this block is marked 'crash', but it neither traps nor throws")
    case .claimFailed(let claim):
      if failedClaims.count < DisplayLimits.failedClaims {
        failedClaims.append(.init(block: block ?? lastBlock, claim: claim))
      }
    case .foundValue(let index, let value):
      try addWeight(value.weight)
      try note(.value(value), at: index)
    case .printsBegin: stated = record.out
    case .printsEnd(let index):
      guard stated <= record.out else { throw malformed }
      try addWeight(record.out - stated)
      try note(.printed(process.printedText(stated..<record.out)), at: index)
      stated = record.out
    case .threw(let thrown):
      throw Failure(
        block: block, message: "uncaught error: \(thrown.message)", frames: thrown.frames,
        location: thrown.file.flatMap { file in thrown.line.map { (file, $0) } })
    case .crashed(let crash): try take(crash, record)
    case .exited(let frames):
      throw Failure(
        block: block ?? lastBlock, message: kind.named("the lesson called 'exit' before its end"),
        frames: frames)
    case .ended:
      guard lastBlock == transcript.blocks.indices.last else { throw malformed }
      // After this event the process exits at once. If it does not, the lesson sent the event itself.
      guard process.ending == .exited(0) else { throw unexpectedEnd }
      return true
    }
    return false
  }

  private mutating func note(_ result: FoundResult, at index: Int) throws(Failure) {
    guard transcript.found.indices.contains(index) else { throw malformed }
    transcript.found[index] = result
  }

  private mutating func addWeight(_ bytes: Int) throws(Failure) {
    weight += bytes
    // Printed text has its own limit, which is subtracted from this one.
    let most = Transcript.mostWeight - 6 * PrintedOutput.mostBytes
    guard weight <= most else {
      throw Failure(
        block: block ?? lastBlock,
        message: kind.named(
          "up to this block the lesson's values take \(weight) bytes of its page; a page holds at most \(most)"
        ))
    }
  }

  private mutating func take(_ crash: LessonEvent.Crash, _ record: LessonEventRecord) throws(Failure) {
    let said = crash.mayHaveMessage ? stopText(until: record.err) : nil
    errors = record.err
    let message = said?.message ?? kind.named(crash.description)
    guard crash.isExpected, let block else {
      if case .timedOut = process.ending, crash.signal == SIGQUIT {
        throw Failure(block: block ?? lastBlock, message: timeoutMessage, frames: crash.frames)
      }
      throw Failure(
        block: block ?? lastBlock, message: message, frames: crash.frames, isGuess: said?.isFatal != true)
    }
    if said?.isFatal != true, !crash.isStackOverflow {
      let result = transcript.blocks[block].results.count
      silentCrashes.append(.init(block: block, result: result, frames: crash.frames))
    }
    try addWeight(message.markupBytes)
    add(.message("Fatal error: " + message))
  }

  /// Text belongs to the block that printed it; text between blocks belongs to the preceding block.
  private mutating func takePrinted(until end: Int) {
    defer { printed = max(printed, end) }
    guard end > printed else { return }
    let text = process.printedText(printed..<end)
    if let index = block ?? lastBlock, case .printed(let before)? = transcript.blocks[index].results.last {
      transcript.blocks[index].results[transcript.blocks[index].results.count - 1] = .printed(before + text)
    } else {
      add(.printed(text))
    }
  }

  private mutating func add(_ result: BlockTranscript.Result) {
    guard let index = block ?? lastBlock else { return }
    transcript.blocks[index].results.append(result)
  }

  mutating func replaceMessage(of crash: SilentCrash, by message: String) {
    transcript.blocks[crash.block].results[crash.result] = .message("Fatal error: " + message)
  }

  /// The message that a trap seems to have printed.
  private struct StopText {
    let message: String
    /// Whether it starts with words that only the runtime uses.
    let isFatal: Bool
  }

  /// The words with which the runtime and preconditions begin a message.
  private static var fatalWords: Regex<Substring> {
    #/(?:Fatal error|Precondition failed|Assertion failed)(?:: )?/#
  }

  /// The message that the runtime wrote before it trapped.
  private func stopText(until end: Int) -> StopText? {
    let end = min(end, process.errors.count)
    guard errors < end else { return nil }
    let written = process.errorText(errors..<end)
    // Only addresses of the runtime can follow.
    let text = written.prefix(upTo: written.range(of: "Current stack trace:")?.lowerBound ?? written.endIndex)
    guard let found = text.matches(of: Self.fatalWords).last
    else {
      // The runtime's own checks print other words.
      let last = text.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
      return last.isEmpty ? nil : StopText(message: last.withoutAddresses, isFatal: false)
    }
    let message = text[found.range.upperBound...]
    let trimmed = message.trimmingCharacters(in: .whitespacesAndNewlines)
    return StopText(
      message: trimmed.isEmpty ? kind.named("the lesson stopped itself") : trimmed.withoutAddresses,
      isFatal: true)
  }

  /// A failure with the output of its block.
  private func withOutput(_ failure: Failure) -> Failure {
    var failure = failure
    guard let block = failure.block, transcript.blocks.indices.contains(block) else { return failure }
    failure.printed = transcript.blocks[block].results.compactMap { result in
      if case .printed(let text) = result { text } else { nil }
    }.joined()
    // If the lesson could not be loaded, the errors are the runner's own.
    guard block == lastBlock, errorsBefore < process.errors.count else { return failure }
    let written = String(decoding: process.errors[errorsBefore...], as: UTF8.self)
    // The runtime's own lines are the failure's message.
    let message = written.matches(of: Self.fatalWords).last?.range.lowerBound ?? written.endIndex
    let begin =
      written[..<message].lastIndex(where: \.isNewline).map(written.index(after:)) ?? written.startIndex
    failure.errors = String(message == written.endIndex ? written[...] : written[..<begin])
    return failure
  }

  private var malformed: Failure {
    Failure(
      block: block ?? lastBlock,
      message: kind.named(EventReader.Problem.notAnEvent.message))
  }

  private var timeoutMessage: String {
    guard case .timedOut(let seconds, let block) = process.ending else { return "" }
    let time = seconds.formatted(.number.locale(Locale(identifier: "en")))
    guard block == nil else { return "the block took longer than its 'timeout=\(time)'" }
    return switch kind {
    case .lesson: "the lesson took longer than \(time) s (front matter may say 'timeout: N')"
    case .document: "the document took longer than \(time) s ('lessons.yml' may say 'timeout: N')"
    }
  }

  private var unexpectedEnd: Failure {
    let message =
      switch process.ending {
      case .sentInvalidEvent(let problem): kind.named(problem.message)
      case .exceeded(let message): kind.named(message)
      case .timedOut: timeoutMessage
      case .exited(126):
        String(decoding: process.errors, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      case .exited(let code): kind.named("the lesson ended before its last block, with status \(code)")
      case .signalled(let signal):
        kind.named("the lesson was ended by signal \(signal) (\(signalName(signal)))")
      }
    return Failure(block: block ?? lastBlock ?? 0, message: message)
  }
}

extension LessonEvent.Crash {
  /// Whether the runtime or the C library may have printed a reason before it trapped or aborted.
  fileprivate var mayHaveMessage: Bool {
    !isStackOverflow && [SIGILL, SIGTRAP, SIGABRT].contains(signal)
  }

  /// The meaning of the signal, for traps without a message.
  package var description: String {
    if isStackOverflow { return "stack overflow: functions call each other too deeply" }
    return switch signal {
    case SIGSEGV, SIGBUS: "the code used memory that it does not have (a null or stale pointer)"
    case SIGFPE: "arithmetic exception"
    case SIGXFSZ: "the lesson printed or wrote more than a file may hold"
    case SIGXCPU: "the lesson used more processor time than it may"
    case SIGABRT: "the lesson aborted"
    default: "the lesson trapped (\(signalName(signal)))"
    }
  }
}

private func signalName(_ signal: Int32) -> String {
  strsignal(signal).map { String(cString: $0) } ?? "unknown"
}

extension String {
  /// Addresses differ from run to run.
  var withoutAddresses: String { replacing(#/0x[0-9a-fA-F]+/#, with: "0x…") }
}
