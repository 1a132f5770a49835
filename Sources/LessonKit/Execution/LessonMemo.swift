import DeepTraining
import Foundation
import Synchronization

/// The memo of a lesson's process: it reads what earlier runs of the lesson gave, and leaves what is new in the scratch
/// folder, from which the runner takes it when the process has ended.
final class LessonMemo: TrainingMemo {
  /// The folder in the scratch folder where new results are left.
  static let newFolder = ".trainings"
  /// Shorter trainings are as soon computed as read.
  private static let shortest = Duration.milliseconds(100)

  private let known: String
  private let new: String
  private let room = Mutex(TrainingCache.mostBytesOfRun)

  /// - Parameters:
  ///   - known: The folder of what earlier runs gave.
  ///   - new: The folder for what is new; made when there is something.
  init(known: String, new: String) {
    self.known = known
    self.new = new
  }

  func key(_ describe: (_ add: (UnsafeRawBufferPointer) -> Void) -> Void) -> String {
    var hash = SHA256()
    hash.update(Array("\(RunnerIdentity.current) \(Engine.machineClass)".utf8))
    describe { hash.update($0) }
    return hash.finish().hexadecimal
  }

  func result(of key: String) -> [UInt8]? {
    let most = TrainingCache.mostBytesOfTraining + SHA256.byteCount
    guard let bytes = BoundedFile.read(known + "/" + key, atMost: most, followingLinks: false) else {
      return nil
    }
    return TrainingCache.content(bytes).map { [UInt8]($0) }
  }

  func keep(_ result: [UInt8], of key: String, duration: Duration) {
    // A file beyond the limit would end the lesson.
    guard duration >= Self.shortest, result.count <= TrainingCache.mostBytesOfTraining else { return }
    let isRoom = room.withLock { room in
      room -= result.count
      return room >= 0
    }
    guard isRoom else { return }
    // Without the file the training is computed again next time.
    try? FileManager.default.createDirectory(atPath: new, withIntermediateDirectories: true)
    try? TrainingCache.sealed(Data(result)).write(to: URL(filePath: new + "/" + key))
  }
}
