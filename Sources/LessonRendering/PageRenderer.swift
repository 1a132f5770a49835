import LessonCore
import LessonDocument
import LessonSite

/// Renders lessons and their results as pages.
package struct PageRenderer {
  private let highlight: (String) -> SyntaxHighlighting

  /// A renderer of stand-alone pages.
  package init() { self.init(highlight: SyntaxHighlighting.init) }

  /// A renderer that highlights Swift by other means, such as a cache.
  package init(highlight: @escaping (String) -> SyntaxHighlighting) { self.highlight = highlight }

  /// The lesson as a self-contained HTML page.
  ///
  /// - Parameters:
  ///   - lesson: The lesson.
  ///   - transcript: The results of the lesson; blocks and expressions that it lacks show no results.
  ///   - machine: The class of machines that gave the results; `nil` if that is unknown.
  ///   - place: The position of the page among others; `nil` for a stand-alone page.
  package func html(
    _ lesson: Lesson, _ transcript: Transcript, on machine: String? = nil, at place: PagePlace? = nil
  ) -> String {
    let place = place ?? PagePlace(alone: lesson.name, language: lesson.language)
    return HTMLPage(lesson, transcript, on: machine, at: place, highlight: highlight).text
  }

  /// The results of some blocks as their page shows them, by the block's index.
  package func results(
    ofBlocks blocks: [Int], _ lesson: Lesson, _ transcript: Transcript
  ) -> [Int: String] {
    let place = PagePlace(alone: lesson.name, language: lesson.language)
    let page = HTMLPage(lesson, transcript, on: nil, at: place, highlight: highlight)
    return Dictionary(uniqueKeysWithValues: blocks.map { ($0, page.results(ofBlock: $0)) })
  }

  /// The lesson as a chapter of a book.
  package func chapter(_ lesson: Lesson, _ transcript: Transcript, at place: PagePlace? = nil) -> BookChapter
  {
    let place = place ?? PagePlace(alone: lesson.name, language: lesson.language)
    return HTMLPage(lesson, transcript, on: nil, at: place, isChapter: true, highlight: highlight).chapter
  }

  /// The results of one block as a fragment of the lesson's page; empty if there is nothing to show.
  package func results(ofBlock index: Int, in lesson: Lesson, _ transcript: Transcript) -> String {
    let place = PagePlace(alone: lesson.name, language: lesson.language)
    return HTMLPage(lesson, transcript, on: nil, at: place, highlight: highlight).resultsAlone(ofBlock: index)
  }

  /// The lesson as a Markdown page with files for its charts.
  ///
  /// The author's text stays as it is, byte for byte; fences lose their options, and results follow them.
  package func markdown(_ lesson: Lesson, _ transcript: Transcript) -> MarkdownPage {
    MarkdownPage(lesson, transcript)
  }
}
