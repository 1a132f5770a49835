import ArgumentParser
import Foundation
import LessonKit

/// Removes what building keeps.
struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean", abstract: "Remove the results kept in \(cacheFolder); pages stay.")

  func run() throws {
    guard FileManager.default.fileExists(atPath: cacheFolder) else { return }
    do {
      try FileManager.default.removeItem(atPath: cacheFolder)
    } catch {
      throw RunnerFailure("'\(cacheFolder)' cannot be removed: \(error.localizedDescription)")
    }
  }
}
