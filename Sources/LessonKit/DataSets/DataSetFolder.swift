import DeepTraining
import Foundation

/// A data set in the data folder, `data/NAME`, and `data/NAME.part` beside it, which holds what is being fetched.
///
/// The folder gets its name when all files are there, so that no lesson meets half a data set.
struct DataSetFolder: Sendable {
  private let dataSet: KnownDataSet
  private let folder: URL
  private let parts: URL

  /// - Parameter data: The folder of all data sets.
  init(of dataSet: KnownDataSet, in data: String) {
    self.dataSet = dataSet
    let data = URL(filePath: data, directoryHint: .isDirectory)
    folder = data.appending(path: dataSet.name, directoryHint: .isDirectory)
    parts = data.appending(path: dataSet.name + ".part", directoryHint: .isDirectory)
  }

  /// The folder as the user knows it.
  var path: String { folder.relativePath }

  // MARK: What is there

  /// The files that are still to be brought.
  ///
  /// - Throws: `RunnerFailure` naming a file in the data set's folder that is not what it should be.
  func missing() throws(RunnerFailure) -> [KnownDataSet.File] {
    var missing: [KnownDataSet.File] = []
    for file in dataSet.files where try !isThere(file) && !isBrought(file) { missing.append(file) }
    return missing
  }

  private func isThere(_ file: KnownDataSet.File) throws(RunnerFailure) -> Bool {
    guard let found = file.find(in: folder) else { return false }
    if let problem = file.problem(of: found) {
      throw RunnerFailure(
        "'\(found.relativePath)' is not the file of '\(dataSet.name)': \(problem); remove it")
    }
    return true
  }

  private func isBrought(_ file: KnownDataSet.File) -> Bool {
    file.find(in: parts).map { file.problem(of: $0) == nil } ?? false
  }

  /// Bytes that have been brought, packed as they came.
  var broughtBytes: Int {
    dataSet.files.compactMap { $0.find(in: parts) }.reduce(0) { $0 + Self.size(of: $1) }
  }

  static func size(of file: URL) -> Int {
    (try? file.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
  }

  // MARK: Bringing

  /// Where a file lies until all are there.
  func part(_ name: String) -> URL { parts.appending(path: name) }

  /// Makes the folder of the parts and keeps others from it until the value that is returned goes.
  func lock() throws(RunnerFailure) -> FileHandle {
    do {
      try FileManager.default.createDirectory(at: parts, withIntermediateDirectories: true)
    } catch {
      throw RunnerFailure("the folder '\(parts.relativePath)' cannot be made: \(AtomicFile.reason(error))")
    }
    let descriptor = open(parts.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw RunnerFailure(
        "the folder '\(parts.relativePath)' cannot be read: \(String(cString: strerror(errno)))")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw RunnerFailure("another 'lessons data fetch' is writing to '\(parts.relativePath)'")
    }
    return handle
  }

  /// Gives the files their places, once all have been brought.
  func publish() throws(RunnerFailure) {
    // Without its folder the whole set appears at once.
    if rename(parts.path, folder.path) == 0 { return }
    for file in dataSet.files {
      guard let found = file.find(in: parts) else { continue }
      let place = folder.appending(path: found.lastPathComponent)
      guard rename(found.path, place.path) == 0 else {
        throw RunnerFailure("'\(place.relativePath)' cannot be made: \(String(cString: strerror(errno)))")
      }
    }
    rmdir(parts.path)
  }
}

extension KnownDataSet.File {
  /// The file in a folder, under one of the names that it may have.
  func find(in folder: URL) -> URL? {
    names.map { folder.appending(path: $0) }.first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// Why a file is not this one; `nil` when it is.
  func problem(of url: URL) -> String? {
    do {
      let found = try Self.unpackedHash(of: url)
      return found == hash ? nil : "its unpacked bytes have the SHA-256 \(found), expected \(hash)"
    } catch let error as IDXError {
      return error.problem.description
    } catch {
      return AtomicFile.reason(error)
    }
  }

  private static func unpackedHash(of url: URL) throws -> String {
    let bytes = try FileBytes(path: url.relativePath)
    var hash = SHA256()
    while case let part = try bytes.read(1 << 20), !part.isEmpty { hash.update(part) }
    return hash.finish().hexadecimal
  }
}
