import Foundation
import LessonCore
import LessonDocument
import LessonSite

/// A format in which lessons, and the lists that lead to them, are written.
package protocol OutputFormat: Sendable {
  /// The names of its files, and what they show.
  var format: PageFormat { get }

  /// A remark for the program's help, in addition to the name.
  var remark: String? { get }

  /// The files of a lesson's page, by their path below the language's folder.
  func files(of page: PageContent) -> [String: Data]

  /// The list of a language's lessons; `nil` if the format has none.
  func list(of language: String, on site: Site) -> Data?

  /// The page that links to the languages; `nil` if the format has none.
  func firstPage(of site: Site) -> Data?
}

extension OutputFormat {
  package var remark: String? { nil }
  package func list(of language: String, on site: Site) -> Data? { nil }
  package func firstPage(of site: Site) -> Data? { nil }
}

/// The input of a page.
package struct PageContent {
  let lesson: Lesson
  /// The results of running the lesson.
  let transcript: Transcript
  /// The class of machines that gave the results.
  let machine: String
  /// The position of the page among the others.
  let place: PagePlace
  /// Classifies the words of Swift code.
  let highlight: (String) -> SyntaxHighlighting
}
