/// Looks whether the text that blocks printed for the page is Markdown that a page can hold.
struct CheckPassedText: ReaderTask {
  let lesson: LessonOutline
  let transcript: Transcript

  func perform() -> [Diagnostic] { PassedText.problems(lesson, transcript) }
}
