import Foundation

/// The commands of `lesson-host`, the executable of confined processes: the first argument of its command line.
package enum HostCommand: String, CaseIterable, Sendable {
  /// Runs a lesson. The other argument is the folder with its `LessonJob`.
  case lesson
  /// Becomes a compiler or linker. The other argument is a `ToolJob` as JSON.
  case tool

  /// The exit status of a process that could not perform its command; the reason is on its standard error.
  package static let refusalStatus: Int32 = 126
}

/// What the process of a lesson runs and what it may do.
package struct LessonJob: Codable, Sendable {
  /// The shared object of the lesson.
  package var object: String
  /// The folder of the process, with this job and the files for its output.
  package var folder: String
  package var policy: ProcessPolicy
  /// Identifies the build of the runtime and the runner, for cached results.
  package var build: String
  /// The folder with the cached results of trainings; `nil` to compute everything.
  package var trainings: String?
  /// Whether the process reports the progress of trainings.
  package var tellsProgress: Bool

  package init(
    object: String, folder: String, policy: ProcessPolicy, build: String, trainings: String?,
    tellsProgress: Bool
  ) {
    self.object = object
    self.folder = folder
    self.policy = policy
    self.build = build
    self.trainings = trainings
    self.tellsProgress = tellsProgress
  }

  /// The files in the folder for the lesson's output.
  package static let printedFile = "printed"
  package static let errorFile = "errors"
  /// The folder in which the lesson works.
  package static let scratchFolder = "scratch"
  /// The folder in the scratch folder for the results of new trainings.
  package static let newTrainingsFolder = ".trainings"

  private static let file = "job"

  /// Writes the job into the folder of the process. If it were an argument, a lesson could show it, and its results
  /// would differ from run to run.
  package func write() throws {
    try JSONEncoder().encode(self).write(to: URL(filePath: folder).appending(path: Self.file))
  }

  /// Reads the job in a folder; `nil` if there is none.
  package init?(in folder: String) {
    guard let bytes = FileManager.default.contents(atPath: folder + "/" + Self.file),
      let job = try? JSONDecoder().decode(Self.self, from: bytes)
    else { return nil }
    self = job
  }
}

/// The compiler or linker that a process becomes.
package struct ToolJob: Codable, Sendable {
  /// The executable and its arguments.
  package var command: [String]
  package var policy: ProcessPolicy

  package init(command: [String], policy: ProcessPolicy) {
    self.command = command
    self.policy = policy
  }

  /// The file in which the compiler's threads find the bounds of their stacks; without it, the compiler traps. It can
  /// read nothing else of `/proc`.
  package static let memoryMap = "/proc/self/maps"
}
