import LessonCore
import LessonStorage

/// Gathers what the shards of a site have computed.
package struct ShardMerge {
  private let parts: [CacheFolder]
  private let cache: CacheFolder

  /// - Parameters:
  ///   - paths: The shards' caches, or the folders that have them.
  ///   - cache: The cache that gets the results; it is that of the shards if there are no paths.
  ///   - name: The name of caches.
  /// - Throws: `UsageFailure` if a path has no cache, or a shard is missing.
  package init(of paths: [String], into cache: String, named name: String) throws(UsageFailure) {
    self.cache = CacheFolder(RootedFolder(cache))
    var parts: [CacheFolder] = []
    for path in paths { parts.append(try Self.part(at: path, name)) }
    self.parts = parts
    try Self.check((parts.isEmpty ? [self.cache] : parts).flatMap(\.shardNotes))
  }

  private static func part(at path: String, _ name: String) throws(UsageFailure) -> CacheFolder {
    let around = RootedFolder(path)
    for folder in [around, around.folder(name)] where !folder.names("shards").isEmpty {
      return CacheFolder(folder)
    }
    throw UsageFailure("'\(path)' is no '\(name)' of a shard, and has none")
  }

  /// - Throws: `UsageFailure` unless all shards are there.
  private static func check(_ notes: [ShardNote]) throws(UsageFailure) {
    let counts = Set(notes.map(\.count)).sorted()
    guard let count = counts.first else {
      throw UsageFailure("there is no shard: 'lessons build --shard 1/2' makes the first of two")
    }
    guard counts.count == 1 else {
      let listed = counts.map(String.init).joined(separator: " and ")
      throw UsageFailure("the shards do not belong together: there were \(listed) of them")
    }
    let missing = Set(1...count).subtracting(notes.map(\.number)).sorted()
    guard missing.isEmpty else {
      let listed = missing.prefix(5).map { "\($0)/\(count)" } + (missing.count > 5 ? ["…"] : [])
      throw UsageFailure(
        "these shards are missing, or did not end well: \(listed.joined(separator: ", "));"
          + " run 'lessons build --shard \(listed[0])' again")
    }
  }

  /// The pages that the shards have made.
  package var pages: ShardPages { ShardPages(parts.isEmpty ? [cache] : parts) }

  /// Puts the results of all shards into the cache. Damaged files are left out.
  package func gather() {
    for part in parts { cache.takeResults(of: part) }
  }
}
