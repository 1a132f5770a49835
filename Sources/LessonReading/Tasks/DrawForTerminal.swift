import LessonCore
import LessonPlots

/// Writes the results of a lesson for a terminal.
package struct DrawForTerminal: ReaderTask {
  package let lesson: LessonOutline
  package let transcript: Transcript
  /// The columns that plots may use.
  package let width: Int

  package init(lesson: LessonOutline, transcript: Transcript, width: Int) {
    self.lesson = lesson
    self.transcript = transcript
    self.width = width
  }

  package func perform() -> String {
    ReaderStage.drawing.begin()
    return TerminalText(lesson, transcript, width: width).text
  }
}
