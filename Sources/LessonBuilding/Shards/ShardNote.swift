import LessonCore
import LessonStorage

/// The note that a shard leaves in its cache when it has built all its lessons.
struct ShardNote: Codable, Hashable, Sendable {
  let number: Int
  let count: Int
}

extension CacheFolder {
  /// The folder of the notes.
  private var notes: CacheFolder { folder("shards") }

  /// Says that a shard is done, and forgets shards of other divisions.
  func note(_ shard: Shard) {
    for note in shardNotes where note.count != shard.count { notes.forget(name(note.number, note.count)) }
    notes.keep(ShardNote(number: shard.number, count: shard.count), as: name(shard.number, shard.count))
  }

  /// The shards that are done.
  var shardNotes: [ShardNote] {
    notes.names.filter { $0.wholeMatch(of: #/\d+-of-\d+/#) != nil }.compactMap { notes.value($0) }
  }

  private func name(_ number: Int, _ count: Int) -> String { "\(number)-of-\(count)" }
}

extension BuildContext {
  /// Says that all lessons of a shard are built.
  package func note(_ shard: Shard) { cache.note(shard) }
}
