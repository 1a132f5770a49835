import DeepTraining
import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonConfinement
@testable import LessonCore

@Suite("What decides the results of a lesson")
struct ResultInputsTests {
  /// Changes one of the inputs, and what is said of it.
  struct Change: Sendable {
    let input: String
    let words: String
    let inputs: ResultInputs
  }

  private static func inputs(
    program: String = "p", data: [String: String] = ["d": "1"], modules: [String: String] = ["m": "1"],
    runner: String = "r", machine: String = "m",
    compiler: String = "c", confinement: Confinement = .whole, environment: [String: String] = ["a": "b"]
  ) -> ResultInputs {
    ResultInputs(
      program: digest(program), data: data, modules: modules,
      conditions: RunConditions(
        runner: runner, machine: machine, compiler: compiler, confinement: confinement,
        environment: environment))
  }

  private static func digest(_ text: String) -> ProgramDigest {
    // A text is a digest.
    try! JSONDecoder().decode(ProgramDigest.self, from: Data("\"\(text)\"".utf8))
  }

  static let changes = [
    Change(input: "program", words: "its code", inputs: inputs(program: "q")),
    Change(input: "data", words: "its data", inputs: inputs(data: ["d": "2"])),
    Change(input: "modules", words: "the modules that it uses", inputs: inputs(modules: ["m": "2"])),
    Change(input: "runner", words: "the runner", inputs: inputs(runner: "s")),
    Change(input: "machine", words: "the class of the machine", inputs: inputs(machine: "n")),
    Change(input: "compiler", words: "the compiler", inputs: inputs(compiler: "d")),
    Change(input: "confinement", words: "the confinement", inputs: inputs(confinement: .none)),
    Change(input: "environment", words: "the environment", inputs: inputs(environment: ["a": "c"])),
  ]

  @Test("Each of them names other results, and is told when it changes", arguments: changes)
  func decides(change: Change) throws {
    let before = Self.inputs()
    #expect(try before.digest == Self.inputs().digest)
    #expect(try change.inputs.digest != before.digest)
    #expect(change.inputs.changes(since: before) == [change.words])
    #expect(before.changes(since: before) == [])
  }

  @Test(
    "Another build of the runner leaves the results of trainings valid; all else that decides them does not")
  func trainings() throws {
    let before = try Self.inputs().conditions.digestOfTrainings
    for change in Self.changes
    where ["machine", "compiler", "confinement", "environment"].contains(change.input) {
      #expect(try change.inputs.conditions.digestOfTrainings != before)
    }
    #expect(try Self.inputs(runner: "s").conditions.digestOfTrainings == before)
  }

  @Test("None of them lacks a change here")
  func all() {
    let inputs = Self.inputs()
    let names = [Mirror(reflecting: inputs), Mirror(reflecting: inputs.conditions)].flatMap {
      $0.children.compactMap(\.label)
    }
    #expect(Set(names).subtracting(["conditions"]) == Set(Self.changes.map(\.input)))
  }

  @Test("Parts are not mixed up: what moves from one to another names other results")
  func moved() throws {
    let digests = try [
      Self.inputs(runner: "rm", machine: ""), Self.inputs(runner: "r", machine: "m"), Self.inputs(data: [:]),
      Self.inputs(data: ["d": "", "1": ""]), Self.inputs(data: ["d1": ""]),
    ].map { try $0.digest }
    #expect(Set(digests).count == digests.count)
  }

  // MARK: Records

  private let machine = Engine.machineClass.description
  private let other = "sse41, oneDNN 2.6, engine \(Engine.version)"

  private func bridges(
    from inputs: ResultInputs, on machine: String, to fresh: ResultInputs
  ) -> Bool {
    PageRecord(Transcript(blocks: [], inlineValues: []), inputs, machine: machine, basis: nil, files: [:])
      .head.bridges(to: fresh)
  }

  @Test(
    "A record stands for a fresh result only on another known class of machines, for the same program and data"
  )
  func bridges() {
    let fresh = Self.inputs(machine: machine)
    #expect(bridges(from: Self.inputs(), on: other, to: fresh))
    // On one class there is nothing to bridge.
    #expect(!bridges(from: Self.inputs(), on: machine, to: fresh))
    #expect(!bridges(from: Self.inputs(program: "q"), on: other, to: fresh))
    #expect(!bridges(from: Self.inputs(data: ["d": "2"]), on: other, to: fresh))
    #expect(!bridges(from: Self.inputs(data: [:]), on: other, to: fresh))
    #expect(!bridges(from: Self.inputs(modules: ["m": "2"]), on: other, to: fresh))
    #expect(!bridges(from: Self.inputs(modules: [:]), on: other, to: fresh))
    #expect(!bridges(from: Self.inputs(), on: "other", to: fresh))
    #expect(!bridges(from: Self.inputs(), on: "sse41, oneDNN 2.6, engine \(Engine.version - 1)", to: fresh))
    #expect(!bridges(from: Self.inputs(), on: "avx9000, oneDNN 2.6, engine \(Engine.version)", to: fresh))
  }

  @Test("What was computed unconfined stands for nothing that is confined")
  func unconfined() {
    let unconfined = Self.inputs(confinement: .none)
    let fresh = Self.inputs(machine: machine)
    #expect(!bridges(from: unconfined, on: other, to: fresh))
    #expect(bridges(from: unconfined, on: other, to: Self.inputs(machine: machine, confinement: .none)))
    #expect(bridges(from: Self.inputs(), on: other, to: Self.inputs(machine: machine, confinement: .none)))
  }
}

extension Confinement {
  fileprivate static let whole = Confinement(
    restrictsFiles: true, filtersCalls: true, dropsPrivileges: true)
}
