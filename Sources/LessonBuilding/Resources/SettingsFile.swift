import Foundation
import LessonCore
import LessonReading
import LessonRendering
import LessonSite
import LessonStorage

/// The file with a project's settings, `lessons.yml`.
package enum SettingsFile {
  /// The nearest folder with the file: a folder, or one above it.
  ///
  /// The search ends below a folder of another user, such as `/tmp`, and passes over files of other users: anybody could
  /// have put a file there.
  package static func folder(from start: String) -> String? {
    if owner(of: file(in: start)) != nil { return start }
    let user = owner(of: start)
    var folder = start
    while folder != "/" {
      folder = URL(filePath: folder).deletingLastPathComponent().path
      guard owner(of: folder) == user else { return nil }
      if owner(of: file(in: folder)) == user { return folder }
    }
    return nil
  }

  private static func file(in folder: String) -> String { folder + "/" + ProjectSettings.fileName }

  private static func owner(of path: String) -> uid_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_uid : nil
  }

  /// What the file says.
  package struct Found: Sendable {
    package var settings = ProjectSettings()
    /// The files that the settings name and all pages contain.
    package var files = SiteFiles()
    /// What is wrong.
    package var problems: [Diagnostic] = []
    /// The lines of the file, for excerpts.
    package var lines: [String] = []
  }

  /// Reads the settings of the current folder, and the files that all pages contain.
  ///
  /// - Parameters:
  ///   - reader: Reads the file, unless the cache has what it says.
  ///   - cache: Keeps what was read; `CacheFolder.none` to read the file in any case.
  package static func read(_ reader: some ReaderTaskPerformer, cache: CacheFolder) async throws -> Found {
    let path = ProjectSettings.fileName
    do {
      // One byte more than allowed, so that the reader refuses the file.
      let bytes = try ProjectFolder(of: ".").read(path, atMost: ProjectSettings.mostBytes + 1)
      return try await read(bytes, reader, cache: cache)
    } catch let failure as FileFailure {
      return Found(problems: [Diagnostic(path: path, at: nil, failure.description)])
    }
  }

  /// Reads settings from the bytes of the file, and the files that all pages contain.
  package static func read(
    _ bytes: Data, _ reader: some ReaderTaskPerformer, cache: CacheFolder = .none
  ) async throws -> Found {
    let path = ProjectSettings.fileName
    var found = Found(lines: Array(SourceText(String(decoding: bytes, as: UTF8.self)).lines))
    do {
      let result = try await settings(path, bytes, reader, cache.settings)
      found.settings = result.settings
      found.problems = result.diagnostics
      found.files = try SiteFiles(result.settings)
    } catch let problem as Diagnostic {
      found.problems.append(problem)
    }
    return found
  }

  /// What is wrong with settings whose keys and values are right each by itself.
  package static func problems(with settings: ProjectSettings) -> [Diagnostic] {
    func problem(_ message: String, at key: String) -> Diagnostic {
      settings.places.placed(Diagnostic(path: ProjectSettings.fileName, at: nil, message), at: key)
    }
    var problems: [Diagnostic] = []
    do {
      _ = try PageFormat.named((settings.formats ?? []).map { $0[...] }, in: "'formats'")
    } catch {
      problems.append(problem(error.description, at: "formats"))
    }
    if let message = LessonLibrary.problem(withOutput: settings.output, for: settings.lessons) {
      problems.append(problem(message, at: "output"))
    }
    return problems
  }

  private static func settings(
    _ path: String, _ bytes: Data, _ reader: some ReaderTaskPerformer,
    _ cache: BuildCache<Data, ReadSettings.Result>
  ) async throws -> ReadSettings.Result {
    if let known = cache[bytes] { return known }
    let result = try await reader.perform(ReadSettings(path: path, bytes: bytes), about: path)
    if result.diagnostics.isEmpty { cache.store(result, for: bytes) }
    return result
  }
}

extension PageFormat {
  /// The formats with some names.
  ///
  /// - Parameter origin: Where the names stand, as errors say it.
  package static func named(
    _ names: [Substring], in origin: String = "--format"
  ) throws(UsageFailure) -> Set<PageFormat> {
    Set(
      try names.map { name throws(UsageFailure) in
        guard let format = PageFormat.named(String(name)) else {
          let known = PageFormat.all.map(\.name).joined(separator: ", ")
          throw UsageFailure("\(origin) knows \(known), not '\(name)'")
        }
        return format
      })
  }
}

extension SiteFiles {
  /// The most bytes of a file that every page contains.
  private static let mostBytes = 64 << 10

  /// Reads the files that settings name.
  ///
  /// - Throws: The `Diagnostic` of a file that cannot be used.
  fileprivate init(_ settings: ProjectSettings) throws {
    func used<Content>(
      _ path: String?, as key: String, _ content: (String, String) throws -> Content
    ) throws -> Content? {
      do {
        return try path.map { try content($0, key) }
      } catch let problem as Diagnostic {
        throw settings.places.placed(problem, at: key)
      }
    }
    self.init(
      logo: try used(settings.logo, as: "logo", Self.image),
      favicon: try used(settings.favicon, as: "favicon", Self.image),
      css: try used(settings.css, as: "css", Self.bytes).map { String(decoding: $0, as: UTF8.self) })
  }

  private static func image(_ path: String, for key: String) throws -> String {
    guard let type = ImageType.of(path) else {
      let known = ImageType.byEnding.keys.sorted().map { "'.\($0)'" }.joined(separator: ", ")
      throw problem(key, "'\(path)' is no image that browsers show: its name must end in one of \(known)")
    }
    return ImageType.address(of: try bytes(path, for: key), type: type)
  }

  private static func bytes(_ path: String, for key: String) throws -> Data {
    do {
      let bytes = try ProjectFolder(of: ".").read(path, atMost: mostBytes + 1)
      guard bytes.count <= mostBytes else {
        throw problem(
          key,
          "'\(path)' has more than \(mostBytes >> 10) KB, and every page would contain it: make it smaller")
      }
      return bytes
    } catch let failure as FileFailure {
      throw problem(key, failure.description)
    }
  }

  private static func problem(_ key: String, _ reason: String) -> Diagnostic {
    Diagnostic(path: ProjectSettings.fileName, at: nil, "'\(key)' cannot be used: \(reason)")
  }
}
