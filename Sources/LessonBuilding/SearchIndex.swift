import Foundation
import LessonCore
import LessonReading
import LessonSite
import LessonStorage

/// The search indexes of all languages, which are made of the search texts in the pages' folders.
struct SearchIndex {
  /// The parts, each of which is a file.
  let parts: [Part]

  init(_ output: RootedFolder, _ site: Site) {
    parts = site.languages.flatMap { language in
      let lessons = site.lessons(in: language).map(\.name)
      let count = (lessons.count + SearchIndexPart.mostLessons - 1) / SearchIndexPart.mostLessons
      return (0..<count).map { index in
        let start = index * SearchIndexPart.mostLessons
        let pages = lessons[start..<min(lessons.count, start + SearchIndexPart.mostLessons)]
        return Part(language, index, of: count, Array(pages), in: output)
      }
    }
  }

  /// A part of the index of a language.
  struct Part {
    /// The path of its file in the output.
    let path: String
    /// The place of the part among those of its language, from 0.
    private let index: Int
    /// The number of all parts of the language.
    private let parts: Int
    /// The search texts of the pages that have one.
    let texts: [(page: String, hash: String)]
    private let language: String
    private let output: RootedFolder

    init(_ language: String, _ index: Int, of parts: Int, _ pages: [String], in output: RootedFolder) {
      path = "\(language)/\(OutputNames.searchPart(index))"
      self.language = language
      self.index = index
      self.parts = parts
      self.output = output
      texts = pages.compactMap { page in
        output.hash(Self.path(page, language)).map { (page, $0) }
      }
    }

    private static func path(_ page: String, _ language: String) -> String {
      "\(language)/\(page)/\(OutputNames.searchText)"
    }

    /// What decides the file.
    var inputs: IndexPageInputs {
      IndexPageInputs(of: ["search", path, "\(parts)"] + texts.flatMap { [$0.page, $0.hash] })
    }

    /// The maximum size of a page's search text in bytes: a lesson's text is no larger.
    private static let mostBytes = 8 << 20

    /// The bytes of the file by its path.
    func made(by reader: RememberingReader) async throws -> [String: Data] {
      let texts = texts.compactMap { text in
        (try? output.read(Self.path(text.page, language), atMost: Self.mostBytes)).flatMap {
          $0.map { MakeSearchPart.Text(page: text.page, bytes: $0) }
        }
      }
      let part = MakeSearchPart(texts, index: index, of: parts)
      return [path: try await reader.perform(part, about: output.shown(path))]
    }
  }
}
