import ArgumentParser
import Foundation
import LessonData
import LessonStorage

/// The data sets that lessons require.
struct DataSets: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Fetch data sets that lessons require, or list them.",
    subcommands: [FetchDataSet.self, ListDataSets.self])
}

/// Fetches a data set.
struct FetchDataSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Bring a data set into the folder 'data'.",
    discussion: """
      Every file is verified by its checksum. What an interrupted call has fetched stays in 'data/NAME.part', \
      and the next call goes on with it.
      """)

  @Argument(help: "The data set, as lessons require it: 'lessons data list' has the names.")
  var name: String

  @Option(help: ArgumentHelp("Take the files from a folder, packed by gzip or not.", valueName: "dir"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "Fetch from this folder of a server instead of the known ones; may be repeated.", valueName: "url"))
  var mirror: [String] = []

  func validate() throws {
    if from != nil, !mirror.isEmpty { throw ValidationError("--from and --mirror exclude each other") }
    for address in mirror where address.firstMatch(of: #/^https?://[^/]/#) == nil {
      throw ValidationError("--mirror is an address that begins with https:// or http://, not '\(address)'")
    }
  }

  func run() async throws {
    let set = try KnownDataSet.named(name)
    let console = Console()
    let project = try await Project.enter(console)
    let dataFolder = project.settings.data
    let fetch = DataSetFetch(set, into: dataFolder)
    let place = "\(set.files.count) files in '\(dataFolder)/\(name)'"
    guard try fetch.state() != .whole else { return console.close("\(name): all \(place) already") }
    if let from {
      try await fetch.copy(from: try folder(project.path(from)))
    } else {
      let show = { @Sendable (progress: DataSetFetch.Progress) in
        if console.showsProgress { console.show(progress) }
      }
      try await fetch.download(from: mirror.isEmpty ? set.mirrors : mirror, progress: show)
    }
    console.close("\(name): \(place), each verified by its checksum")
  }

  private func folder(_ path: String) throws(UsageFailure) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw UsageFailure("there is no folder '\(path)'")
    }
    guard isFolder.boolValue else { throw UsageFailure("'\(path)' is not a folder: --from names a folder") }
    return path
  }
}

/// Lists the data sets.
struct ListDataSets: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the data sets that can be fetched, and which of them exist here.")

  func run() async throws {
    let dataFolder = try await Project.enter(Console()).settings.data
    for set in KnownDataSet.all {
      print("\(set.name): \(set.title)")
      print(
        "  \(set.files.count) files, \(megabytes(set.packedSize)) MB to fetch · \(try state(of: set, in: dataFolder))"
      )
    }
  }

  private func state(of set: KnownDataSet, in dataFolder: String) throws -> String {
    switch try DataSetFetch(set, into: dataFolder).state() {
    case .whole: "in '\(dataFolder)/\(set.name)'"
    case .absent: "not there: 'lessons data fetch \(set.name)' fetches it"
    case .begun(let missing, let bytes):
      "\(set.files.count - missing) files and \(megabytes(bytes)) MB in all are there: "
        + "'lessons data fetch \(set.name)' goes on"
    }
  }
}
