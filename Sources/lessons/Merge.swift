import ArgumentParser
import LessonBuilding

/// Makes the pages of a site from what its shards have computed.
struct Merge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Write all pages from what 'lessons build --shard K/N' computed on several machines.",
    discussion: """
      Nothing runs. If a shard or a lesson is missing, it is named, and no page is written. The files of the lessons, of \
      the settings and of the data must be those of the shards, and the machine of their class.
      """)

  @Argument(
    help: ArgumentHelp(
      "The folders '\(Project.cacheFolder)' of the shards, or those that have them; this project's own if none is named.",
      valueName: "dir"))
  var shards: [String] = []

  @OptionGroup var options: BuildOptions

  func run() async throws {
    let project = try await Project.enter(Console(isQuiet: options.quiet))
    let merge = try ShardMerge(
      of: shards.map(project.path), into: Project.cacheFolder, named: Project.cacheFolder)
    merge.gather()
    try await options.work(.write(force: false, allowsMissingData: false, part: .merge(merge.pages)))
  }
}
