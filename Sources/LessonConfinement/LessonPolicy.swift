import Foundation

extension ProcessPolicy {
  /// The policy of a lesson's process: it may read its inputs, and may do anything in its scratch folder.
  ///
  /// Libraries that the runner has loaded need no rule.
  ///
  /// - Parameters:
  ///   - object: The lesson's shared object.
  ///   - data: Files and folders of data that it may read, as paths without symbolic links.
  ///   - libraries: Folders of libraries that the lesson imports and the runner has not loaded.
  package static func lesson(
    object: String, scratch: String, data: [String], libraries: [String], seconds: Double,
    by confinement: Confinement
  ) -> ProcessPolicy {
    let time = ["/usr/share/zoneinfo", ProcessInfo.processInfo.environment["TZDIR"]].compactMap(\.self)
    return ProcessPolicy(
      .lesson(scratch: scratch), by: confinement,
      paths: (time + libraries).map { PathRule(.read, $0) }
        + data.map { PathRule(.read, $0, refusesLinks: true) } + [
          PathRule(.readFiles, object), PathRule(.readFiles, "/etc/localtime"),
          PathRule([.readFiles, .writeFiles], "/dev/null"),
          PathRule(.own, scratch),
        ], limits: .lesson(seconds: seconds))
  }
}
