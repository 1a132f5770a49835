import LessonExecution
import LessonSite
import LessonStorage

/// What index pages are made of.
struct IndexPageInputs {
  let digest: String

  init(site: Site, formats: [String]) throws {
    digest = contentHash(
      of: [BuildIdentity.current, String(decoding: try StableJSON.encode(site), as: UTF8.self)] + formats)
  }
}
