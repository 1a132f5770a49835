import Foundation
import LessonTestSupport
import Synchronization
import Testing

@testable import LessonBuilding
@testable import LessonSharing
@testable import LessonStorage

/// A server in memory.
private final class TestServer: EntryServer {
  enum Fault: Sendable {
    case none, refuses, isSlow, isCorrupt
  }

  let fault: Fault
  let entries = Mutex<[String: Data]>([:])
  let asked = Mutex(0)

  init(_ fault: Fault = .none) { self.fault = fault }

  func get(_ name: String, within time: Duration) async throws -> Data? {
    try await answer(within: time)
    let entry = entries.withLock { $0[name] }
    return fault == .isCorrupt ? Data("<html>Sign in</html>".utf8) : entry
  }

  func put(_ bytes: Data, to name: String, within time: Duration) async throws {
    try await answer(within: time)
    entries.withLock { $0[name] = bytes }
  }

  private func answer(within time: Duration) async throws {
    asked.withLock { $0 += 1 }
    switch fault {
    case .none, .isCorrupt: return
    case .refuses: throw EntryServerFailure(reason: "it answers with status 500")
    case .isSlow:
      try await Task.sleep(for: time)
      throw EntryServerFailure(reason: "Operation timed out")
    }
  }
}

@Suite("The shared cache")
struct SharedCacheTests {
  private let content = Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) })

  @Test("An entry gives its content back", arguments: [0, 1, 5000])
  func roundTrip(count: Int) throws {
    for secret in ["", "secret"] {
      let entry = SharedEntry(secret: Data(secret.utf8))
      let packed = try #require(entry.packed(content.prefix(count), for: "key"))
      #expect(entry.content(of: packed, for: "key") == content.prefix(count))
    }
  }

  @Test("An entry with any other byte gives nothing")
  func damaged() throws {
    let entry = SharedEntry(secret: Data())
    let packed = try #require(entry.packed(content.prefix(40), for: "key"))
    for index in packed.indices {
      var damaged = packed
      damaged[index] ^= 1
      #expect(entry.content(of: damaged, for: "key") == nil, "byte \(index)")
    }
    for count in 0..<packed.count { #expect(entry.content(of: packed.prefix(count), for: "key") == nil) }
  }

  @Test("An entry of another key or another secret gives nothing")
  func otherKey() throws {
    let entry = SharedEntry(secret: Data("one".utf8))
    let packed = try #require(entry.packed(content, for: "key"))
    #expect(entry.content(of: packed, for: "other") == nil)
    #expect(SharedEntry(secret: Data("two".utf8)).content(of: packed, for: "key") == nil)
    #expect(SharedEntry(secret: Data()).content(of: packed, for: "key") == nil)
  }

  @Test(
    "An entry that says it is larger than it is gives nothing", arguments: ["5001", "268435457", "-1", "x"])
  func bomb(count: String) throws {
    let entry = SharedEntry(secret: Data())
    let packed = try #require(entry.packed(content, for: "key"))
    let end = try #require(packed.firstIndex(of: UInt8(ascii: "\n")))
    let line = String(decoding: packed[..<end], as: UTF8.self).replacing(" 5000 ", with: " \(count) ")
    #expect(entry.content(of: Data(line.utf8) + packed[end...], for: "key") == nil)
  }

  @Test("A machine finds what another one has sent")
  func shared() async {
    let server = TestServer()
    let one = SharedCache(server)
    one.send(content, as: "key")
    await one.finish()
    #expect(await SharedCache(server).content("key") == content)
    #expect(await SharedCache(server).content("other") == nil)
  }

  @Test("A machine that may only read sends nothing")
  func readOnly() async {
    let server = TestServer()
    let cache = SharedCache(server, isReadOnly: true)
    cache.send(content, as: "key")
    await cache.finish()
    #expect(server.asked.withLock { $0 } == 0)
  }

  @Test("A server that refuses is asked ten times, and named once")
  func refusing() async {
    let server = TestServer(.refuses)
    let cache = SharedCache(server)
    for number in 0..<50 { #expect(await cache.content("\(number)") == nil) }
    #expect(server.asked.withLock { $0 } == 10)
    #expect(cache.takeTrouble() == "the shared cache is not used any more: it answers with status 500")
    #expect(cache.takeTrouble() == nil)
  }

  @Test("A server that answers too slowly is asked once")
  func slow() async {
    let server = TestServer(.isSlow)
    let cache = SharedCache(server)
    for number in 0..<5 { #expect(await cache.content("\(number)") == nil) }
    #expect(server.asked.withLock { $0 } == 1)
  }

  @Test("Another page in the place of entries is no result, and ends the asking")
  func corrupt() async {
    let server = TestServer(.isCorrupt)
    let cache = SharedCache(server)
    for number in 0..<50 { #expect(await cache.content("\(number)") == nil) }
    #expect(server.asked.withLock { $0 } == 10)
  }

  @Test("A lesson that ran on one machine runs on no other that shares its results")
  func build() async throws {
    let server = TestServer()
    let lessons = ["a": lessonText("1"), "b": lessonText("2")]
    var outcomes: [TestProject.Outcome] = []
    for _ in 0..<2 {
      let project = try TestProject(lessons)
      project.shared = SharedCache(server)
      outcomes.append(try await project.work())
      #expect(project.output("en/a.html") != nil)
    }
    #expect(outcomes.map { $0.result("a") } == [.ran, .unchanged])
    #expect(outcomes.map { $0.result("b") } == [.ran, .unchanged])
  }

  @Test(
    "Without the server, a build goes on by itself",
    arguments: [TestServer.Fault.refuses, .isSlow, .isCorrupt])
  fileprivate func unreachable(fault: TestServer.Fault) async throws {
    let project = try TestProject(["a": lessonText("1")])
    project.shared = SharedCache(TestServer(fault))
    #expect(try await project.work().result("a") == .ran)
  }

  @Test("The environment goes before the settings, and alone authorises")
  func environment() throws {
    #expect(try SharedCache.shared(by: [:], or: nil) == nil)
    #expect(try SharedCache.shared(by: ["LESSONS_CACHE": ""], or: "https://a.example") == nil)
    #expect(try SharedCache.shared(by: [:], or: "https://a.example/cache/") != nil)
    for wrong in ["ftp://a.example", "https://", "/tmp/cache", "https://a.example/?x"] {
      #expect(throws: UsageFailure.self) { try SharedCache.shared(by: ["LESSONS_CACHE": wrong], or: nil) }
    }
    let twoLines = ["LESSONS_CACHE": "https://a.example", "LESSONS_CACHE_AUTHORIZATION": "a\nb"]
    #expect(throws: UsageFailure.self) { try SharedCache.shared(by: twoLines, or: nil) }
  }

  private static let keyOfS3 = [
    "LESSONS_CACHE": "https://a.example", "LESSONS_CACHE_S3_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "AKIA1", "AWS_SECRET_ACCESS_KEY": "se/cr+et\"",
  ]

  @Test("With a region of S3, requests are signed by the key of the environment, and for their content alone")
  func signed() throws {
    let access = try ServerAccess(Self.keyOfS3)
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(
      access.configuration(for: Data()) == """
        aws-sigv4 = "aws:amz:eu-central-1:s3"
        user = "AKIA1:se/cr+et\\""
        header = "x-amz-content-sha256: \(empty)"

        """)
    #expect(!access.configuration(for: Data("a".utf8)).contains(empty))
    let passing = try ServerAccess(Self.keyOfS3.merging(["AWS_SESSION_TOKEN": "to=ken"]) { $1 })
    #expect(passing.configuration(for: Data()).hasSuffix("header = \"x-amz-security-token: to=ken\"\n"))
    #expect(try ServerAccess(["AWS_ACCESS_KEY_ID": "AKIA1", "AWS_SECRET_ACCESS_KEY": "s"]) == .open)
  }

  @Test(
    "A region of S3 without a whole key, or with another authorisation, is an error",
    arguments: [
      ["AWS_ACCESS_KEY_ID": ""], ["AWS_SECRET_ACCESS_KEY": ""], ["AWS_SECRET_ACCESS_KEY": "a\nb"],
      ["AWS_SESSION_TOKEN": "a b"], ["LESSONS_CACHE_S3_REGION": "eu:x"],
      ["LESSONS_CACHE_AUTHORIZATION": "Bearer a"],
    ])
  func wrongKey(change: [String: String]) throws {
    #expect(try SharedCache.shared(by: Self.keyOfS3, or: nil) != nil)
    let environment = Self.keyOfS3.merging(change) { $1 }
    #expect(throws: UsageFailure.self) { try SharedCache.shared(by: environment, or: nil) }
  }
}
