import Foundation
import LessonCore
import LessonExecution
import LessonReading
import LessonStorage

/// A cache of values of one kind. The key of a value is made from everything that decides it.
struct BuildCache<Key, Value: Codable>: Sendable {
  let folder: CacheFolder
  let name: @Sendable (Key) throws -> String

  /// The cached value; `nil` if it is missing or its file is damaged.
  subscript(key: Key) -> Value? { (try? name(key)).flatMap { folder.value($0) } }

  /// Stores a value, if possible.
  func store(_ value: Value, for key: Key) {
    if let name = try? name(key) { folder.keep(value, as: name) }
  }
}

/// The results of a program that has run on this machine.
struct KnownTranscript: Codable, Hashable, Sendable {
  let transcript: Transcript
  /// Whether the compiler warned. The warnings' places depend on the lesson's text, so the compiler is asked for them
  /// again.
  let hasWarnings: Bool
}

/// The caches.
extension CacheFolder {
  /// Transcripts of programs, by everything that decides them.
  var transcripts: BuildCache<ResultInputs, KnownTranscript> {
    BuildCache(folder: folder("transcripts")) { try $0.digest }
  }

  /// What this runner build read in settings, by the bytes of the file.
  var settings: BuildCache<Data, ReadSettings.Result> {
    BuildCache(folder: folder("settings")) {
      contentHash(of: ["settings 1", BuildIdentity.current, contentHash($0)])
    }
  }

  /// The hashes of index pages by their paths, by what the pages are made of.
  var indexPages: BuildCache<IndexPageInputs, [String: String]> {
    BuildCache(folder: folder("lists")) { $0.digest }
  }

  /// The previous builds of the pages of an output folder.
  ///
  /// The key is the folder's name as the user gave it, since the cache may be copied with the project.
  func previousBuilds(in output: RootedFolder) -> BuildCache<LessonFile, PreviousBuild> {
    let path = output.path
    return BuildCache(folder: folder("stamps")) { contentHash(of: [path, $0.page]) }
  }

  /// What workers of this runner build learned about lessons, so that an edit of prose does not need the code parsed
  /// again.
  var readerMemories: BuildCache<LessonFile, ReaderMemory> {
    BuildCache(folder: folder("readings")) {
      contentHash(of: ["reading 1", BuildIdentity.current, $0.path, $0.page])
    }
  }
}
