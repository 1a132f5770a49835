/// Writes the results of a lesson for a terminal.
struct DrawForTerminal: ReaderTask {
  let lesson: LessonOutline
  let transcript: Transcript
  /// The columns that plots may use.
  let width: Int

  func perform() -> String {
    ReaderStage.drawing.begin()
    return TerminalText(lesson, transcript, width: width).text
  }
}
