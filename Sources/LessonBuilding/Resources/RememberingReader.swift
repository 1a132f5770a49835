import Foundation
import LessonCore
import LessonReading
import LessonRendering
import LessonSite
import LessonStorage

/// Reads lessons and makes their pages, using what was remembered when each was last read.
struct RememberingReader: ReaderTaskPerformer {
  private let reader: any ReaderTaskPerformer
  private let memories: BuildCache<LessonFile, ReaderMemory>
  /// What lessons cite; `nil` where citations are text.
  let bibliographies: Bibliographies?

  init(
    _ reader: any ReaderTaskPerformer, _ cache: CacheFolder, _ bibliographies: Bibliographies? = nil
  ) {
    self.reader = reader
    self.bibliographies = bibliographies
    memories = cache.readerMemories
  }

  /// Performs a task for which nothing is remembered.
  func perform<Task: ReaderTask>(_ task: Task, about path: String) async throws -> Task.Result {
    try await reader.perform(task, about: path)
  }

  /// Reads a lesson.
  ///
  /// - Parameters:
  ///   - record: The record of its page.
  ///   - isFresh: Whether the code is read even if it is known.
  /// - Returns: What was found; includes an error if the text cannot be read within the limits.
  func read(_ source: LessonSource, _ record: PageRecordHead?, isFresh: Bool) async throws -> Reading {
    let memory = memories[source.file] ?? ReaderMemory()
    let task = ReadLesson(
      source: source, values: record?.values ?? [], basis: record?.basis, memory: isFresh ? nil : memory)
    do {
      var reading = try await reader.perform(task, about: source.file.path)
      reading.memory.highlighting = memory.highlighting
      if reading.memory != memory { memories.store(reading.memory, for: source.file) }
      return reading
    } catch let problem as Diagnostic {
      return Reading(lesson: nil, diagnostics: [problem])
    }
  }

  /// Reads a lesson with the works that it cites. If its front matter names bibliographies, it is read twice.
  ///
  /// - Returns: The lesson with these works, and what was found.
  func readCiting(
    _ source: LessonSource, _ record: PageRecordHead?, isFresh: Bool
  ) async throws -> (LessonSource, Reading) {
    guard let bibliographies else { return (source, try await read(source, record, isFresh: isFresh)) }
    var citing = source
    let bytes = [UInt8](source.bytes)
    citing.bibliography = try await bibliographies.bibliography(for: bytes, [])
    let reading = try await read(citing, record, isFresh: isFresh)
    let named = reading.bibliography
    guard !named.isEmpty else { return (citing, reading) }
    let problems = try await bibliographies.problems(with: named, in: source.file.path)
    guard problems.isEmpty else {
      return (citing, Reading(diagnostics: (reading.diagnostics + problems).sorted()))
    }
    citing.bibliography = try await bibliographies.bibliography(for: bytes, named.map(\.path))
    return (citing, try await read(citing, record, isFresh: isFresh))
  }

  /// The program of a lesson whose code has no errors.
  func program(of valid: ValidLesson) async throws -> WrittenProgram? {
    if let program = valid.reading.program { return program }
    return try await read(valid.source, nil, isFresh: true).program
  }

  /// Makes the files of a page.
  ///
  /// - Parameter machine: The class of machines that gave the results.
  /// - Throws: The `Diagnostic` of results that cannot be drawn within the limits.
  func pages(
    of source: LessonSource, _ transcript: Transcript, on machine: String, _ basis: TranslationBasis?,
    at place: PagePlace, formats: Set<PageFormat>, in folder: PageFolder
  ) async throws -> (pages: Pages, entry: LessonEntry) {
    let memory = memories[source.file] ?? ReaderMemory()
    let made = try await reader.perform(
      MakePages(
        source: source, transcript: transcript, machine: machine, place: place, formats: formats,
        basis: basis, memory: memory), about: source.file.path)
    guard folder.areOwn(made.pages) else {
      throw Diagnostic(
        path: source.file.path, at: nil,
        "the process that makes pages gave files of other pages; none was written")
    }
    if made.memory != memory { memories.store(made.memory, for: source.file) }
    return (made.pages, made.entry)
  }
}

extension Reading {
  /// The digest of the anchors to which links can lead.
  var anchorsDigest: String { String(contentHash(of: anchors.sorted()).prefix(16)) }
}

/// The readings of the lessons of one call, each made once.
actor Readings {
  private let reader: RememberingReader
  private let library: LessonLibrary
  private let output: RootedFolder
  private var known: [String: Reading] = [:]

  init(_ reader: RememberingReader, _ library: LessonLibrary, _ output: RootedFolder) {
    self.reader = reader
    self.library = library
    self.output = output
  }

  /// Adds an existing reading of a lesson.
  func note(_ reading: Reading, of file: LessonFile) { known[file.page] = reading }

  /// The reading of a lesson of the library, with inline values of its page; `nil` if its file cannot be read.
  func reading(of file: LessonFile) async throws -> Reading? {
    if let reading = known[file.page] { return reading }
    guard let source = library.source(of: file, LessonBytes(file)) else { return nil }
    let record = PageFolder(output, file).recordHead
    let (_, reading) = try await reader.readCiting(source, record, isFresh: false)
    known[file.page] = reading
    return reading
  }
}
