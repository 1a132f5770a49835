import ArgumentParser
import LessonKit

/// Checks that pages are what their lessons give.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run all lessons afresh and compare with their pages; write nothing.")

  @OptionGroup var options: BuildOptions

  @Flag(help: "Run every lesson twice, to find results that differ from run to run.")
  var twice = false

  func run() async throws {
    try await options.work(.check(twice: twice))
  }
}
