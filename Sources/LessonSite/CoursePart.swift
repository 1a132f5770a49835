import LessonCore

/// A part of a course in one language, and which lessons belong to it.
package struct CoursePart: Codable, Sendable, Hashable {
  package let title: String
  /// Names of lessons, or patterns in which `*` stands for any characters but `/`.
  package let patterns: [String]

  package init(title: String, patterns: [String]) {
    self.title = title
    self.patterns = patterns
  }

  /// The parts of a course in a language.
  package static func all(of settings: ProjectSettings, in language: String) -> [CoursePart] {
    settings.parts.map { part in
      CoursePart(
        title: part.title.text(in: language, source: settings.language) ?? "",
        patterns: part.lessons)
    }
  }

  /// The place of the pattern that a lesson's name matches first; `nil` if it matches none.
  func rank(of name: String) -> Int? { patterns.firstIndex { PathPattern($0).matches(name) } }
}
