import LessonConfinement
import LessonCore
import LessonDisplay
import LessonExecution
import Synchronization

/// How far a running lesson has come.
package struct LessonProgress: Sendable, Hashable {
  /// The lesson's file.
  package let path: String
  /// The block that runs, counted from 1; 0 before the first.
  package internal(set) var block = 0
  /// How many blocks there are.
  package let blocks: Int
  /// The progress of the training that the block runs now; `nil` if it runs none.
  package internal(set) var training: LessonEvent.Training?

  /// Turns a lesson's events into its progress.
  static func observer(
    of lesson: LessonOutline, _ tell: @escaping @Sendable (LessonProgress) -> Void
  ) -> @Sendable (LessonActivity) -> Void {
    let state = Mutex(LessonProgress(path: lesson.path, blocks: lesson.blocks.count))
    return { activity in
      guard case .event(let record) = activity else { return }
      let progress = state.withLock { progress -> LessonProgress? in
        switch record.event {
        case .blockBegan(let index): (progress.block, progress.training) = (index + 1, nil)
        case .training(let training): progress.training = training
        default: return nil
        }
        return progress
      }
      if let progress { tell(progress) }
    }
  }
}

extension LessonProgress: CustomStringConvertible {
  /// `lessons/en/a.md 2/5 · epoch 3/20 · loss 0.41 · 12 s left`: short, since terminals are narrow.
  package var description: String {
    let place = block == 0 ? path : "\(path) \(block)/\(blocks)"
    guard let training else { return place }
    let loss = format(training.loss, significantDigits: 3)
    let seconds = format(training.secondsLeft, decimals: 0)
    return "\(place) · epoch \(training.epoch)/\(training.epochs) · loss \(loss) · \(seconds) s left"
  }
}
