import Foundation
import Testing

@testable import LessonData
@testable import LessonStorage

@Suite("Fetching a data set")
struct DataSetFetchTests {
  private static let large = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) })
  /// “digits”, packed by gzip.
  private static let packedDigits = Data([
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 201, 76, 207, 44, 41, 6, 0, 178, 90, 45, 213, 6, 0, 0, 0,
  ])
  private static let files = ["large-idx3.gz": large, "digits.gz": packedDigits]
  private static let known = KnownDataSet(
    name: "small", title: "for tests", mirrors: [],
    files: [
      .init(name: "large-idx3", size: large.count, packedSize: large.count, hash: contentHash(large)),
      .init(name: "digits", size: 6, packedSize: packedDigits.count, hash: contentHash(Data("digits".utf8))),
    ])

  /// A data folder of its own.
  private final class Place {
    let url = FileManager.default.temporaryDirectory.appending(path: "data-test-\(UUID().uuidString)")
    var fetch: DataSetFetch { DataSetFetch(known, into: url.path) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ bytes: Data, to path: String) throws {
      let file = url.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try bytes.write(to: file)
    }

    func read(_ path: String) throws -> Data { try Data(contentsOf: url.appending(path: path)) }

    var paths: [String] {
      (FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []).sorted()
    }
  }

  /// What a fetch that must fail says.
  private func failure(_ body: () async throws -> Void) async -> String {
    do { try await body() } catch { return "\(error)" }
    return "no error"
  }

  @Test("brings all files as the server has them, and then all is there")
  func all() async throws {
    let (place, server) = (Place(), try await FileServer(Self.files))
    #expect(try place.fetch.state() == .absent)
    try await place.fetch.download(from: [server.address])
    #expect(place.paths == ["small", "small/digits.gz", "small/large-idx3.gz"])
    #expect(try place.read("small/digits.gz") == Self.packedDigits)
    #expect(try place.fetch.state() == .whole)
  }

  @Test("goes on where the connection broke, and asks for the rest only")
  func resumption() async throws {
    let place = Place()
    let breaking = try await FileServer(Self.files, .breakingOff)
    let message = await failure { try await place.fetch.download(from: [breaking.address + "/"]) }
    #expect(message.hasPrefix("no server gave 'large-idx3.gz' (--from takes it from a folder"))
    #expect(message.contains("\n  \(breaking.address)/large-idx3.gz: transfer closed with 150000 bytes"))
    #expect(place.paths == ["small.part", "small.part/large-idx3.gz"])
    #expect(try place.fetch.state() == .begun(missingFiles: 2, bytes: 150_000))

    let server = try await FileServer(Self.files)
    try await place.fetch.download(from: [server.address])
    #expect(server.asked == ["/large-idx3.gz bytes=150000-", "/digits.gz"])
    #expect(try place.fetch.state() == .whole)
  }

  @Test("begins anew where the server cannot go on, and where what was there is of another file")
  func anew() async throws {
    let rangeless = (place: Place(), server: try await FileServer(Self.files, .withoutRanges))
    try rangeless.place.write(Self.large.prefix(1000), to: "small.part/large-idx3.gz")
    try await rangeless.place.fetch.download(from: [rangeless.server.address])
    #expect(try rangeless.place.fetch.state() == .whole)

    let (place, server) = (Place(), try await FileServer(Self.files))
    try place.write(Data("something else".utf8), to: "small.part/large-idx3.gz")
    try await place.fetch.download(from: [server.address])
    #expect(server.asked == ["/large-idx3.gz bytes=14-", "/large-idx3.gz", "/digits.gz"])
    #expect(try place.fetch.state() == .whole)
  }

  @Test("tries the mirrors in turn")
  func mirrors() async throws {
    let place = Place()
    let (empty, server) = (try await FileServer([:]), try await FileServer(Self.files))
    try await place.fetch.download(from: [empty.address, server.address])
    #expect(empty.asked == ["/large-idx3.gz", "/digits.gz"])
    #expect(try place.fetch.state() == .whole)
  }

  @Test("says of each server why it gave nothing, and leaves nothing that is not the file")
  func wrongFiles() async throws {
    let place = Place()
    let empty = try await FileServer([:])
    let other = try await FileServer(["large-idx3.gz": Data("other".utf8)])
    let damaged = try await FileServer(["large-idx3.gz": Self.packedDigits.prefix(20)])
    let endless = try await FileServer(["large-idx3.gz": Self.large + Data(count: 1_000_000)])
    let message = await failure {
      try await place.fetch.download(
        from: [empty, other, damaged, endless].map(\.address) + ["http://127.0.0.1:9"])
    }
    let (found, expected) = (contentHash(Data("other".utf8)), contentHash(Self.large))
    let reasons = message.split(separator: "\n").dropFirst().compactMap { $0.firstMatch(of: #/gz: (.*)/#)?.1 }
    #expect(
      reasons.prefix(4) == [
        "The requested URL returned error: 404",
        "what came is not the file: its unpacked bytes have the SHA-256 \(found), expected \(expected)",
        "what came is not the file: its gzip data are damaged: they end early",
        "what came is not the file: it has more than the 300000 bytes that it can have",
      ])
    #expect(reasons.last?.contains("onnect") == true)
    #expect(place.paths == ["small.part"])
  }

  @Test("takes files from a folder, packed or not, under the names that unpackers give them")
  func folder() async throws {
    let (place, source) = (Place(), Place())
    try source.write(Self.large, to: "large.idx3")
    try source.write(Self.packedDigits, to: "digits.gz")
    try await place.fetch.copy(from: source.url.path)
    #expect(place.paths == ["small", "small/digits.gz", "small/large.idx3"])
    #expect(try place.fetch.state() == .whole)
  }

  @Test("brings what is missing beside what is there, and names what is damaged there without touching it")
  func partlyThere() async throws {
    let (place, server) = (Place(), try await FileServer(Self.files))
    try place.write(Self.packedDigits, to: "small/digits.gz")
    #expect(try place.fetch.state() == .begun(missingFiles: 1, bytes: 0))
    try await place.fetch.download(from: [server.address])
    #expect(server.asked == ["/large-idx3.gz"])
    #expect(place.paths == ["small", "small/digits.gz", "small/large-idx3.gz"])

    try place.write(Data("damaged".utf8), to: "small/digits.gz")
    let message = await failure { try await place.fetch.download(from: [server.address]) }
    #expect(message.contains("digits.gz' is not the file of 'small': its unpacked bytes have the SHA-256 "))
    #expect(message.hasSuffix("; remove it"))
    #expect(try place.read("small/digits.gz") == Data("damaged".utf8))
  }

  @Test("is refused while another fetch is at it")
  func lock() async throws {
    let place = Place()
    let lock = try DataSetFolder(of: Self.known, in: place.url.path).lock()
    let message = await failure { try await place.fetch.download(from: []) }
    #expect(message.hasPrefix("another 'lessons data fetch' is writing to '"))
    withExtendedLifetime(lock) {}
  }
}
