import DeepTraining
import Foundation

/// Our contestant of `script/bench`: reads a request a line, answers with a line, both in JSON.
@main enum EngineBenchmark {
  /// What the driver asks, written as `{"run": {"steps": 100}}`.
  private enum Request: Decodable {
    case prepare(workload: Workload, weights: String, examples: String, threads: Int)
    case losses(count: Int)
    case run(steps: Int)
    case allocations(steps: Int)
    case profile(steps: Int)
    case limits(threads: Int)
  }

  /// What it is told; only what was asked for is there.
  private struct Answer: Encodable {
    var version: String?
    var losses: [Double]?
    var steps: Int?
    var seconds: Double?
    var onednnAllocations: Double?
    var otherAllocations: Double?
    var profile: [Entry]?
    var gigaflops: Double?
    var gigabytes: Double?
    var error: String?
  }

  /// What an operation takes.
  private struct Entry: Encodable {
    let operation: String
    let seconds: Double
  }

  static func main() throws {
    var contestant: Contestant?
    while let line = readLine() {
      let answer: Answer
      do {
        answer = try respond(to: JSONDecoder().decode(Request.self, from: Data(line.utf8)), &contestant)
      } catch {
        answer = Answer(error: "\(error)")
      }
      try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(answer) + Data("\n".utf8))
    }
  }

  private static func respond(to request: Request, _ contestant: inout Contestant?) throws -> Answer {
    let clock = ContinuousClock()
    switch request {
    case .prepare(let workload, let weights, let examples, let threads):
      Engine.threadCount = threads
      let prepared = try Contestant(
        workload, weights: URL(filePath: weights), examples: URL(filePath: examples))
      contestant = prepared
      return Answer(version: Engine.machineClass.description, seconds: prepared.trainerSeconds)
    case .losses(let count):
      return Answer(losses: try contestant!.losses(count))
    case .run(let steps):
      var made = 0
      let time = try clock.measure { made = try contestant!.run(steps) }
      return Answer(steps: made, seconds: time.seconds)
    case .allocations(let steps):
      let counts = try contestant!.allocations(steps)
      return Answer(onednnAllocations: counts.onednn, otherAllocations: counts.others)
    case .profile(let steps):
      let times = try contestant!.profile(steps)
      return Answer(profile: times.map { Entry(operation: $0.operation, seconds: $0.seconds) })
    case .limits(let threads):
      Engine.threadCount = threads
      return Answer(gigaflops: Limits.gigaflops(), gigabytes: Limits.gigabytes())
    }
  }
}
