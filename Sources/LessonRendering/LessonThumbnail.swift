import LessonCore
import LessonDisplay
import LessonDocument
import LessonPlots
import LessonWords

/// The picture of a lesson in lists: its first plot that is small enough.
struct LessonThumbnail {
  /// The picture as an SVG file; `nil` if no plot of the lesson gives one.
  let svg: String?

  init(_ lesson: Lesson, _ transcript: Transcript) {
    let results = LessonResults(lesson, transcript)
    let words = PlotWords(Language(lesson.language))
    svg =
      lesson.blocks.lazy.flatMap { results.parts(ofBlock: $0.index) }.compactMap { part -> String? in
        guard case .plot(let plot, _) = part else { return nil }
        return PlotThumbnail(plot, in: words)?.svg
      }.first
  }
}
