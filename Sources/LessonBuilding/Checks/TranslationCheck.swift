import LessonCore
import LessonReading
import LessonSite

/// Compares translations with their sources.
struct TranslationCheck {
  private let library: LessonLibrary
  private let readings: Readings
  private let reader: RememberingReader
  private let states: LessonStates

  /// - Parameters:
  ///   - readings: What was read of lessons.
  ///   - states: The states of all lessons.
  init(_ library: LessonLibrary, _ readings: Readings, _ reader: RememberingReader, _ states: LessonStates) {
    self.library = library
    self.readings = readings
    self.reader = reader
    self.states = states
  }

  /// What is wrong with a lesson as a translation; empty if it is not a translation.
  ///
  /// - Parameter surroundings: Collects the files and lessons on which the result depends.
  func problems(
    of lesson: LessonOutline, _ file: LessonFile, _ surroundings: inout Surroundings
  ) async throws -> [Diagnostic] {
    note(sourceOf: lesson, file, &surroundings)
    return try await staleness(of: lesson, file) + differences(of: lesson, file)
      + missingTerms(in: lesson, file)
  }

  private func note(sourceOf lesson: LessonOutline, _ file: LessonFile, _ surroundings: inout Surroundings) {
    let original = library.original(of: file, lesson.translation)
    if let original { surroundings.note(source: original.page, text: states.text(of: original.page)) }
    guard let record = lesson.translation else {
      if original == nil, file.language != library.sourceLanguage {
        surroundings.note(source: "\(library.sourceLanguage)/\(file.name)", text: nil)
      }
      return
    }
    let path = library.source(of: record)?.path
    if path == nil || path != original?.path { surroundings.noteOpen() }
  }

  /// A diagnostic if the source has changed since the translation was made, or if that cannot be known.
  private func staleness(of lesson: LessonOutline, _ file: LessonFile) async throws -> [Diagnostic] {
    guard let record = lesson.translation else { return try await unknownSource(of: lesson, file) }
    guard let source = library.source(of: record) else {
      return [Diagnostic(path: lesson.path, at: nil, goneSource(of: lesson, file, record))]
    }
    guard record.isStale(against: source.bytes) else { return [] }
    return [
      Diagnostic(
        path: lesson.path, at: nil,
        "the translation is behind its source: '\(source.path)' has changed since; run '\(acceptance(of: lesson))' "
          + "once the text follows")
    ]
  }

  /// A warning if the translation has no record.
  private func unknownSource(of lesson: LessonOutline, _ file: LessonFile) async throws -> [Diagnostic] {
    guard let source = library.namesake(of: file),
      // Otherwise that lesson may be the translation.
      let original = try await readings.reading(of: source)?.lesson, original.translation == nil
    else { return [] }
    return [
      Diagnostic(
        .warning, path: lesson.path, at: nil,
        "this translation of '\(source.path)' has no record of the text that it follows, so nothing would say that it is "
          + "behind; run '\(acceptance(of: lesson))' once the text follows")
    ]
  }

  private func goneSource(
    of lesson: LessonOutline, _ file: LessonFile, _ record: TranslationRecord
  ) -> String {
    let way =
      library.namesake(of: file).map {
        "if '\($0.path)' took its place, run '\(acceptance(of: lesson))' once the text follows"
      } ?? "give the translation the name of its source, or correct 'source_file' in its record"
    return
      "the source of this translation, '\(record.sourceFile)', is not there, so whether the text follows it is not known; "
      + way
  }

  /// The command that records that a translation follows its source.
  private func acceptance(of lesson: LessonOutline) -> String {
    (["lessons", "accept"] + (library.folder == "lessons" ? [] : ["--lessons", library.folder]) + [
      lesson.path
    ])
    .map(\.asShellWord).joined(separator: " ")
  }

  /// A warning for each term of the source's glossary that has no counterpart: a term with the same anchor.
  private func missingTerms(in lesson: LessonOutline, _ file: LessonFile) async throws -> [Diagnostic] {
    guard file.name == GlossaryTerm.page, let original = library.original(of: file, lesson.translation),
      let terms = try await readings.reading(of: original)?.entry?.terms
    else { return [] }
    let known = Set(try await readings.reading(of: file)?.entry?.terms?.flatMap(\.anchors) ?? [])
    return terms.filter { known.isDisjoint(with: $0.anchors) }.map { term in
      Diagnostic(
        .warning, path: lesson.path, at: nil,
        "'\(original.path)' explains '\(term.title)', this glossary does not; the heading of a translated term begins with "
          + "'<a id=\"\(term.anchors.last ?? "")\"></a>'")
    }.shortened(in: lesson.path)
  }

  /// Code may differ from the source's in comments. It may differ in string literals too, with a note, since it then
  /// runs separately.
  private func differences(of lesson: LessonOutline, _ file: LessonFile) async throws -> [Diagnostic] {
    guard let original = library.original(of: file, lesson.translation),
      let source = try await readings.reading(of: original)?.lesson,
      // Otherwise this lesson is the source of that one.
      source.translation?.sourceLanguage(of: file.name) != file.language
    else { return [] }
    do {
      return try await reader.perform(
        CompareTranslations(source: source, translation: lesson), about: lesson.path)
    } catch let problem as Diagnostic {
      return [problem]
    }
  }
}
