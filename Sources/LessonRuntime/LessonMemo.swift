import DeepTraining
import Foundation
import LessonStorage
import Synchronization

/// The memo of a lesson's process: it reads the results of earlier runs of the lesson, and writes new ones to the
/// scratch folder, from which the runner takes them after the process has ended.
final class LessonMemo: TrainingMemo {
  /// Computing shorter trainings takes no longer than reading them.
  private static let shortest = Duration.milliseconds(100)

  private let known: String
  private let new: String
  private let build: String
  private let room = Mutex(SealedTraining.mostBytesOfRun)

  /// - Parameters:
  ///   - known: The folder with the results of earlier runs.
  ///   - new: The folder for new results; created when it is first needed.
  ///   - build: Identifies the build of the runtime.
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
    // Writing a file larger than the limit would end the process.
    guard duration >= Self.shortest, result.count <= SealedTraining.mostBytes else { return }
    let isRoom = room.withLock { room in
      room -= result.count
      return room >= 0
    }
    guard isRoom else { return }
    // Without the file, the training is computed again next time.
    try? FileManager.default.createDirectory(atPath: new, withIntermediateDirectories: true)
    try? SealedTraining.sealed(Data(result)).write(to: URL(filePath: new + "/" + key))
  }
}
