import Foundation
import LessonCore
import LessonDisplay
import LessonExecution
import LessonReading
import Synchronization

/// Follows one run of a lesson, and tells a few times a second what its page is to show.
///
/// However much the lesson sends, what is kept of it is bounded as its page is, and one thing is drawn at a time.
final class LiveRun: Sendable {
  private let source: LessonSource
  private let reader: any ReaderTaskPerformer
  private let tell: @Sendable (RunEvent) -> Void
  private let state: Mutex<State>

  fileprivate struct State {
    let blocks: Int
    var transcript: LiveTranscript?
    var began: Set<Int> = []
    var ended: Set<Int> = []
    var changed: Set<Int> = []
    var trainings: [Int: LessonEvent.Training] = [:]
  }

  /// - Parameters:
  ///   - blocks: How many blocks the lesson has.
  ///   - reader: Draws results.
  init(
    of source: LessonSource, blocks: Int, _ reader: any ReaderTaskPerformer,
    tell: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.source = source
    self.reader = reader
    self.tell = tell
    state = Mutex(State(blocks: blocks))
  }

  /// Takes what the lesson's process does.
  func observe(_ activity: LessonActivity) {
    switch activity {
    case .began(let output):
      state.withLock { $0.transcript = LiveTranscript(blocks: $0.blocks, output) }
      tell(.began)
    case .event(let record): state.withLock { $0.take(record) }
    }
  }

  /// The shortest time between two updates.
  static let interval = Duration.milliseconds(100)

  /// Tells what changes until the task is cancelled, and then the rest.
  func follow() async {
    var pause = Self.interval
    while !Task.isCancelled {
      try? await Task.sleep(for: pause)
      let begin = ContinuousClock.now
      if !Task.isCancelled { await update() }
      // Drawing takes at most a third of the time.
      pause = max(Self.interval, begin.duration(to: .now) * 2)
    }
    await Task { await update() }.value
  }

  /// Tells what has changed since the last call.
  private func update() async {
    let changes = state.withLock { $0.takeChanges() }
    guard !changes.isEmpty else { return }
    let results = Dictionary(
      uniqueKeysWithValues: changes.compactMap { change in change.results.map { (change.block, $0) } })
    let drawn = await draw(results)
    for change in changes {
      if change.hasBegun { tell(.blockBegan(change.block)) }
      if let training = change.training { tell(.training(block: change.block, training)) }
      if let markup = drawn[change.block] { tell(.results(block: change.block, markup: markup)) }
      if change.hasEnded { tell(.blockEnded(change.block)) }
    }
  }

  /// Draws in a confined process. What cannot be drawn is an error of the lesson, which its build tells.
  private func draw(_ results: [Int: [BlockTranscript.Result]]) async -> [Int: String] {
    guard !results.isEmpty else { return [:] }
    let task = DrawResults(source: source, results: results)
    return (try? await reader.perform(task, about: source.file.path)) ?? [:]
  }

  /// What has changed in a block.
  fileprivate struct Change {
    let block: Int
    let hasBegun: Bool
    let hasEnded: Bool
    let training: LessonEvent.Training?
    let results: [BlockTranscript.Result]?
  }
}

extension LiveRun.State {
  fileprivate mutating func take(_ record: LessonEventRecord) {
    transcript?.take(record)
    guard let current = transcript?.current else { return }
    switch record.event {
    case .blockBegan: began.insert(current)
    case .blockEnded:
      ended.insert(current)
      changed.insert(current)
    case .training(let training): trainings[current] = training
    case .shown, .blockThrew, .crashed: changed.insert(current)
    default: break
    }
  }

  fileprivate mutating func takeChanges() -> [LiveRun.Change] {
    guard let printing = transcript?.readPrinted(), let transcript else { return [] }
    changed.formUnion(printing)
    defer { (began, ended, changed, trainings) = ([], [], [], [:]) }
    return began.union(ended).union(changed).union(trainings.keys).sorted().map { block in
      LiveRun.Change(
        block: block, hasBegun: began.contains(block), hasEnded: ended.contains(block),
        training: trainings[block],
        results: changed.contains(block) ? transcript.results(ofBlock: block) : nil)
    }
  }
}
