import Foundation
import LessonTestSupport
import Synchronization
import Testing

@testable import LessonServing

@Suite("Folders that are watched")
struct FolderWatchTests {
  /// Counts what a watch reports.
  private final class Counter: Sendable {
    let count = Atomic(0)

    init(_ watch: FolderWatch) {
      let changes = watch.changes
      Task { for await _ in changes { count.add(1, ordering: .relaxed) } }
    }

    /// Whether a change is reported within a time.
    func notices(within seconds: Double, _ change: () throws -> Void) async throws -> Bool {
      // What came before is over.
      try await Task.sleep(for: .milliseconds(100))
      let before = count.load(ordering: .relaxed)
      try change()
      for _ in 0..<Int(seconds * 50) {
        if count.load(ordering: .relaxed) > before { return true }
        try await Task.sleep(for: .milliseconds(20))
      }
      return false
    }
  }

  @Test(
    "Changes of Swift files are reported, also beside the folder of the lessons; those of other files are not"
  )
  func sources() async throws {
    let folder = try TestFolder()
    for path in ["lessons/a.md", "Support/A.swift", "Package.swift"] { try folder.write("", to: path) }
    let watch = try FolderWatch(
      folder.path + "/lessons", data: folder.path + "/data",
      settings: folder.path + "/lessons.yml")
    let counter = Counter(watch)
    #expect(try await !counter.notices(within: 0.3) { try folder.write("1", to: "Support/A.swift") })
    watch.watch(alsoSourcesIn: [folder.path, folder.path + "/Support", folder.path + "/nowhere"])
    for path in ["Support/A.swift", "Support/B.swift", "Package.swift", "lessons/a.md"] {
      #expect(try await counter.notices(within: 10) { try folder.write("2", to: path) }, "\(path)")
    }
    for path in ["README.md", "Support/.A.swift.swp", "Support/A.swift~"] {
      #expect(try await !counter.notices(within: 0.3) { try folder.write("3", to: path) }, "\(path)")
    }
    #expect(try await counter.notices(within: 10) { try folder.write("title: A", to: "lessons.yml") })
    #expect(
      try await counter.notices(within: 10) {
        try FileManager.default.moveItem(
          atPath: folder.path + "/lessons", toPath: folder.path + "/away")
      })
  }

  @Test("Changes of files that are named are reported, and still those of lessons beside them")
  func files() async throws {
    let folder = try TestFolder()
    for path in ["lessons/a.md", "lessons/refs.bib", "refs.bib"] { try folder.write("", to: path) }
    let watch = try FolderWatch(
      folder.path + "/lessons", data: folder.path + "/data",
      settings: folder.path + "/lessons.yml")
    let counter = Counter(watch)
    #expect(try await !counter.notices(within: 0.3) { try folder.write("1", to: "refs.bib") })
    watch.watch(alsoFiles: [folder.path + "/refs.bib", folder.path + "/lessons/refs.bib"])
    for path in ["refs.bib", "lessons/refs.bib", "lessons/a.md"] {
      #expect(try await counter.notices(within: 10) { try folder.write("2", to: path) }, "\(path)")
    }
    #expect(try await !counter.notices(within: 0.3) { try folder.write("1", to: "other.bib") })
  }

  @Test("Lessons that have changed are known by their paths, unless other files have changed too")
  func lessons() async throws {
    let folder = try TestFolder()
    for path in ["lessons/en/a.md", "lessons/en/b.md", "lessons/en/a.png", "lessons.yml"] {
      try folder.write("", to: path)
    }
    let lessons = folder.path + "/lessons"
    let watch = try FolderWatch(lessons, data: folder.path + "/data", settings: folder.path + "/lessons.yml")
    let counter = Counter(watch)
    func changed(_ paths: String...) async throws -> Set<String> {
      for path in paths {
        #expect(try await counter.notices(within: 10) { try folder.write("1", to: path) }, "\(path)")
      }
      return watch.takeChangedLessons()
    }
    #expect(try await changed("lessons/en/a.md") == ["\(lessons)/en/a.md"])
    #expect(watch.takeChangedLessons() == [])
    #expect(
      try await changed("lessons/en/a.md", "lessons/en/b.md") == ["\(lessons)/en/a.md", "\(lessons)/en/b.md"])
    for other in ["lessons/en/a.png", "lessons.yml"] {
      #expect(try await changed("lessons/en/a.md", other) == [], "\(other)")
    }
  }
}
