import Foundation
import LessonCore
import LessonStorage

/// How long lessons and documents took, as reports of earlier checks say.
package struct LessonTimes: Sendable {
  private let seconds: [String: Double]
  /// What is not known is taken to last as long as half of the rest.
  private let usual: Double

  /// - Parameter seconds: The seconds of lessons and documents by their paths.
  package init(seconds: [String: Double] = [:]) {
    self.seconds = seconds
    let sorted = seconds.values.sorted()
    usual = sorted.isEmpty ? 1 : max(sorted[sorted.count / 2], 0.001)
  }

  /// Reads what `lessons check --report json` wrote; a later report replaces what an earlier one says.
  package init(reports paths: [String]) throws {
    self.init(seconds: try paths.map(Self.seconds).reduce(into: [:]) { $0.merge($1) { $1 } })
  }

  private static let mostBytes = 1 << 26

  private static func seconds(ofReport path: String) throws -> [String: Double] {
    guard let bytes = BoundedFile.read(path, atMost: mostBytes, followingLinks: true),
      let report = try? JSONDecoder().decode(Report.self, from: bytes)
    else { throw UsageFailure("'\(path)' is no report of 'lessons check --report json'") }
    let timed = (report.lessons + report.documents).filter { ($0.seconds ?? -1) >= 0 }
    return Dictionary(timed.map { ($0.path, $0.seconds ?? 0) }) { $0 + $1 }
  }

  private struct Report: Decodable {
    struct Work: Decodable {
      let path: String
      let seconds: Double?
    }
    let lessons: [Work]
    let documents: [Work]
  }

  /// The seconds that a file takes.
  subscript(path: String) -> Double { seconds[path] ?? usual }
}

extension Shard {
  /// The lessons of this shard. A translation goes where its source goes, since they mostly have the same code.
  package func lessons(of files: [LessonFile], _ times: LessonTimes) -> [LessonFile] {
    let work = Dictionary(files.map { ($0.name, times[$0.path]) }, uniquingKeysWith: +)
    let own = share(of: work)
    return files.filter { own.contains($0.name) }
  }

  /// The documents of this shard.
  package func documents(of files: [DocumentFile], _ times: LessonTimes) -> [DocumentFile] {
    let work = Dictionary(files.map { ($0.file.path, times[$0.file.path]) }, uniquingKeysWith: +)
    let own = share(of: work)
    return files.filter { own.contains($0.file.path) }
  }
}
