import Foundation
import LessonSite
import LessonStorage

/// Scripts that call a function of `find.js`: a page in a folder can load scripts, and no other files.
enum SearchScript {
  /// - Parameters:
  ///   - function: The name of the function.
  ///   - arguments: Its arguments.
  static func calling(_ function: String, _ arguments: any Encodable...) throws -> Data {
    let written = try arguments.map { String(decoding: try StableJSON.encode($0), as: UTF8.self) }
    // In JavaScript, unlike in JSON, these would end a line until ES2019.
    let safe = written.joined(separator: ",").replacing("\u{2028}", with: "\\u2028")
      .replacing("\u{2029}", with: "\\u2029")
    return Data("\(function)(\(safe))\n".utf8)
  }
}

extension SearchIndexPart {
  /// The script that gives the part to the page that loads it; the first part brings along what searches.
  package var script: Data {
    get throws {
      let call = try SearchScript.calling("lessonSearch", self)
      return index == 0 ? Data(PackageResources.find_js) + call : call
    }
  }
}

extension SearchPassages {
  /// The script that gives the text of the page to the page that loads it.
  package var script: Data { get throws { try SearchScript.calling("lessonPassages", page, sections) } }
}
