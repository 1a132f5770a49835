import Foundation

/// Where the compiler keeps what it has read of C headers, so that it need not spend seconds on it for each lesson.
///
/// Lessons' compilers may not write here: what one left would be part of the next lesson's program. So each module is
/// read once, by a compiler of ours, before a lesson that imports it is compiled.
actor ModuleCache {
  nonisolated let folder: String
  /// The compiler reads headers anew for each.
  private let mode: LanguageMode
  /// Names the compiler and the modules that the cache was filled for.
  private let identity: String
  private var filled: Set<String>?
  private var isFilling = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(folder: String, mode: LanguageMode, identity: String) {
    self.folder = folder
    self.mode = mode
    self.identity = identity
  }

  /// Sees to it that these modules have been read.
  ///
  /// - Parameter compile: Compiles a source, and says whether it could.
  func fill(_ modules: [String], by compile: @Sendable (_ source: String) async throws -> Bool) async throws {
    // One compiler at a time: two would do the same work.
    while isFilling { await withCheckedContinuation { waiting.append($0) } }
    let known = filled ?? read()
    filled = known
    let missing = Set(modules).subtracting(known)
    guard !missing.isEmpty else { return }
    isFilling = true
    defer {
      isFilling = false
      for continuation in waiting { continuation.resume() }
      waiting = []
    }
    guard try await compile(missing.sorted().map { "import \($0)\n" }.joined()) else { return }
    filled = known.union(missing)
    // Where it cannot be noted the modules are read again, which is soon done.
    try? Data(([identity] + known.union(missing).sorted()).joined(separator: "\n").utf8).write(
      to: mark, options: .atomic)
  }

  private var mark: URL { URL(filePath: folder).appending(path: "lessons-filled-\(mode.rawValue)") }

  private func read() -> Set<String> {
    let lines =
      (try? String(contentsOf: mark, encoding: .utf8))?.split(separator: "\n").map(String.init) ?? []
    return lines.first == identity ? Set(lines.dropFirst()) : []
  }
}
