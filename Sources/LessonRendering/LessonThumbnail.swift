import LessonCore
import LessonDisplay
import LessonDocument
import LessonPlots
import LessonWords

/// The picture of a lesson in lists: its first plot that is small enough. Exercises give none, since it would show their answers.
struct LessonThumbnail {
  /// The picture as an SVG file; `nil` if no plot of the lesson gives one.
  let svg: String?

  init(_ lesson: Lesson, _ transcript: Transcript) {
    let results = LessonResults(lesson, transcript)
    let words = PlotWords(Language(lesson.language))
    svg =
      lesson.blocks.lazy.filter { $0.options.exercise == nil }
      .flatMap { results.parts(ofBlock: $0.index).flatMap(\.seenFirst) }
      .compactMap { part -> String? in
        guard case .plot(let plot, _) = part else { return nil }
        return PlotThumbnail(plot, in: words)?.svg
      }.first
  }
}

extension LessonResults.Part {
  /// The part, or what a slider shows before it is moved.
  fileprivate var seenFirst: [LessonResults.Part] {
    if case .frames(let frames) = self { frames.still.parts } else { [self] }
  }
}
