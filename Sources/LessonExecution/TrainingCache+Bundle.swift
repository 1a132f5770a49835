import Foundation
import LessonStorage

extension TrainingCache {
  /// The names of the stored results.
  package var names: [String] { folder.names().filter(SHA256.isWritten) }

  /// All stored results as one content: of each its name, its length and its bytes; `nil` if there are none, or more than
  /// a run can have.
  package var bundle: Data? {
    var bundle = Data()
    for name in names {
      guard let bytes = folder.bytes(name, atMost: SealedTraining.mostBytesOfFile) else { continue }
      bundle += Data("\(name) \(bytes.count)\n".utf8) + bytes
      guard bundle.count <= SealedTraining.mostBytesOfRun else { return nil }
    }
    return bundle.isEmpty ? nil : bundle
  }

  /// Stores the results of a bundle that are whole.
  package func take(bundle: Data) {
    var rest = bundle[...]
    while let end = rest.prefix(100).firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = rest[(end + 1)...]
      guard line.count == 2, SHA256.isWritten(in: line[0]), let count = Int(line[1]),
        (0...rest.count).contains(count)
      else { return }
      let bytes = Data(rest.prefix(count))
      rest = rest.dropFirst(count)
      guard SealedTraining.content(bytes) != nil else { continue }
      do throws(FileFailure) { try folder.write(bytes, to: String(line[0])) } catch {
        return trouble.note(error)
      }
    }
  }
}
