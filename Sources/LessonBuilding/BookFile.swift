import Foundation
import LessonCore
import LessonReading
import LessonSite
import LessonStorage

/// The book of a language, which is made of the chapters in the pages' folders.
struct BookFile {
  /// The path of its file in the output.
  let path: String
  private let language: String
  private let identity: SiteIdentity
  private let chapters: [(page: String, part: String?, hash: String)]
  private let output: RootedFolder

  /// - Returns: `nil` if no page of the language has a chapter.
  init?(_ language: String, _ output: RootedFolder, _ site: Site) {
    guard let name = PageFormat.book.list else { return nil }
    path = "\(language)/\(name)"
    self.language = language
    self.output = output
    identity = site.identity(in: language)
    chapters = site.lessons(in: language).compactMap { lesson in
      output.hash(Self.path(lesson.name, language)).map {
        (lesson.name, site.part(of: lesson.name, in: language), $0)
      }
    }
    if chapters.isEmpty { return nil }
  }

  private static func path(_ page: String, _ language: String) -> String {
    "\(language)/\(page)\(PageFormat.book.suffix)"
  }

  /// What decides the file.
  var inputs: IndexPageInputs {
    get throws {
      let site = String(decoding: try StableJSON.encode(identity), as: UTF8.self)
      return IndexPageInputs(
        of: ["book", path, site] + chapters.flatMap { [$0.page, $0.part.map { "in " + $0 } ?? "", $0.hash] })
    }
  }

  /// The maximum size of a chapter in bytes: that of a page.
  private static let mostBytes = 64 << 20

  /// The bytes of the file by its path.
  func made(by reader: RememberingReader) async throws -> [String: Data] {
    let chapters = chapters.compactMap { chapter in
      (try? output.read(Self.path(chapter.page, language), atMost: Self.mostBytes)).flatMap {
        $0.map { MakeBook.Chapter(page: chapter.page, part: chapter.part, bytes: $0) }
      }
    }
    let book = MakeBook(chapters, in: language, identity: identity)
    return [path: try await reader.perform(book, about: output.shown(path))]
  }
}
