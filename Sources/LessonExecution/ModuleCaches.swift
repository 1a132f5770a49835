import LessonCore
import LessonStorage
import Synchronization

/// The module caches of one compiler, which share a folder.
final class ModuleCaches: Sendable {
  private struct Kind: Hashable {
    let mode: LanguageMode
    let packages: String
  }

  private let folder: String
  private let identity: String
  private let caches = Mutex<[Kind: ModuleCache]>([:])

  /// - Parameter identity: Identifies the compiler and the modules of all lessons.
  init(folder: String, identity: String) {
    self.folder = folder
    self.identity = identity
  }

  /// The cache for a language mode.
  ///
  /// - Parameter packages: Identifies the modules of packages; empty for none.
  func cache(for mode: LanguageMode, packages: String = "") -> ModuleCache {
    caches.withLock { caches in
      let kind = Kind(mode: mode, packages: packages)
      if let known = caches[kind] { return known }
      let made = ModuleCache(
        folder: folder,
        name: packages.isEmpty ? "\(mode.rawValue)" : "\(mode.rawValue)-\(packages.prefix(16))",
        identity: packages.isEmpty ? identity : contentHash(of: [identity, packages]))
      caches[kind] = made
      return made
    }
  }
}
