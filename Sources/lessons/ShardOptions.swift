import ArgumentParser
import LessonBuilding

extension Shard: ExpressibleByArgument {
  /// A shard as users write it.
  public init?(argument: String) { self.init(argument) }
}

/// How several machines divide the work.
struct ShardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Work only on the share of the K-th of N machines.", valueName: "K/N"))
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "With --shard: a report of an earlier 'lessons check --report json', so that all machines take equally long.",
      valueName: "file"))
  var times: [String] = []

  func validate() throws {
    if shard == nil, !times.isEmpty { throw ValidationError("--times is for --shard") }
  }

  /// The share of a selection.
  func share(of selection: Selection, in project: Project) throws -> Selection {
    guard let shard else { return selection }
    let times = try LessonTimes(reports: times.map(project.path))
    var share = selection
    share.lessons?.files = shard.lessons(of: selection.lessons?.files ?? [], times)
    share.documents = shard.documents(of: selection.documents, times)
    return share
  }
}
