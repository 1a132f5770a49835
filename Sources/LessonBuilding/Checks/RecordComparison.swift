import LessonCore
import LessonReading

extension CompareResults {
  /// Compares a page's record with a fresh run.
  ///
  /// - Parameter inputs: What decided the fresh results.
  package init(_ lesson: LessonOutline, _ record: PageRecord, _ fresh: Transcript, _ inputs: ResultInputs) {
    self.init(
      lesson: lesson, old: record.transcript, new: fresh,
      occasion: record.head.bridges(to: inputs) ? .recordOfAnotherMachine : .record)
  }
}
