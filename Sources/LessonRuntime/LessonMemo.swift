import DeepTraining
import Foundation
import LessonStorage
import Synchronization

/// The memo of a lesson's process: it reads what earlier runs of the lesson gave, and leaves what is new in the scratch
/// folder, from which the runner takes it when the process has ended.
final class LessonMemo: TrainingMemo {
  /// Shorter trainings are as soon computed as read.
  private static let shortest = Duration.milliseconds(100)

  private let known: String
  private let new: String
  private let build: String
  private let room = Mutex(SealedTraining.mostBytesOfRun)

  /// - Parameters:
  ///   - known: The folder of what earlier runs gave.
  ///   - new: The folder for what is new; made when there is something.
  ///   - build: Tells the build of the runtime from others.
  init(known: String, new: String, build: String) {
    self.known = known
    self.new = new
    self.build = build
  }

  func key(_ describe: (_ add: (UnsafeRawBufferPointer) -> Void) -> Void) -> String {
    var hash = SHA256()
    hash.update(Array("\(build) \(Engine.machineClass)".utf8))
    describe { hash.update($0) }
    return hash.finish().hexadecimal
  }

  func result(of key: String) -> [UInt8]? {
    let most = SealedTraining.mostBytesOfFile
    guard let bytes = BoundedFile.read(known + "/" + key, atMost: most, followingLinks: false) else {
      return nil
    }
    return SealedTraining.content(bytes).map { [UInt8]($0) }
  }

  func keep(_ result: [UInt8], of key: String, duration: Duration) {
    // A file beyond the limit would end the lesson.
    guard duration >= Self.shortest, result.count <= SealedTraining.mostBytes else { return }
    let isRoom = room.withLock { room in
      room -= result.count
      return room >= 0
    }
    guard isRoom else { return }
    // Without the file the training is computed again next time.
    try? FileManager.default.createDirectory(atPath: new, withIntermediateDirectories: true)
    try? SealedTraining.sealed(Data(result)).write(to: URL(filePath: new + "/" + key))
  }
}
