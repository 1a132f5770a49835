import Foundation
import LessonDisplay
import LessonStorage

/// Reads the stream of events as it arrives. It is untrusted, since the lesson can write to it too.
package struct EventReader {
  /// Why reading a stream stopped.
  package enum Problem: Error, Hashable, Sendable {
    case notAnEvent
    case largeEvent
    case manyBytes
    case manyEvents
    /// What an event carries exceeds a limit.
    case exceeds(DisplayExcess)
  }

  /// Limits of what is read.
  package struct Bounds {
    /// The maximum size of an event in bytes.
    package var event = EventStream.mostBytesOfEvent
    /// The maximum size of all events in bytes.
    package var bytes = 32 << 20
    package var events = 50_000
  }

  private let bounds: Bounds
  private let names: StableNames
  private var pending: [UInt8] = []
  private var bytes = 0
  package private(set) var records: [LessonEventRecord] = []

  /// - Parameter names: The stable names that replace temporary folders in events; none by default.
  package init(_ bounds: Bounds = .init(), names: StableNames = .none) {
    self.bounds = bounds
    self.names = names
  }

  /// Adds bytes that have arrived.
  ///
  /// - Returns: The events that are now complete.
  mutating func take(_ new: some Collection<UInt8>) throws(Problem) -> ArraySlice<LessonEventRecord> {
    let known = records.count
    bytes += new.count
    guard bytes <= bounds.bytes else { throw .manyBytes }
    var rest = Array(new)[...]
    // Only new bytes can contain the end of the line.
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      pending += rest[..<end]
      rest = rest[(end + 1)...]
      try takeLine()
    }
    pending += rest
    guard pending.count <= bounds.event else { throw .largeEvent }
    return records[known...]
  }

  private mutating func takeLine() throws(Problem) {
    guard pending.count <= bounds.event else { throw .largeEvent }
    guard records.count < bounds.events else { throw .manyEvents }
    let record: LessonEventRecord
    do {
      record = try EventStream.decode(names.applied(to: Data(pending)))
    } catch let excess as DisplayExcess {
      throw .exceeds(excess)
    } catch {
      throw .notAnEvent
    }
    records.append(record)
    pending.removeAll(keepingCapacity: true)
  }
}

extension EventReader.Problem {
  /// The message for the author.
  package var message: String {
    let bounds = EventReader.Bounds()
    return switch self {
    case .notAnEvent: "the lesson wrote into the runner's event stream: what it sent there is no event"
    case .largeEvent: "a value that the lesson shows takes more than \(bounds.event >> 20) MB"
    case .manyBytes: "the values that the lesson shows take more than \(bounds.bytes >> 20) MB together"
    case .manyEvents: "the lesson shows more than \(bounds.events) values"
    case .exceeds(let excess): excess.description
    }
  }
}
