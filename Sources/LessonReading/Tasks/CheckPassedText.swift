import LessonCore
import LessonRendering

/// Checks that the text that blocks printed for the page is Markdown that a page can contain.
package struct CheckPassedText: ReaderTask {
  package let lesson: LessonOutline
  package let transcript: Transcript

  package init(lesson: LessonOutline, transcript: Transcript) {
    self.lesson = lesson
    self.transcript = transcript
  }

  package func perform() -> [Diagnostic] { PassedText.problems(lesson, transcript) }
}
