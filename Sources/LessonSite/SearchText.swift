import LessonCore

/// The words of a lesson that readers can search for, by section.
///
/// A page has them in a file of its own; the index of a language is made of these files.
package struct SearchText: Codable, Hashable, Sendable {
  /// A heading with the words below it, up to the next heading.
  package struct Section: Codable, Hashable, Sendable {
    package let title: String
    /// Empty for what stands before the first heading.
    package let anchor: String
    /// The words of its prose, in the form of `SearchWords`, separated by spaces.
    package let words: String
    /// The names in its code.
    package let names: String

    package init(title: String, anchor: String, words: String, names: String) {
      self.title = title
      self.anchor = anchor
      self.words = words
      self.names = names
    }
  }

  package let title: String
  package let sections: [Section]

  package init(title: String, sections: [Section]) {
    self.title = title
    self.sections = sections
  }
}

/// One of the files of which the search index of a language consists.
package struct SearchIndexPart: Codable, Sendable {
  /// A lesson with its words.
  package struct Lesson: Codable, Sendable {
    /// The path of its page below the language's folder, without an extension.
    package let page: String
    package let text: SearchText

    package init(page: String, text: SearchText) {
      self.page = page
      self.text = text
    }
  }

  /// The place of the part among all parts, from 0.
  package let index: Int
  /// The number of all parts.
  package let parts: Int
  package let lessons: [Lesson]

  package init(index: Int, of parts: Int, lessons: [Lesson]) {
    self.index = index
    self.parts = parts
    self.lessons = lessons
  }

  /// The most lessons of a part, so that a change of one lesson changes a small file.
  package static let mostLessons = 50
}
