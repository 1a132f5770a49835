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
  private let awaitsAll: Bool
  /// Whether nothing is left to be looked at.
  private var isComplete = false

  /// - Parameter awaitsAll: Whether lessons that have no page here belong to the site, since other machines make theirs.
  init(_ context: BuildContext, _ library: LessonLibrary, awaitsAll: Bool = false) {
    self.awaitsAll = awaitsAll
    self.context = context
    self.library = library
  }

  /// The catalogue of the call before; `nil` if it is not that of the same lessons.
  init?(_ context: BuildContext, _ library: LessonLibrary, _ known: KnownLessons?) {
    guard let known, known.files == library.files else { return nil }
    self.init(context, library)
    entries = known.entries
    states = known.states
    isComplete = true
  }

  /// What later calls need not look at; `nil` if not all lessons could be read.
  var known: KnownLessons? {
    isWhole ? KnownLessons(files: library.files, entries: entries, states: states) : nil
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

  /// Adds the lessons that are not in `known`. A lesson belongs to the site if its page has a record, or if another
  /// machine makes its page.
  ///
  /// - Parameter readings: What was read of lessons.
  mutating func complete(_ known: [LessonFile], _ readings: Readings) async throws {
    guard !isComplete else { return }
    let known = Set(known)
    let looking = self
    try await inOrder(library.files.filter { !known.contains($0) }) {
      try await looking.look(at: $0, readings)
    } each: { look in
      states[look.file.page] = look.state
      if look.isUnreadable {
        noteUnreadable(look.file, nil)
      } else if let entry = look.entry {
        note(look.file, entry, place: look.place)
      }
    }
  }

  /// What is known of a lesson for which the command was not called.
  private struct Look: Sendable {
    let file: LessonFile
    let state: LessonStates.State
    var entry: LessonEntry?
    var place: String?
    var isUnreadable = false
  }

  private func look(at file: LessonFile, _ readings: Readings) async throws -> Look {
    let content = LessonBytes(file)
    let text = PageInputs.text(of: content, library.translation(of: file))
    if let previous = context.previousBuilds[file], previous.inputs.areOf(text),
      previous.isWhole(in: context.output)
    {
      let state = LessonStates.State(text: text, anchors: previous.anchors)
      return Look(file: file, state: state, entry: previous.entry, place: previous.place)
    }
    let unread = LessonStates.State(text: text, anchors: nil)
    guard awaitsAll || PageFolder(context.output, file).recordHead != nil else {
      return Look(file: file, state: unread)
    }
    guard let reading = try await readings.reading(of: file), let entry = reading.entry else {
      return Look(file: file, state: unread, isUnreadable: true)
    }
    let state = LessonStates.State(text: text, anchors: reading.anchorsDigest)
    return Look(file: file, state: state, entry: entry)
  }

  /// The lessons whose pages were made for a place that differs from their place on `site`.
  ///
  /// - Parameter files: The lessons that are looked at; all by default.
  func misplaced(on site: Site, among files: [LessonFile]? = nil) -> [LessonFile] {
    (files ?? library.files).filter { file in
      entries[file.page] != nil && places[file.page] != site.place(of: file).digest
    }
  }
}
