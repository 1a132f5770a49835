import Foundation
import LessonCore
import LessonExecution
import LessonReading
import LessonStorage

/// The files with works that lessons cite. Each is read once in a call, and only if a lesson may cite something.
actor Bibliographies {
  /// A file's works, or why there are none.
  private struct File {
    var works: [String: BibliographyEntry] = [:]
    var problems: [Diagnostic] = []
    /// Why the file cannot be read.
    var failure: String?
  }

  /// The works of several files.
  private struct Works {
    let byKey: [String: BibliographyEntry]
    let keys: [String]
  }

  private let folder: String
  private let settings: ProjectSettings
  private let reader: any ReaderTaskPerformer
  private let cache: BuildCache<ReadBibliography, ReadBibliography.Result>
  private var files: [String: Task<File, any Error>] = [:]
  private var works: [[String]: Works] = [:]
  /// The paths of all files that were named so far.
  private(set) var paths: Set<String>

  /// - Parameters:
  ///   - folder: The project's folder.
  ///   - cache: Keeps what was read.
  init(
    in folder: String, _ settings: ProjectSettings, _ reader: any ReaderTaskPerformer, _ cache: CacheFolder
  ) {
    self.folder = folder
    self.settings = settings
    self.reader = reader
    self.cache = cache.bibliographies
    paths = Set(settings.bibliography)
  }

  // MARK: Works

  /// Forgets what was read; called at the beginning of each call.
  ///
  /// - Returns: An error for each file of the settings that cannot be read, at its place there.
  func refresh() async throws -> [Diagnostic] {
    (files, works) = ([:], [:])
    var problems: [Diagnostic] = []
    for path in settings.bibliography {
      guard let failure = try await file(path).failure else { continue }
      let problem = Diagnostic(
        path: ProjectSettings.fileName, at: nil, "the bibliography '\(path)' cannot be read: \(failure)")
      problems.append(settings.places.placed(problem, at: "bibliography"))
    }
    return problems
  }

  /// The works that a lesson can cite; `nil` if there is no bibliography, or nothing in the text that could cite.
  ///
  /// - Parameters:
  ///   - text: The bytes of the lesson's file.
  ///   - named: The files that its front matter names.
  func bibliography(for text: [UInt8], _ named: [String]) async throws -> Bibliography? {
    let paths = settings.bibliography + named
    guard !paths.isEmpty, text.contains(UInt8(ascii: "@")) else { return nil }
    let works = try await works(of: paths)
    return Bibliography(works.byKey, keys: works.keys, mentionedIn: text)
  }

  /// All works that a lesson can cite, in the order of their keys.
  ///
  /// - Parameter named: The files that its front matter names.
  func entries(_ named: [String]) async throws -> [BibliographyEntry] {
    let works = try await works(of: settings.bibliography + named)
    return works.keys.compactMap { works.byKey[$0] }
  }

  private func works(of paths: [String]) async throws -> Works {
    if let known = works[paths] { return known }
    var all: [String: BibliographyEntry] = [:]
    for path in paths { all.merge(try await file(path).works) { first, _ in first } }
    let found = Works(byKey: all, keys: all.keys.sorted())
    works[paths] = found
    return found
  }

  // MARK: Problems

  /// An error for each file that a lesson names and that cannot be read.
  func problems(with named: [FrontMatter.NamedFile], in lesson: String) async throws -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for name in named {
      guard let failure = try await file(name.path).failure else { continue }
      problems.append(
        Diagnostic(
          path: lesson, at: name.place, "the bibliography '\(name.path)' cannot be read: \(failure)"))
    }
    return problems
  }

  /// What is wrong in the files that were read.
  func problems() async throws -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for path in files.keys.sorted() { problems += try await file(path).problems }
    return problems
  }

  // MARK: Files

  private func file(_ path: String) async throws -> File {
    if let task = files[path] { return try await task.value }
    let task = Task { try await read(path) }
    files[path] = task
    paths.insert(path)
    return try await task.value
  }

  private func read(_ path: String) async throws -> File {
    let place = folder == "." ? path : folder + "/" + path
    do {
      // One byte more than allowed, so that the reader refuses the file.
      let bytes = try ProjectFolder(of: folder).read(place, atMost: Bibliography.mostBytes + 1)
      let found = try await result(of: ReadBibliography(path: path, bytes: bytes))
      let works = Dictionary(found.entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
      return File(works: works, problems: found.diagnostics)
    } catch let failure as FileFailure {
      return File(failure: failure.reason)
    } catch let problem as Diagnostic {
      return File(problems: [problem])
    }
  }

  private func result(of task: ReadBibliography) async throws -> ReadBibliography.Result {
    if let known = cache[task] { return known }
    let result = try await reader.perform(task, about: task.path)
    cache.store(result, for: task)
    return result
  }
}

extension CacheFolder {
  /// What this runner build read in bibliographies.
  fileprivate var bibliographies: BuildCache<ReadBibliography, ReadBibliography.Result> {
    BuildCache(folder: folder("bibliographies")) {
      contentHash(of: ["bibliography 1", BuildIdentity.current, $0.path, contentHash($0.bytes)])
    }
  }
}
