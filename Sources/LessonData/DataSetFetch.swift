import Foundation
import LessonDisplay
import LessonStorage

/// Fetches a data set into the data folder. A file appears there only after its contents have been verified.
package struct DataSetFetch: Sendable {
  private let dataSet: KnownDataSet
  private let folder: DataSetFolder

  /// - Parameter data: The folder of all data sets.
  package init(_ dataSet: KnownDataSet, into data: String) {
    self.dataSet = dataSet
    folder = DataSetFolder(of: dataSet, in: data)
  }

  /// How much of a data set exists.
  package enum State: Sendable, Hashable {
    /// All files exist.
    case whole
    /// Some files exist, or an interrupted fetch has left parts of them, with their size in bytes as received.
    case begun(missingFiles: Int, bytes: Int)
    /// Nothing exists.
    case absent
  }

  /// The current state; reads the contents of all files.
  ///
  /// - Throws: `RunnerFailure` that names a file with wrong contents.
  package func state() throws(RunnerFailure) -> State {
    let missing = try folder.missing()
    if missing.isEmpty, folder.broughtBytes == 0 { return .whole }
    return missing.count == dataSet.files.count && folder.broughtBytes == 0
      ? .absent : .begun(missingFiles: missing.count, bytes: folder.broughtBytes)
  }

  /// The progress of a download.
  package struct Progress: Sendable, Hashable, CustomStringConvertible {
    /// The file that is being fetched.
    package let file: KnownDataSet.File
    /// The bytes of it received so far.
    package let bytes: Int

    /// `train-images-idx3-ubyte.gz: 3.2 of 9.9 MB`.
    package var description: String {
      "\(file.packedName): \(megabytes(bytes)) of \(megabytes(max(bytes, file.packedSize))) MB"
    }
  }

  /// Copies the files from a folder, packed or not, under any of their possible names.
  package func copy(from source: String) async throws {
    let from = source
    try await bringMissing { file in
      let (name, source) = try Self.open(file, in: source)
      try folder.removePart(name)
      let part = try folder.openPart(name)
      while let bytes = source.read(atMost: 1 << 20), !bytes.isEmpty {
        let code = part.write(Data(bytes))
        guard code == 0 else { throw FileFailure(.write, folder.part(name), code) }
      }
      if let problem = folder.problem(ofPart: name, file) {
        try folder.removePart(name)
        throw RunnerFailure("'\(from)/\(name)' is not the file of '\(dataSet.name)': \(problem)")
      }
    }
  }

  /// Downloads the missing files; continues unfinished downloads of earlier calls.
  ///
  /// - Parameters:
  ///   - mirrors: Addresses of folders with the files, tried in turn.
  ///   - progress: Called with the progress.
  package func download(
    from mirrors: [String], progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws {
    try await bringMissing { try await download($0, from: mirrors, progress) }
  }

  /// Opens a file in a folder that the user named. Symbolic links in it are trusted, since they are the user's.
  private static func open(_ file: KnownDataSet.File, in source: String) throws -> (String, OpenFile) {
    for name in file.names {
      let path = source + "/" + name
      let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
      if descriptor < 0, errno == ENOENT { continue }
      guard descriptor >= 0 else { throw FileFailure(.read, path, errno) }
      let opened = OpenFile(descriptor)
      guard opened.status.isFile else { throw UsageFailure("'\(path)' is no regular file") }
      return (name, opened)
    }
    throw UsageFailure("there is no '\(file.name)' or '\(file.packedName)' in '\(source)'")
  }

  private func bringMissing(_ bring: (KnownDataSet.File) async throws -> Void) async throws {
    let lock = try folder.lock()
    // Closing the descriptor is not enough: a process that is just being started can still have a copy of it.
    defer { flock(lock.descriptor, LOCK_UN) }
    for file in try folder.missing() { try await bring(file) }
    try folder.publish()
  }

  // MARK: One file

  private func download(
    _ file: KnownDataSet.File, from mirrors: [String], _ progress: @escaping @Sendable (Progress) -> Void
  ) async throws {
    var problems: [String] = []
    for mirror in mirrors {
      let address = (mirror.hasSuffix("/") ? mirror : mirror + "/") + file.packedName
      do {
        return try await download(file, address, progress)
      } catch let problem as Download.Problem {
        problems.append("  \(address): \(problem)")
      }
    }
    throw RunnerFailure(
      "no server gave '\(file.packedName)' (--from takes it from a folder, --mirror names another server):\n"
        + problems.joined(separator: "\n"))
  }

  private func download(
    _ file: KnownDataSet.File, _ address: String, _ progress: @escaping @Sendable (Progress) -> Void
  ) async throws {
    let part = file.packedName
    let isResumed = folder.size(ofPart: part) > 0
    do {
      try await Download(
        address: address, part: part, folder: folder, mostBytes: max(file.size, file.packedSize)
      ).run {
        progress(Progress(file: file, bytes: $0))
      }
      if let problem = folder.problem(ofPart: part, file) { throw Download.Problem.wrongFile(problem) }
    } catch let problem as Download.Problem where problem.spoilsPart || folder.size(ofPart: part) == 0 {
      try folder.removePart(part)
      // The resumed beginning may be damaged or from another source, so we try once more from the start.
      guard isResumed else { throw problem }
      try await download(file, address, progress)
    }
  }
}

extension Download.Problem: CustomStringConvertible {
  var description: String {
    switch self {
    case .refused(let reason): reason
    case .cannotResume: "the server cannot go on in the middle of a file"
    case .wrongFile(let reason): "what came is not the file: \(reason)"
    }
  }

  /// Whether the received part cannot be continued.
  fileprivate var spoilsPart: Bool { if case .refused = self { false } else { true } }
}

/// Bytes in megabytes (10⁶), with one decimal.
package func megabytes(_ bytes: Int) -> String { format(Double(bytes) / 1e6, decimals: 1) }
