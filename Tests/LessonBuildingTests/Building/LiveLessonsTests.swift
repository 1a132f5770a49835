import Foundation
import Synchronization
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonDisplay
@testable import LessonStorage

@Suite("A lesson whose page is shown while it is built")
struct LiveLessonsTests {
  private static let text = "# A\n\n```swift-dt\n1\n```\n\n```swift-dt\n2\n```\n"
  private static let gated = text.replacing("\n2\n", with: "\ngated\n")

  /// A project that tells what happens to its lesson.
  private struct Shown {
    let project: TestProject
    let live: LiveLessons
    let events: AsyncStream<RunEvent>

    init(_ text: String) throws {
      let (events, continuation) = AsyncStream.makeStream(of: RunEvent.self)
      self.events = events
      live = LiveLessons { page, event in if page == "en/a" { continuation.yield(event) } }
      project = try TestProject(["a": text])
      project.live = live
    }

    /// The events until one is as expected, which is the last of them.
    func events(until isExpected: (RunEvent) -> Bool) async -> [RunEvent] {
      var found: [RunEvent] = []
      for await event in events {
        found.append(event)
        if isExpected(event) { break }
      }
      return found
    }

    /// Files by path, except for what was learned from reading alone.
    var files: [String: Data] {
      let folder = project.folder.url
      var files: [String: Data] = [:]
      for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
        let isResult = path.hasPrefix("output/") || path.hasPrefix("cache/") && !path.contains("read")
        let url = folder.appending(path: path)
        if isResult, !url.hasDirectoryPath { files[path] = try? Data(contentsOf: url) }
      }
      return files
    }
  }

  @Test("gives the results of a block before it ends, drawn as its page will show them")
  func early() async throws {
    let shown = try Shown(Self.gated)
    async let outcome = shown.project.work()
    let events = await shown.events { $0 == .blockBegan(1) }
    let markup = events.compactMap { event in
      if case .results(block: 0, let markup) = event { markup } else { nil }
    }
    #expect(markup.last?.contains("<samp>first</samp>") == true)
    #expect(events.contains(.began) && !events.contains(where: \.isFinished))
    shown.project.runner.openGate()
    #expect(try await outcome.result("a") == .ran)
    let version = contentHash(Data(Self.gated.utf8))
    #expect(await shown.events(until: \.isFinished).last == .ended(.finished(version: version)))
  }

  @Test(
    "is stopped without a trace in its page, its record and the cache, until its file is saved or it is let run"
  )
  func stop() async throws {
    let shown = try Shown(Self.text)
    #expect(try await shown.project.work().result("a") == .ran)
    let before = shown.files
    #expect(before.keys.contains("output/en/a.html") && before.keys.contains { $0.hasPrefix("cache/") })
    try shown.project.write(Self.gated, as: "a")
    async let stopped = shown.project.work()
    _ = await shown.events { $0 == .blockBegan(1) }
    #expect(shown.live.stop(page: "en/a") && !shown.live.stop(page: "en/b"))
    #expect(try await stopped.result("a") == .stopped)
    #expect(await shown.events { $0 == .ended(.stopped) }.last == .ended(.stopped))
    #expect(shown.files == before)

    _ = shown.project.runner.takeRuns()
    #expect(try await shown.project.work().reason("a") == "it was stopped on its page")
    #expect(shown.project.runner.takeRuns().isEmpty && shown.files == before)
    #expect(shown.live.release(page: "en/a") && !shown.live.release(page: "en/a"))
    shown.project.runner.openGate()
    #expect(try await shown.project.work().result("a") == .ran)
    #expect(shown.files != before)
  }

  @Test("runs again when its file was saved after it was stopped")
  func saved() async throws {
    let shown = try Shown(Self.gated)
    async let stopped = shown.project.work()
    _ = await shown.events { $0 == .blockBegan(1) }
    #expect(shown.live.stop(page: "en/a"))
    _ = try await stopped
    try shown.project.write(Self.gated, as: "a")
    shown.project.runner.openGate()
    #expect(try await shown.project.work().result("a") == .ran)
  }

  @Test("has old results from the first block on whose code has changed, and none after a change of prose")
  func old() async throws {
    let shown = try Shown(Self.text)
    _ = try await shown.project.work()
    func blocks(_ text: String) async throws -> [LiveBlock] {
      try shown.project.write(text, as: "a")
      _ = try await shown.project.work()
      let read = await shown.events { if case .read = $0 { true } else { false } }.last
      guard case .read(let blocks)? = read else { return [] }
      return blocks
    }
    _ = await shown.events(until: \.isFinished)
    #expect(try await blocks(Self.text + "\nMore.\n").map(\.isOld) == [false, false])
    let changed = try await blocks(Self.text.replacing("\n2\n", with: "\n3\n"))
    #expect(changed.map(\.isOld) == [false, true] && changed.map(\.code) == [nil, "3\n"])
    let added = try await blocks("```swift-dt\n0\n```\n\n" + Self.text.replacing("\n2\n", with: "\n3\n"))
    #expect(added.map(\.isOld) == [true, true, true] && added.map(\.section) == [nil, 0, 1])
    // Values in the text before a block are computed before it.
    let inline = try await blocks(
      "```swift-dt\n0\n```\n\n"
        + Self.text.replacing("```\n\n```swift-dt\n2", with: "```\n\n`{swift-dt} 1`\n\n```swift-dt\n3"))
    #expect(inline.map(\.isOld) == [false, false, true])
  }
}

extension RunEvent {
  fileprivate var isFinished: Bool { if case .ended(.finished) = self { true } else { false } }
}

@Suite("The blocks of a page")
struct PageBlockTests {
  @Test(
    "are found in a text that was changed",
    arguments: [
      ("abc", "abc", [0, 1, 2]), ("abc", "axc", [0, 1, 2]), ("abc", "axbc", [0, nil, 1, 2]),
      ("abc", "ac", [0, 2]), ("abc", "", []), ("", "ab", [nil, nil]), ("ab", "xyab", [nil, nil, 0, 1]),
      ("aab", "ab", [0, 2]), ("abc", "xyzw", [0, 1, 2, nil]),
    ])
  func places(_ old: String, _ new: String, _ expected: [Int?]) {
    func blocks(_ text: String) -> [PageBlock] { text.map { PageBlock(digest: "\($0)", isShown: true) } }
    #expect(blocks(old).places(of: blocks(new)) == expected)
  }
}
