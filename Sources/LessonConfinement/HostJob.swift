import Foundation

/// What `lesson-host`, the executable of confined processes, can be asked to do: the first argument of its command line.
package enum HostCommand: String, CaseIterable, Sendable {
  /// Runs a lesson. The other argument is the folder with its `LessonJob`.
  case lesson
  /// Becomes a compiler or linker. The other argument is a `ToolJob` as JSON.
  case tool

  /// The status of a process that could not do what it was asked to, with the reason on its standard error.
  package static let refusalStatus: Int32 = 126
}

/// What the process of a lesson is to run and what it may do.
package struct LessonJob: Codable, Sendable {
  /// The shared object of the lesson.
  package var object: String
  /// The folder of the process, which holds this job and the files for what is printed.
  package var folder: String
  package var policy: ProcessPolicy
  /// Tells the build of the runtime and the runner from others, for results that are kept.
  package var build: String
  /// The folder of what trainings of earlier runs gave; `nil` when everything is to be computed.
  package var trainings: String?
  /// Whether the runner wants to know how far trainings have come.
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

  /// The files in the folder for what the lesson prints.
  package static let printedFile = "printed"
  package static let errorFile = "errors"
  /// The folder in which the lesson works.
  package static let scratchFolder = "scratch"
  /// The folder in the scratch folder where results of new trainings are left.
  package static let newTrainingsFolder = ".trainings"

  private static let file = "job"

  /// Writes the job into the folder of the process. As an argument a lesson could show it, with all that differs from run
  /// to run.
  package func write() throws {
    try JSONEncoder().encode(self).write(to: URL(filePath: folder).appending(path: Self.file))
  }

  /// Reads the job that is in a folder; `nil` when there is none.
  package init?(in folder: String) {
    guard let bytes = FileManager.default.contents(atPath: folder + "/" + Self.file),
      let job = try? JSONDecoder().decode(Self.self, from: bytes)
    else { return nil }
    self = job
  }
}

/// What the process of a compiler or linker is to become.
package struct ToolJob: Codable, Sendable {
  /// The executable and its arguments.
  package var command: [String]
  package var policy: ProcessPolicy

  package init(command: [String], policy: ProcessPolicy) {
    self.command = command
    self.policy = policy
  }

  /// Where the compiler's threads find the bounds of their stacks, without which it traps. Of `/proc` it sees nothing else.
  package static let memoryMap = "/proc/self/maps"
}
