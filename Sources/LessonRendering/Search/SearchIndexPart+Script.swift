import Foundation
import LessonSite
import LessonStorage

extension SearchIndexPart {
  /// A script that gives the part to the page that loads it: a page in a folder can load scripts, and no other files.
  package var script: Data {
    get throws {
      // In JavaScript, unlike in JSON, these would end a line until ES2019.
      let json = String(decoding: try StableJSON.encode(self), as: UTF8.self)
        .replacing("\u{2028}", with: "\\u2028").replacing("\u{2029}", with: "\\u2029")
      return Data("lessonSearch(\(json))\n".utf8)
    }
  }
}
