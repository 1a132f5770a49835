import LessonCore
import LessonRendering

/// Draws what some blocks of a running lesson have given so far, as their page shows it.
package struct DrawResults: ReaderTask {
  package let source: LessonSource
  /// The results by the block's index.
  package let results: [Int: [BlockTranscript.Result]]

  package init(source: LessonSource, results: [Int: [BlockTranscript.Result]]) {
    self.source = source
    self.results = results
  }

  /// Only blocks that were asked for.
  package func accepts(_ markup: [Int: String]) -> Bool {
    markup.keys.allSatisfy { results[$0] != nil }
  }

  /// The markup by the block's index; empty for a block that shows no results.
  package func perform() throws -> [Int: String] {
    let lesson = try source.lesson.citing.onPage(of: source.file)
    let blocks = results.keys.filter(lesson.blocks.indices.contains).sorted()
    let transcript = Transcript(
      blocks: lesson.blocks.map { BlockTranscript(results: results[$0.index] ?? []) }, inlineValues: [])
    return PageRenderer().results(ofBlocks: blocks, lesson, transcript)
  }
}
