import Foundation
import Synchronization

/// The connection from a running lesson to the runner.
public enum EventStream {
  /// The descriptor for events; `nil` until it is opened.
  private static let descriptor = Mutex<Int32?>(nil)

  /// Sends events to an inherited descriptor from now on.
  public static func open(_ inherited: Int32) { descriptor.withLock { $0 = inherited } }

  /// Sends an event; has no effect if the stream is not open.
  public static func send(_ event: LessonEvent) {
    descriptor.withLock { descriptor in
      guard let descriptor else { return }
      fflush(nil)
      let record = LessonEventRecord(out: size(of: 1), err: size(of: 2), event: event)
      guard var line = try? encoder().encode(record) else { return }
      line.append(UInt8(ascii: "\n"))
      line.withUnsafeBytes { bytes in
        var written = 0
        while written < bytes.count {
          let count = write(descriptor, bytes.baseAddress! + written, bytes.count - written)
          if count < 0, errno != EINTR { return }
          written += max(0, count)
        }
      }
    }
  }

  /// The largest size of an event, in bytes.
  package static let mostBytesOfEvent = 8 << 20

  /// Reads one line of the stream.
  ///
  /// - Throws: `DisplayExcess` if the event exceeds a limit, another error if the line is not an event.
  public static func decode(_ line: Data) throws -> LessonEventRecord {
    try JSONLimits(bytes: mostBytesOfEvent).check(line)
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "∞", negativeInfinity: "-∞", nan: "nan")
    let record = try decoder.decode(LessonEventRecord.self, from: line)
    try record.event.checkLimits()
    return record
  }

  private static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "∞", negativeInfinity: "-∞", nan: "nan")
    return encoder
  }

  private static func size(of descriptor: Int32) -> Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }
}
