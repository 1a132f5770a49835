import LessonCore

/// Finds names in a lesson's `needs` that no lesson has.
struct NeedsCheck {
  /// All lessons by page.
  let pages: [String: LessonFile]
  let sourceLanguage: String

  /// An error for each such name, and for the name of the lesson itself.
  ///
  /// - Parameter surroundings: Collects the lessons on which the result depends.
  func problems(of lesson: LessonOutline, _ surroundings: inout Surroundings) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for need in lesson.frontMatter.needs {
      guard let message = problem(with: need.name, of: lesson, &surroundings) else { continue }
      problems.append(Diagnostic(path: lesson.path, at: need.place, message))
    }
    return problems
  }

  private func problem(
    with name: String, of lesson: LessonOutline, _ surroundings: inout Surroundings
  ) -> String? {
    if name == lesson.name { return "this lesson needs itself" }
    let isThere = languages(of: lesson).map { language in
      let page = "\(language)/\(name)"
      let isThere = pages[page] != nil
      surroundings.note(lesson: page, isThere ? .there : .missing)
      return isThere
    }
    guard !isThere.contains(true) else { return nil }
    let prefix = lesson.language + "/"
    let names = pages.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    let nearest = nearestWord(to: name, in: names.sorted())
    return "'needs' names '\(name)', and no lesson has that name"
      + (nearest.map { "; did you mean '\($0)'?" } ?? "")
  }

  /// A translation may need a lesson that is not translated yet.
  private func languages(of lesson: LessonOutline) -> [String] {
    let source = lesson.translation?.sourceLanguage(of: lesson.name) ?? sourceLanguage
    return lesson.language == source ? [source] : [lesson.language, source]
  }
}
