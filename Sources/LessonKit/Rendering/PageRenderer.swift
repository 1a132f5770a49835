/// Makes pages of lessons and what they gave.
public struct PageRenderer: Sendable {
  /// A renderer of stand-alone pages.
  public init() {}

  /// The lesson as an HTML page that needs nothing but itself.
  ///
  /// - Parameters:
  ///   - lesson: The lesson.
  ///   - transcript: What running it gave; blocks and expressions that it lacks show no results.
  public func html(_ lesson: Lesson, _ transcript: Transcript) -> String {
    HTMLPage(lesson, transcript).text
  }

  /// The lesson as a Markdown page with files for its charts.
  ///
  /// The author's text stays as it is, byte for byte; fences lose their options, and results follow them.
  public func markdown(_ lesson: Lesson, _ transcript: Transcript) -> MarkdownPage {
    MarkdownPage(lesson, transcript)
  }
}
