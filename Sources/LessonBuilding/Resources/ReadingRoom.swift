import Foundation
import LessonCore
import LessonReading
import LessonRendering
import LessonSite
import LessonStorage

/// Reads lessons and makes their pages, with what is remembered of each from the time before.
struct ReadingRoom: Sendable {
  let reader: LessonReader
  private let memories: ReaderMemories

  init(_ reader: LessonReader, _ cache: CacheFolder) {
    self.reader = reader
    memories = ReaderMemories(cache)
  }

  /// Reads a lesson.
  ///
  /// - Parameters:
  ///   - record: That of its page.
  ///   - isFresh: Whether the code is read even if it is known.
  /// - Returns: What was found; a text that cannot be read within the limits is an error among it.
  func read(_ source: LessonSource, _ record: RecordHead?, isFresh: Bool) async throws -> Reading {
    let memory = memories.memory(of: source.file)
    let task = ReadLesson(
      source: source, values: record?.values ?? [], basis: record?.basis, memory: isFresh ? nil : memory)
    do {
      var reading = try await reader.perform(task, about: source.file.path)
      reading.memory.highlighting = memory.highlighting
      if reading.memory != memory { keep(reading.memory, of: source.file) }
      return reading
    } catch let problem as Diagnostic {
      return Reading(lesson: nil, diagnostics: [problem])
    }
  }

  /// The program of a lesson whose code is right.
  func program(of prepared: PreparedLesson) async throws -> WrittenProgram? {
    if let program = prepared.program { return program }
    return try await read(prepared.source, nil, isFresh: true).program
  }

  /// Makes the files of a page.
  ///
  /// - Throws: The `Diagnostic` of results that cannot be drawn within the limits.
  func pages(
    of source: LessonSource, _ transcript: Transcript, _ basis: TranslationBasis?, at place: PagePlace,
    formats: Set<PageFormat>, in folder: PageFolder
  ) async throws -> (pages: Pages, entry: LessonEntry) {
    let memory = memories.memory(of: source.file)
    let made = try await reader.perform(
      MakePages(
        source: source, transcript: transcript, place: place, formats: formats, basis: basis,
        memory: memory), about: source.file.path)
    guard folder.areOwn(made.pages) else {
      throw Diagnostic(
        path: source.file.path, at: nil, "what renders the page names files that are not the page's")
    }
    if made.memory != memory { keep(made.memory, of: source.file) }
    return (made.pages, made.entry)
  }

  /// Without the file it is found out again the next time.
  private func keep(_ memory: ReaderMemory, of file: LessonFile) { memories.store(memory, of: file) }
}

/// What was read of the lessons of one call, each once.
actor Readings {
  private let room: ReadingRoom
  private let library: LessonLibrary
  private let output: RootedFolder
  private var known: [String: Reading] = [:]

  init(_ room: ReadingRoom, _ library: LessonLibrary, _ output: RootedFolder) {
    self.room = room
    self.library = library
    self.output = output
  }

  /// Notes what was read of a lesson already.
  func note(_ reading: Reading, of file: LessonFile) { known[file.page] = reading }

  /// What there is in a lesson of the library, values being those of its page; `nil` when its file cannot be read.
  func reading(of file: LessonFile) async throws -> Reading? {
    if let reading = known[file.page] { return reading }
    guard let source = library.source(of: file, LessonBytes(file)) else { return nil }
    let reading = try await room.read(source, PageFolder(output, file).recordHead, isFresh: false)
    known[file.page] = reading
    return reading
  }
}
