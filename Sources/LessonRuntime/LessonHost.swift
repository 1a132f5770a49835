import DeepTraining
import Foundation
import LessonConfinement

/// The process of `lesson-host`, which runs a lesson or becomes a compiler or linker.
enum LessonHost {
  static let usage = "this program is started by 'lessons', for one lesson or one compiler at a time"

  /// Performs the command in the arguments, and ends the process.
  ///
  /// The process must have no other threads yet.
  static func run(_ arguments: [String]) -> Never {
    Engine.computeAlikeOnAllMachines()
    guard arguments.count == 2, let command = HostCommand(rawValue: arguments[0]) else { refuse(usage) }
    switch command {
    case .lesson: HostedLesson.run(folder: arguments[1])
    case .tool: HostedTool.run(arguments[1])
    }
  }

  /// Ends the process with the reason why it cannot perform its command.
  static func refuse(_ reason: String) -> Never {
    try? FileHandle.standardError.write(contentsOf: Data("\(reason)\n".utf8))
    _exit(HostCommand.refusalStatus)
  }
}

/// The entry point, called by the executable's `main`, which is written in C.
@_cdecl("lesson_host_run")
package func lessonHostRun(_ count: Int32, _ arguments: UnsafePointer<UnsafePointer<CChar>?>) -> Never {
  LessonHost.run((1..<max(1, Int(count))).compactMap { arguments[$0].map { String(cString: $0) } })
}
