import Foundation
import LessonCore
import LessonDocument
import LessonSite

/// A form in which lessons are written, and the lists that lead to them.
package protocol OutputFormat: Sendable {
  /// What its files are called, and what they show.
  var format: PageFormat { get }

  /// More than the name, for the program's help.
  var remark: String? { get }

  /// The files of a lesson's page, by their path below the language's folder.
  func files(of page: PageContent) -> [String: Data]

  /// The list of a language's lessons; `nil` where the format has none.
  func list(of language: String, on site: Site) -> Data?

  /// The page that leads to the languages; `nil` where the format has none.
  func firstPage(of site: Site) -> Data?
}

extension OutputFormat {
  package var remark: String? { nil }
  package func list(of language: String, on site: Site) -> Data? { nil }
  package func firstPage(of site: Site) -> Data? { nil }
}

/// What a page is made of.
package struct PageContent {
  let lesson: Lesson
  /// What running the lesson gave.
  let transcript: Transcript
  /// Where the page stands among the others.
  let place: PagePlace
  /// Finds the kinds of the words of Swift code.
  let highlight: (String) -> SyntaxHighlighting
}
