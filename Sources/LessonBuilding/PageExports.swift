import Foundation
import LessonCore
import LessonReading
import LessonRendering
import LessonSite
import LessonStorage

/// Makes files of lessons on request: pages as they were built, notebooks and books of the results on the pages. Pages and
/// books hold the images beside them. It runs no code and writes no file.
package struct PageExports: Sendable {
  private let context: BuildContext
  private let library: @Sendable () throws -> LessonLibrary

  /// - Parameter library: The lessons as they are at the time of a request.
  package init(_ context: BuildContext, library: @escaping @Sendable () throws -> LessonLibrary) {
    self.context = context
    self.library = library
  }

  /// What can be made.
  package enum Kind: String, Sendable, CaseIterable { case page, notebook, book }

  /// A file that was made.
  package struct File: Sendable {
    package let name: String
    package let type: String
    package let bytes: Data
    /// The titles or names of lessons that a book lacks, since they have no current page.
    package var left: [String] = []
  }

  /// The maximum size of a page in bytes.
  private static let mostBytes = 1 << 28

  /// Makes a file.
  ///
  /// - Parameter page: The page's place in the output, without an extension.
  /// - Throws: `UsageFailure` or the `Diagnostic` of what cannot be made.
  package func make(_ kind: Kind, ofPage page: String) async throws -> File {
    let library = try library()
    guard let file = library.files.first(where: { $0.page == page }) else {
      throw UsageFailure("there is no lesson of this page any more")
    }
    return switch kind {
    case .page: try self.page(of: file)
    case .notebook: try await notebook(of: file, library)
    case .book: try await book(file.language, library)
    }
  }

  private func page(of file: LessonFile) throws -> File {
    let path = file.page + PageFormat.html.suffix
    guard let bytes = try context.output.read(path, atMost: Self.mostBytes) else {
      throw UsageFailure("the lesson has no page yet")
    }
    var images = EmbeddedImages(context.output, page: file.page)
    return File(
      name: Self.name(of: file, .html), type: PageFormat.html.mediaType, bytes: images.page(bytes))
  }

  private func notebook(of file: LessonFile, _ library: LessonLibrary) async throws -> File {
    let place = try await site(library).place(of: file)
    let bytes = try await bytes(of: file, .notebook, at: place, library)
    return File(name: Self.name(of: file, .notebook), type: PageFormat.notebook.mediaType, bytes: bytes)
  }

  private static func name(of file: LessonFile, _ format: PageFormat) -> String {
    String(file.name.split(separator: "/").last ?? "") + format.suffix
  }

  private func book(_ language: String, _ library: LessonLibrary) async throws -> File {
    let site = try await site(library)
    var left: [String] = []
    var chapters: [MakeBook.Chapter] = []
    for file in files(of: language, site, library) {
      do {
        let bytes = try await bytes(of: file, .book, at: site.place(of: file), library)
        let part = site.part(of: file.name, in: language)
        chapters.append(MakeBook.Chapter(page: file.name, part: part, bytes: bytes))
      } catch is UsageFailure {
        left.append(file.name)
      }
    }
    guard !chapters.isEmpty else { throw UsageFailure("no lesson has a page yet") }
    let book = MakeBook(chapters, in: language, identity: site.identity(in: language))
    let name = PageFormat.book.list ?? ""
    let bytes = try await context.reader.perform(book, about: context.output.shown("\(language)/\(name)"))
    var images = EmbeddedImages(context.output, page: "\(language)/\(name)")
    return File(name: name, type: PageFormat.html.mediaType, bytes: images.page(bytes), left: left)
  }

  /// The lessons of a language in the order of the course, then those that have no page.
  private func files(of language: String, _ site: Site, _ library: LessonLibrary) -> [LessonFile] {
    let all = library.files.filter { $0.language == language }
    let order = site.lessons(in: language).map(\.name)
    let listed = order.compactMap { name in all.first { $0.name == name } }
    return listed + all.filter { !listed.contains($0) }
  }

  /// The places of pages among each other.
  private func site(_ library: LessonLibrary) async throws -> Site {
    var catalogue = Catalogue(context, library)
    try await catalogue.complete([], Readings(context.reader, library, context.output))
    return catalogue.site
  }

  /// The file of a lesson in a format, with the results on its page.
  private func bytes(
    of file: LessonFile, _ format: PageFormat, at place: PagePlace, _ library: LessonLibrary
  ) async throws -> Data {
    let folder = PageFolder(context.output, file)
    guard let bare = library.source(of: file, LessonBytes(file)), let record = folder.record else {
      throw UsageFailure("the lesson has no page yet")
    }
    let (source, reading) = try await context.reader.readCiting(bare, record.head, isFresh: false)
    guard record.head.isUsable(confined: context.confinement), record.program == reading.digest else {
      throw UsageFailure("the lesson has changed since its page was made: wait until it is built")
    }
    let (pages, _) = try await context.reader.pages(
      of: source, record.transcript, on: record.machine, record.basis, at: place, formats: [format],
      in: folder)
    guard let bytes = pages.files[file.name + format.suffix] else {
      throw RunnerFailure("the process that makes pages gave no \(format.name)")
    }
    return bytes
  }
}
