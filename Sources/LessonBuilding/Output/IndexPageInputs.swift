import LessonExecution
import LessonSite
import LessonStorage

/// What index pages, or a part of a search index, are made of.
struct IndexPageInputs {
  let digest: String

  init(site: Site, formats: [String]) throws {
    self.init(of: [String(decoding: try StableJSON.encode(site), as: UTF8.self)] + formats)
  }

  /// - Parameter parts: Everything that decides the pages, besides the build of the runner.
  init(of parts: [String]) { digest = contentHash(of: [BuildIdentity.current] + parts) }
}
