import Foundation
import LessonCore
import LessonExecution
import LessonStorage

/// A page that a shard has made, with everything that it was made of.
struct ShardPage: Codable, Sendable {
  let build: PreviousBuild
  /// The page's files and its record, by path in the output.
  let files: [String: Data]

  /// - Returns: `nil` if the files in the output are not those that the build wrote.
  init?(_ build: PreviousBuild, in output: RootedFolder) {
    self.build = build
    var files: [String: Data] = [:]
    for (path, hash) in build.files {
      guard let bytes = output.bytes(path, atMost: Self.mostBytes), contentHash(bytes) == hash else {
        return nil
      }
      files[path] = bytes
    }
    self.files = files
  }

  /// The maximum size of a file in bytes: one that has more is made again by the merge.
  private static let mostBytes = 32 << 20
}

extension CacheFolder {
  /// The pages that shards of this runner build have made.
  var shardPages: BuildCache<LessonFile, ShardPage> {
    BuildCache(folder: folder("pages")) {
      contentHash(of: ["page 1", BuildIdentity.current, $0.path, $0.page])
    }
  }
}

extension BuildContext {
  /// Keeps the pages of a shard in the cache, where the merge finds them.
  func handOver(_ files: [LessonFile]) {
    for file in files {
      guard let build = previousBuilds[file], let page = ShardPage(build, in: output) else { continue }
      cache.shardPages.store(page, for: file)
    }
  }
}

/// The pages that the shards of a site have made.
package struct ShardPages: Sendable {
  private let parts: [CacheFolder]

  init(_ parts: [CacheFolder]) { self.parts = parts }

  /// The first result that the cache of a shard gives.
  func first<Result>(_ result: (CacheFolder) -> Result?) -> Result? { parts.lazy.compactMap(result).first }
}
