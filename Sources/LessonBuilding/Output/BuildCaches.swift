import LessonCore
import LessonExecution
import LessonReading
import LessonStorage

/// Values of one kind that builds keep, each under a name that is made from everything that decides it.
struct BuildCache<Key, Value: Codable>: Sendable {
  fileprivate let folder: CacheFolder
  fileprivate let name: @Sendable (Key) throws -> String

  /// The value that was kept; `nil` when there is none, or when its file is damaged.
  subscript(key: Key) -> Value? { (try? name(key)).flatMap { folder.value($0) } }

  /// Keeps a value, if that can be done.
  func store(_ value: Value, for key: Key) {
    if let name = try? name(key) { folder.keep(value, as: name) }
  }
}

/// What a program gave that has run on this machine.
struct KnownTranscript: Codable, Hashable, Sendable {
  let transcript: Transcript
  /// Whether the compiler warned: where, depends on the lesson's text, so it is asked again.
  let hasWarnings: Bool
}

/// The kinds of values.
extension CacheFolder {
  /// Transcripts, by everything that decides what programs give.
  var transcripts: BuildCache<ResultInputs, KnownTranscript> {
    BuildCache(folder: folder("transcripts")) { try $0.digest }
  }

  /// The previous builds of the pages of an output folder.
  ///
  /// The folder goes by the name that the user gave it: the cache may have been copied with the project.
  func previousBuilds(in output: RootedFolder) -> BuildCache<LessonFile, PreviousBuild> {
    let path = output.path
    return BuildCache(folder: folder("stamps")) { contentHash(of: [path, $0.page]) }
  }

  /// What workers of this build of the runner found out about lessons, so that an edit of prose need not read the code again.
  var readerMemories: BuildCache<LessonFile, ReaderMemory> {
    BuildCache(folder: folder("readings")) {
      contentHash(of: ["reading 1", BuildIdentity.current, $0.path, $0.page])
    }
  }
}
