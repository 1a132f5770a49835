import ArgumentParser
import Foundation
import LessonStorage

/// Removes what building keeps.
struct Clean: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove the results and the built packages kept in '\(Project.cacheFolder)'; pages stay.")

  func run() async throws {
    _ = try await Project.enter(Console())
    try removeCache(Project.cacheFolder)
  }
}
