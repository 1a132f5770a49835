import DeepTraining
import Foundation
import LessonStorage

/// A data set's folder `data/NAME`, and `data/NAME.part` beside it, which contains the files that are being fetched.
///
/// The folder gets its name when all files are complete, so that no lesson finds half a data set.
struct DataSetFolder: Sendable {
  private let dataSet: KnownDataSet
  private let data: RootedFolder
  private let folder: RootedFolder
  private let parts: RootedFolder

  /// - Parameter data: The folder of all data sets.
  init(of dataSet: KnownDataSet, in data: String) {
    self.dataSet = dataSet
    self.data = RootedFolder(data)
    folder = self.data.folder(dataSet.name)
    parts = self.data.folder(dataSet.name + ".part")
  }

  // MARK: State

  /// The files that are still missing.
  ///
  /// - Throws: `RunnerFailure` that names a file in the data set's folder with wrong contents.
  func missing() throws(RunnerFailure) -> [KnownDataSet.File] {
    var missing: [KnownDataSet.File] = []
    for file in dataSet.files {
      let isHere = try isThere(file)
      let isHereAsPart = isHere ? false : try isBrought(file)
      if !isHere, !isHereAsPart { missing.append(file) }
    }
    return missing
  }

  private func isThere(_ file: KnownDataSet.File) throws(RunnerFailure) -> Bool {
    guard let found = try file.find(in: folder) else { return false }
    if let problem = file.problem(of: found, in: folder) {
      throw RunnerFailure(
        "'\(folder.shown(found))' is not the file of '\(dataSet.name)': \(problem); remove it")
    }
    return true
  }

  private func isBrought(_ file: KnownDataSet.File) throws(RunnerFailure) -> Bool {
    try file.find(in: parts).map { file.problem(of: $0, in: parts) == nil } ?? false
  }

  /// The bytes received so far, packed as received.
  var broughtBytes: Int {
    dataSet.files.compactMap { (try? $0.find(in: parts)) ?? nil }.reduce(0) { $0 + size(ofPart: $1) }
  }

  /// The size of a part in bytes.
  func size(ofPart name: String) -> Int { parts.status(name).map { Int($0.st_size) } ?? 0 }

  // MARK: Fetching

  /// Opens the file of a part for appending.
  func openPart(_ name: String) throws(FileFailure) -> OpenFile { try parts.openForAppending(name) }

  /// Removes a part.
  func removePart(_ name: String) throws(FileFailure) { try parts.remove(name) }

  /// Why a part is not the expected file; `nil` if it is.
  func problem(ofPart name: String, _ file: KnownDataSet.File) -> String? {
    file.problem(of: name, in: parts)
  }

  /// The path of a part as the user knows it.
  func part(_ name: String) -> String { parts.shown(name) }

  /// Makes the folder of the parts, and locks it as long as the returned value exists.
  func lock() throws -> OpenFile {
    try parts.makeFolder()
    let folder = try parts.open("", O_RDONLY | O_DIRECTORY)
    guard flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw RunnerFailure("another 'lessons data fetch' is writing to '\(parts.path)'")
    }
    return folder
  }

  /// Moves the files to the data set's folder, once all are complete.
  func publish() throws {
    let (name, part) = (dataSet.name, dataSet.name + ".part")
    // If the data set's folder does not exist yet, all files appear in one step.
    if try data.rename(part, to: name) == 0 { return }
    for file in dataSet.files {
      guard let found = try file.find(in: parts) else { continue }
      let code = try data.rename("\(part)/\(found)", to: "\(name)/\(found)")
      guard code == 0 else { throw FileFailure(.make, folder.shown(found), code) }
    }
    data.removeEmptyFolder(part)
  }
}

extension KnownDataSet.File {
  /// Which of the file's possible names a folder contains; `nil` for none.
  ///
  /// - Throws: If the path is not a folder, or is reached through a symbolic link.
  package func find(in folder: RootedFolder) throws(RunnerFailure) -> String? {
    do throws(FileFailure) {
      for name in names where try folder.openFile(name) != nil { return name }
      return nil
    } catch {
      throw RunnerFailure(error)
    }
  }

  /// Why a file is not the expected one; `nil` if it is.
  package func problem(of name: String, in folder: RootedFolder) -> String? {
    do {
      guard let file = try folder.openFile(name) else { return "it is not there" }
      let found = try Self.unpackedHash(of: file)
      return found == hash ? nil : "its unpacked bytes have the SHA-256 \(found), expected \(hash)"
    } catch let error as IDXError {
      return error.problem.description
    } catch let error as FileFailure {
      return error.reason
    } catch {
      return FileFailure.text(of: error)
    }
  }

  private static func unpackedHash(of file: OpenFile) throws -> String {
    // Reads the file that was opened, even if its name now belongs to another.
    let bytes = try FileBytes(path: "/proc/self/fd/\(file.descriptor)")
    defer { withExtendedLifetime(file) {} }
    var hash = SHA256()
    while case let part = try bytes.read(1 << 20), !part.isEmpty { hash.update(part) }
    return hash.finish().hexadecimal
  }
}
