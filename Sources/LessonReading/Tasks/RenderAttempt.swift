import LessonCore
import LessonDocument
import LessonRendering

/// Renders what a reader's code has printed and drawn, as the page of the lesson shows results.
package struct RenderAttempt: ReaderTask {
  package let source: LessonSource
  /// The name of the exercise.
  package let exercise: String
  /// The results of the run.
  package let transcript: Transcript

  package init(source: LessonSource, exercise: String, transcript: Transcript) {
    self.source = source
    self.exercise = exercise
    self.transcript = transcript
  }

  /// The fragment of a page; empty if there is nothing to show.
  package typealias Result = String

  package func perform() throws -> Result {
    let lesson = try source.lesson
    guard let starter = lesson.outline.starter(of: exercise) else { return "" }
    return PageRenderer().results(ofBlock: starter.index, in: lesson, transcript)
  }
}
