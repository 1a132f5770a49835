import ArgumentParser
import Foundation
import LessonBuilding
import LessonConfinement

/// Builds the pages of lessons.
struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Check and run lessons, and write their pages.",
    discussion: "Lessons whose code did not change are not run again.")

  @OptionGroup var chosen: LessonPaths

  @OptionGroup var options: BuildOptions

  @OptionGroup var shards: ShardOptions

  @Flag(help: "Run all lessons, even if their results are known.")
  var force = false

  @Flag(help: "Say for each lesson why its code ran or did not.")
  var explain = false

  @Flag(
    help:
      "Fail if data is missing that a lesson requires. That is the default where CI is set in the environment."
  )
  var strict = false

  @Flag(help: "Let lessons pass whose data is missing; their pages stay as they are.")
  var allowMissingData = false

  func validate() throws {
    if strict, allowMissingData {
      throw ValidationError("--strict and --allow-missing-data exclude each other")
    }
  }

  func run() async throws {
    let isCI = ContinuousIntegration.isSet(in: ProcessInfo.processInfo.environment)
    let isStrict = strict || (isCI && !allowMissingData)
    let part = shards.shard == nil ? Builder.Part.whole : .shard
    try await options.work(
      .write(force: force, allowsMissingData: !isStrict, part: part), on: chosen.paths, shards,
      explains: explain)
  }
}
