import LessonDisplay

/// What became of an attempt at an exercise.
enum AttemptVerdict: Equatable {
  /// By a claim that does not hold, a trap or an error that is thrown.
  case fails
  /// It came to the end of the check.
  case passes
  /// It ended in another way, which the rest of a sentence tells.
  case unknown(String)

  /// - Parameters:
  ///   - process: The process of the attempt.
  ///   - starter: The index of the starter's block: what happens before it tells nothing.
  init(of process: LessonProcess, from starter: Int) {
    switch process.ending {
    case .timedOut(let seconds, _):
      self = .unknown("the lesson took longer than \(seconds.seconds)")
      return
    case .exceeded(let message):
      self = .unknown(message)
      return
    case .exited, .signalled, .sentInvalidEvent: break
    }
    let begin = process.records.firstIndex { $0.event == .blockBegan(starter) } ?? process.records.endIndex
    let ends = process.records[begin...].lazy.compactMap { Self.end(with: $0.event) }
    self = ends.first ?? .unknown("the lesson ended before its last block")
  }

  /// What an event of the exercise tells; `nil` if nothing yet.
  private static func end(with event: LessonEvent) -> AttemptVerdict? {
    switch event {
    case .claimFailed, .threw, .crashed: .fails
    case .exited: .unknown("the lesson called 'exit' before its end")
    case .ended: .passes
    default: nil
    }
  }
}
