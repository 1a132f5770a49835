import LessonCore
import LessonSite

/// Collects what pages show of all lessons of the library, including lessons that the command was not called for.
struct Catalogue {
  private let context: BuildContext
  private let library: LessonLibrary
  private var entries: [String: LessonEntry] = [:]
  /// The digest of the place for which each page was last made, if known.
  private var places: [String: String] = [:]
  private var states: [String: LessonStates.State] = [:]
  /// Whether all lessons could be read, so that the site is complete.
  private(set) var isWhole = true

  init(_ context: BuildContext, _ library: LessonLibrary) {
    self.context = context
    self.library = library
  }

  /// The site as it is known now.
  var site: Site {
    let files = library.files.filter { entries[$0.page] != nil }
    return Site(
      Dictionary(grouping: files, by: \.language).mapValues { $0.compactMap { entries[$0.page] } },
      settings: context.settings, files: context.siteFiles)
  }

  /// The states of all lessons that were looked at.
  var lessonStates: LessonStates { LessonStates(library, states) }

  /// Adds the state of a lesson, on which checks of other lessons depend.
  mutating func note(_ file: LessonFile, _ state: LessonStates.State) { states[file.page] = state }

  /// Adds a lesson.
  ///
  /// - Parameters:
  ///   - entry: `nil` when it has no page, or cannot be read.
  ///   - place: The digest of the place for which its page was made; `nil` if unknown.
  mutating func note(_ file: LessonFile, _ entry: LessonEntry?, place: String? = nil) {
    entries[file.page] = entry
    places[file.page] = place
  }

  /// Notes that a lesson cannot be read.
  ///
  /// - Parameter entry: What was known of it when it could last be read.
  mutating func noteUnreadable(_ file: LessonFile, _ entry: LessonEntry?) {
    entries[file.page] = entry
    isWhole = false
  }

  /// Adds the lessons that are not in `known`; a lesson belongs to the site if its page has a record.
  ///
  /// - Parameter readings: What was read of lessons.
  mutating func complete(_ known: [LessonFile], _ readings: Readings) async throws {
    let known = Set(known)
    for file in library.files where !known.contains(file) { try await look(at: file, readings) }
  }

  private mutating func look(at file: LessonFile, _ readings: Readings) async throws {
    let content = LessonBytes(file)
    let text = PageInputs.text(of: content, library.translation(of: file))
    if let previous = context.previousBuilds[file], previous.inputs.areOf(text),
      previous.isWhole(in: context.output)
    {
      note(file, LessonStates.State(text: text, anchors: previous.anchors))
      return note(file, previous.entry, place: previous.place)
    }
    note(file, LessonStates.State(text: text, anchors: nil))
    guard PageFolder(context.output, file).recordHead != nil else { return }
    guard let reading = try await readings.reading(of: file), let entry = reading.entry else {
      return noteUnreadable(file, nil)
    }
    note(file, LessonStates.State(text: text, anchors: reading.anchorsDigest))
    note(file, entry)
  }

  /// The lessons whose pages were made for a place that differs from their place on `site`.
  func misplaced(on site: Site) -> [LessonFile] {
    library.files.filter { file in
      entries[file.page] != nil && places[file.page] != site.place(of: file).digest
    }
  }
}
