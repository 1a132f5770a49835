import ArgumentParser
import Foundation
import LessonStorage

/// Removes what building keeps.
struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove the results kept in \(cacheFolder), and built packages; pages stay.")

  func run() throws {
    try removeCache(cacheFolder)
    try removeCache(packagesFolder)
  }
}
