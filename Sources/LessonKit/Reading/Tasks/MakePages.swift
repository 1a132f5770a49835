import Foundation

/// Makes the files of a lesson's page.
struct MakePages: ReaderTask {
  let source: LessonSource
  /// What running the lesson gave.
  let transcript: Transcript
  /// Where the page stands among the others.
  let place: PagePlace
  let formats: Set<PageFormat>
  /// What the page's record says of the lesson's source.
  let basis: TranslationBasis?
  let memory: ReaderMemory

  /// The page.
  struct Result: Codable, Sendable {
    let pages: Pages
    /// What other pages say of the lesson.
    let entry: LessonEntry
    /// What was found out about the code.
    let memory: ReaderMemory
  }

  func accepts(_ result: Result) -> Bool { result.entry.name == source.file.name }

  func perform() throws -> Result {
    let lesson = try source.lesson
    let marks = RememberedMarks(memory)
    let pages = Pages(of: lesson, transcript, at: place, formats: formats, marks: marks.marks)
    var memory = memory
    // Other formats show no colours.
    if formats.contains(.html) { memory.marks = marks.used }
    return Result(
      pages: pages, entry: LessonEntry(lesson, transcript, version: source.version, basis: basis),
      memory: memory)
  }
}
