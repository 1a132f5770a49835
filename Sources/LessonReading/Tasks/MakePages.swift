import Foundation
import LessonCore
import LessonRendering
import LessonSite

/// Makes the files of a lesson's page.
package struct MakePages: ReaderTask {
  package let source: LessonSource
  /// The results of running the lesson.
  package let transcript: Transcript
  /// The class of machines that gave the results.
  package let machine: String
  /// The page's place among the others.
  package let place: PagePlace
  package let formats: Set<PageFormat>
  /// The lesson's source as the page's record describes it.
  package let basis: TranslationBasis?
  package let memory: ReaderMemory

  package init(
    source: LessonSource, transcript: Transcript, machine: String, place: PagePlace, formats: Set<PageFormat>,
    basis: TranslationBasis?, memory: ReaderMemory
  ) {
    self.source = source
    self.transcript = transcript
    self.machine = machine
    self.place = place
    self.formats = formats
    self.basis = basis
    self.memory = memory
  }

  /// The page.
  package struct Result: Codable, Sendable {
    package let pages: Pages
    /// What other pages show of the lesson.
    package let entry: LessonEntry
    /// What was learned about the code.
    package let memory: ReaderMemory
  }

  package func accepts(_ result: Result) -> Bool { result.entry.name == source.file.name }

  package func perform() throws -> Result {
    let lesson = try source.lesson.citing
    let remembered = RememberedHighlighting(memory)
    let pages = Pages(
      of: lesson.onPage(of: source.file), transcript, on: machine, at: place, formats: formats,
      highlight: remembered.highlighting(of:))
    var memory = memory
    if formats.contains(where: \.marksCode) { memory.highlighting = remembered.used }
    return Result(
      pages: pages, entry: LessonEntry(lesson, transcript, version: source.version, basis: basis),
      memory: memory)
  }
}
