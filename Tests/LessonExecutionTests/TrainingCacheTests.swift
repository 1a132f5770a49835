import Foundation
import Testing

@testable import LessonExecution
@testable import LessonStorage

@Suite("What trainings leave")
struct TrainingCacheTests {
  @Test("is whole only if every byte is as it was sealed")
  func seals() {
    let content = Data("weights".utf8)
    let sealed = SealedTraining.sealed(content)
    #expect(SealedTraining.content(sealed) == content)
    #expect(SealedTraining.content(SealedTraining.sealed(Data())) == Data())
    for place in sealed.indices {
      var damaged = sealed
      damaged[place] ^= 1
      #expect(SealedTraining.content(damaged) == nil)
      #expect(SealedTraining.content(sealed.prefix(place)) == nil)
    }
  }

  @Test("is taken if its name is a digest and it is whole, within the limits of one training and of a run")
  func take() throws {
    let root = FileManager.default.temporaryDirectory.appending(
      path: "lessons-trainings-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let new = root.appending(path: "new")
    try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
    func name(_ digit: Character) -> String { String(repeating: digit, count: 64) }
    func leave(_ bytes: Data, as name: String) throws { try bytes.write(to: new.appending(path: name)) }
    let whole = SealedTraining.sealed(Data("a".utf8))
    // Five of the largest are more than a run may leave: of the last there is no room.
    let largest = SealedTraining.sealed(Data(count: SealedTraining.mostBytes))
    for digit in "01235" { try leave(largest, as: name(digit)) }
    try leave(SealedTraining.sealed(Data(count: SealedTraining.mostBytes + 1)), as: name("4"))
    try leave(whole.dropLast(), as: name("a"))
    try leave(whole, as: "short")
    try leave(whole, as: name("g"))
    #expect(symlink(name("0"), new.appending(path: name("b")).path) == 0)

    let cache = TrainingCache(folder: RootedFolder(root.appending(path: "kept").path))
    try cache.make()
    cache.take(from: new.path)
    let kept = try FileManager.default.contentsOfDirectory(atPath: cache.folder.realPath).sorted()
    #expect(kept == ["0", "1", "2"].map(name))
    #expect(try cache.folder.read(name("0"), atMost: largest.count) == largest)
  }

  @Test("of a run is taken up to so many files")
  func count() throws {
    let root = FileManager.default.temporaryDirectory.appending(
      path: "lessons-trainings-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let new = root.appending(path: "new")
    try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
    for index in 0..<300 {
      let bytes = SealedTraining.sealed(Data("\(index)".utf8))
      try bytes.write(to: new.appending(path: contentHash(of: ["\(index)"])))
    }
    let cache = TrainingCache(folder: RootedFolder(root.appending(path: "kept").path))
    try cache.make()
    cache.take(from: new.path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache.folder.realPath).count == 256)
  }
}
