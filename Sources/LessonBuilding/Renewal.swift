import LessonCore
import LessonRendering
import LessonSite

/// Writes pages again that show another place among the others than they have now. No code is run: text and results
/// of such a page are what they were.
struct Renewal: Sendable {
  private let workshop: Workshop
  private let library: LessonLibrary
  private let formats: Set<PageFormat>

  init(_ workshop: Workshop, _ library: LessonLibrary, formats: Set<PageFormat>) {
    self.workshop = workshop
    self.library = library
    self.formats = formats
  }

  /// Writes what is misplaced.
  ///
  /// - Returns: An error for each lesson whose page cannot be made within the limits; all others are written.
  func write(_ catalogue: Catalogue) async throws -> [Diagnostic] {
    guard formats.contains(where: \.showsOthers) else { return [] }
    let site = catalogue.site
    var problems: [Diagnostic] = []
    try await inOrder(catalogue.misplaced(on: site), { try await problem(with: $0, on: site) }) {
      problems += [$0].compactMap(\.self)
    }
    return problems
  }

  private func problem(with file: LessonFile, on site: Site) async throws -> Diagnostic? {
    do {
      try await write(file, at: site.place(of: file))
      return nil
    } catch let problem as Diagnostic {
      return problem
    }
  }

  private func write(_ file: LessonFile, at place: PagePlace) async throws {
    let content = LessonBytes(file)
    let folder = PageFolder(workshop.output, file)
    guard let source = library.source(of: file, content), let head = folder.recordHead,
      head.isUsable(confined: workshop.confinement)
    else { return }
    // A page whose code has changed is made when that has run.
    let reading = try await workshop.room.read(source, head, isFresh: false)
    guard head.program == reading.digest, let record = folder.record else { return }
    let (pages, _) = try await workshop.room.pages(
      of: source, record.transcript, record.basis, at: place,
      formats: formats.union(folder.formats(of: record.head)), in: folder)
    let written = try folder.write(pages, record.with(files: pages.hashes), of: file.path)
    guard let stamp = workshop.stamps.stamp(of: file.page), stamp.inputs.areOf(content) else { return }
    workshop.stamps.store(stamp.with(files: written.hashes, place: place.digest), of: file.page)
  }
}
