import LessonCore
import LessonDocument
import LessonSite

extension LessonEntry {
  /// The entry of a lesson: its title, and its description or, if it has none, its first paragraph.
  ///
  /// - Parameters:
  ///   - transcript: The results of the lesson, for values in titles and first paragraphs.
  ///   - version: MD5 of the lesson's file.
  ///   - basis: What the page's record says about the lesson's source.
  package init(
    _ lesson: Lesson, _ transcript: Transcript, version: String = "", basis: TranslationBasis? = nil
  ) {
    let text = LessonText(lesson, transcript)
    let source = lesson.translation.map { record in
      let version = record.originalHash.lowercased()
      return Translation(
        version: version, sourceLanguage: record.sourceLanguage(of: lesson.name),
        basis: basis?.version == version ? basis : nil)
    }
    let glossary = GlossaryText(lesson, text.prose)
    self = LessonEntry(
      name: lesson.name, title: text.title, summary: lesson.frontMatter.description ?? text.summary,
      order: lesson.frontMatter.order, minutes: ReadingTime(lesson).minutes,
      needs: lesson.frontMatter.needs.map(\.name), sections: text.sections, version: version,
      translation: source
    ).with(terms: glossary.terms, linked: glossary.links)
  }
}
