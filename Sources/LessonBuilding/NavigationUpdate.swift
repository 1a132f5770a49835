import LessonCore
import LessonRendering
import LessonSite

/// Rewrites pages whose navigation is out of date: the neighbours that they show are no longer theirs. It runs no code:
/// text and results of such a page stay the same.
struct NavigationUpdate: Sendable {
  private let context: BuildContext
  private let library: LessonLibrary
  private let formats: Set<PageFormat>

  init(_ context: BuildContext, _ library: LessonLibrary, formats: Set<PageFormat>) {
    self.context = context
    self.library = library
    self.formats = formats
  }

  /// Rewrites the misplaced pages.
  ///
  /// - Parameter files: The lessons whose pages may be rewritten; all by default.
  /// - Returns: An error for each lesson whose page cannot be made within the limits; all others are written.
  func write(_ catalogue: Catalogue, only files: [LessonFile]? = nil) async throws -> [Diagnostic] {
    guard formats.contains(where: \.showsOthers) else { return [] }
    let site = catalogue.site
    var problems: [Diagnostic] = []
    try await inOrder(catalogue.misplaced(on: site, among: files), { try await problem(with: $0, on: site) })
    {
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
    let folder = PageFolder(context.output, file)
    guard let bare = library.source(of: file, content), let head = folder.recordHead,
      head.isUsable(confined: context.confinement)
    else { return }
    // A page whose code has changed is written after the code has run.
    let (source, reading) = try await context.reader.readCiting(bare, head, isFresh: false)
    guard head.program == reading.digest, let record = folder.record else { return }
    let (pages, _) = try await context.reader.pages(
      of: source, record.transcript, on: record.machine, record.basis, at: place,
      formats: formats.union(folder.formats(of: record.head)), in: folder)
    let written = try folder.write(pages, record.with(files: pages.hashes), of: file.path)
    guard let previous = context.previousBuilds[file],
      previous.inputs.areOf(PageInputs.text(of: content, library.translation(of: file)))
    else { return }
    context.previousBuilds.store(previous.with(files: written.hashes, place: place.digest), for: file)
  }
}
