import LessonCore
import LessonDocument
import LessonSite

/// Makes pages of lessons and what they gave.
package struct PageRenderer {
  private let marks: (String) -> SwiftMarks

  /// A renderer of stand-alone pages.
  package init() { self.init(marks: SwiftMarks.init) }

  /// A renderer that is told the kinds of the words of Swift code.
  package init(marks: @escaping (String) -> SwiftMarks) { self.marks = marks }

  /// The lesson as an HTML page that needs nothing but itself.
  ///
  /// - Parameters:
  ///   - lesson: The lesson.
  ///   - transcript: What running it gave; blocks and expressions that it lacks show no results.
  ///   - place: Where the page stands among others; `nil` when it stands alone.
  package func html(_ lesson: Lesson, _ transcript: Transcript, at place: PagePlace? = nil) -> String {
    let place = place ?? PagePlace(alone: lesson.name, language: lesson.language)
    return HTMLPage(lesson, transcript, at: place, marks: marks).text
  }

  /// The lesson as a Markdown page with files for its charts.
  ///
  /// The author's text stays as it is, byte for byte; fences lose their options, and results follow them.
  package func markdown(_ lesson: Lesson, _ transcript: Transcript) -> MarkdownPage {
    MarkdownPage(lesson, transcript)
  }
}
