import DeepTraining
import Foundation
import LessonConfinement
import LessonCore
import LessonExecution
import LessonStorage

/// Everything that decides the results of a lesson's program. The keys of every result cache contain all of it.
///
/// Prose, options that only change what a page shows, time limits, and the project's path do not affect results.
package struct ResultInputs: Codable, Hashable, Sendable {
  /// The code with its settings in the front matter: seed, optimisation, language, names of data.
  let program: ProgramDigest
  /// The hash of each data set that the lesson requires, by name.
  package let data: [String: String]
  /// The digest of each module of the project that the program uses, by name.
  let modules: [String: String]
  let conditions: RunConditions

  /// The same inputs with another program.
  func with(program: ProgramDigest) -> ResultInputs {
    ResultInputs(program: program, data: data, modules: modules, conditions: conditions)
  }

  /// The cache key of results.
  var digest: String {
    get throws { contentHash(try StableJSON.encode(["results 1": self])) }
  }

  /// What differs from the inputs of an earlier run, in words.
  package func changes(since earlier: ResultInputs) -> [String] {
    [
      program == earlier.program ? nil : "its code", data == earlier.data ? nil : "its data",
      modules == earlier.modules ? nil : "the modules that it uses",
    ].compactMap(\.self) + conditions.changes(since: earlier.conditions)
  }
}

/// What decides the results of all lessons of a call.
struct RunConditions: Codable, Hashable, Sendable {
  /// The build of the runner, with the engine in it.
  var runner = BuildIdentity.current
  /// The class of the machine.
  var machine = Self.machineHere
  /// The compiler's identity; empty if there is no compiler.
  let compiler: String
  /// How far processes are confined: an unconfined lesson can read files that others cannot.
  let confinement: Confinement
  /// What lessons' processes inherit from the runner's environment.
  var environment = Self.inherited

  // Made once: they are compared for every lesson.
  private static let machineHere = Engine.machineClass.description
  private static let inherited = LessonProcess.inheritedEnvironment

  /// The cache key of the results of lessons' trainings. Only the runtime decides them, so that another build of the
  /// runner trains nothing again.
  var digestOfTrainings: String {
    get throws {
      var conditions = self
      conditions.runner = BuildIdentity.runtime
      return contentHash(try StableJSON.encode(["conditions 2": conditions]))
    }
  }

  /// What differs from the conditions of an earlier run, in words.
  func changes(since earlier: RunConditions) -> [String] {
    [
      compiler == earlier.compiler ? nil : "the compiler",
      machine == earlier.machine ? nil : "the class of the machine",
      confinement == earlier.confinement ? nil : "the confinement",
      environment == earlier.environment ? nil : "the environment",
      runner == earlier.runner ? nil : "the runner",
    ].compactMap(\.self)
  }
}
