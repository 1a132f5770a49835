import CFolders
import Foundation

/// A folder whose files are opened by relative paths: never outside of it, and never through symbolic links.
///
/// A checkout is untrusted, and so are its symbolic links. If the folder that the user names is below the current
/// folder, it is part of the checkout, and no part of its path may be a link; links in other paths are followed. Only
/// regular files are opened: pipes and devices are refused without waiting for them.
package struct RootedFolder: Sendable, Hashable {
  /// The folder as the user knows it.
  package let path: String
  /// The folder to which `place` is relative: `nil` for the current folder, or a path outside of it.
  private let anchor: String?
  /// The folder's path below the anchor; empty for the anchor itself.
  private let place: String
  /// The folder that the user named, for messages.
  private let root: String

  /// A folder, by the path that the user gave.
  package init(_ path: String) {
    let shown = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.path = shown
    root = shown
    let full = Self.full(shown), current = Self.current
    if full == current || full.hasPrefix(current + "/") {
      anchor = nil
      place = String(full.dropFirst(current.count + 1))
    } else {
      anchor = full
      place = ""
    }
  }

  private init(_ path: String, anchor: String?, place: String, root: String) {
    self.path = path
    self.anchor = anchor
    self.place = place
    self.root = root
  }

  /// A subfolder.
  package func folder(_ name: String) -> RootedFolder {
    RootedFolder(shown(name), anchor: anchor, place: below(name), root: root)
  }

  /// The path without symbolic links, for other processes. The folder need not exist.
  package var realPath: String {
    let start = anchor.map { SymbolicLink.realPath($0) ?? $0 } ?? Self.current
    return place.isEmpty ? start : start + "/" + place
  }

  /// Whether a path without symbolic links is in the folder.
  package func isAround(_ real: String) -> Bool { real.hasPrefix(realPath + "/") }

  /// The path of a file as the user knows it.
  package func shown(_ name: String) -> String {
    name.isEmpty ? path : path.isEmpty ? name : path + "/" + name
  }

  private func below(_ name: String) -> String {
    place.isEmpty ? name : name.isEmpty ? place : place + "/" + name
  }

  // MARK: Paths

  package static var current: String { FileManager.default.currentDirectoryPath }

  /// The absolute path without "." and "..". This only changes the text; symbolic links are not resolved.
  package static func full(_ path: String) -> String {
    var parts: [Substring] = []
    for part in ((path.hasPrefix("/") ? "" : current + "/") + path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  // MARK: Opening

  /// Opens an existing file or folder.
  package func open(
    _ name: String = "", _ flags: Int32, for purpose: FileFailure.Purpose = .read
  ) throws(FileFailure) -> OpenFile {
    let base = try anchorFolder(purpose)
    let descriptor = open_beneath(base?.descriptor ?? AT_FDCWD, spelled(below(name)), flags | O_CLOEXEC, 0)
    guard descriptor >= 0 else { throw failure(purpose, name, errno) }
    return OpenFile(descriptor)
  }

  /// Opens an existing file or folder; `nil` if it is missing.
  func openIfThere(
    _ name: String = "", _ flags: Int32, for purpose: FileFailure.Purpose = .read
  ) throws(FileFailure) -> OpenFile? {
    do throws(FileFailure) {
      return try open(name, flags, for: purpose)
    } catch {
      guard error.code == ENOENT else { throw error }
      return nil
    }
  }

  /// Opens a regular file for reading; `nil` if it is missing.
  package func openFile(_ name: String) throws(FileFailure) -> OpenFile? {
    guard let file = try openIfThere(name, O_RDONLY | O_NONBLOCK | O_NOCTTY) else { return nil }
    let status = file.status
    guard status.isFile else {
      let kind = status.isFolder ? "a folder" : "a pipe, a device or a socket"
      throw FileFailure(
        .read, shown(name), status.isFolder ? EISDIR : EINVAL,
        because: "it is \(kind), and a regular file is expected")
    }
    return file
  }

  private func anchorFolder(_ purpose: FileFailure.Purpose) throws(FileFailure) -> OpenFile? {
    guard let anchor else { return nil }
    let descriptor = Glibc.open(anchor, OpenFile.pathOnly | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(purpose, path, errno, place: anchor) }
    return OpenFile(descriptor)
  }

  private func spelled(_ place: String) -> String { place.isEmpty ? "." : place }

  private func failure(_ purpose: FileFailure.Purpose, _ name: String, _ code: Int32) -> FileFailure {
    let start = anchor ?? Self.current
    return FileFailure(
      purpose, shown(name), code, place: below(name).isEmpty ? start : start + "/" + below(name),
      root: root == "." ? "the current folder" : root)
  }

  // MARK: Reading

  /// The bytes of a regular file; `nil` if it is missing.
  package func read(_ name: String, atMost most: Int) throws(FileFailure) -> Data? {
    guard let file = try openFile(name) else { return nil }
    guard let bytes = file.read(atMost: most + 1) else { throw failure(.read, name, errno) }
    guard bytes.count <= most else {
      throw FileFailure(.read, shown(name), EFBIG, because: "it has more than \(most) bytes")
    }
    return Data(bytes)
  }

  /// The bytes of a regular file; `nil` if they cannot be read for any reason.
  package func bytes(_ name: String, atMost most: Int) -> Data? { (try? read(name, atMost: most)) ?? nil }

  /// Whether a file's contents are these bytes.
  package func holds(_ bytes: Data, _ name: String) -> Bool {
    guard let file = (try? openFile(name)) ?? nil, file.status.st_size == off_t(bytes.count) else {
      return false
    }
    return file.read(atMost: bytes.count + 1).map { bytes.elementsEqual($0) } ?? false
  }

  /// The SHA-256 of a regular file; `nil` if it cannot be read, or is larger than any file of a page.
  package func hash(_ name: String) -> String? {
    guard let file = (try? openFile(name)) ?? nil, file.status.st_size <= Self.mostHashed else { return nil }
    return FileHashes.hash(file)
  }

  /// The maximum size in bytes. Sparse files are free to write, but reading takes a second for each third of a
  /// gigabyte.
  private static let mostHashed = off_t(1) << 28

  /// The status of a path, without following a final symbolic link; `nil` if it is missing or reached through links.
  package func status(_ name: String = "") -> stat? {
    (try? open(name, OpenFile.pathOnly | O_NOFOLLOW))?.status
  }

  /// Whether all users can read the folder and pass through its parents.
  package var isOpenToAll: Bool {
    var path = realPath
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & (S_IROTH | S_IXOTH) == S_IROTH | S_IXOTH else {
      return false
    }
    while path != "/" {
      path = URL(filePath: path).deletingLastPathComponent().path
      guard stat(path, &status) == 0, status.st_mode & S_IXOTH != 0 else { return false }
    }
    return true
  }

  /// The target of the symbolic link at a path.
  package func linkTarget(_ name: String) -> String? {
    guard let (folder, last) = try? parent(of: name, for: .read) else { return nil }
    return SymbolicLink.target(of: last, in: folder.descriptor)
  }

  /// The sorted names in the folder without hidden ones; empty if it cannot be read.
  package func names(_ name: String = "") -> [String] {
    guard let folder = try? open(name, O_RDONLY | O_DIRECTORY) else { return [] }
    var names: [String] = []
    FolderWalk.visit(folder.descriptor, depth: 0) { entry in
      names.append(entry.path)
      return true
    }
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  // MARK: Writing

  /// Makes a folder and its missing parents.
  package func makeFolder(_ name: String = "") throws(FileFailure) { _ = try openFolder(below(name), name) }

  /// Opens a folder, which is created if it is missing.
  private func openFolder(_ place: String, _ name: String) throws(FileFailure) -> OpenFile {
    let base = try anchorFolderMade()
    let opened = open_beneath(
      base?.descriptor ?? AT_FDCWD, spelled(place), OpenFile.pathOnly | O_DIRECTORY | O_CLOEXEC, 0)
    if opened >= 0 { return OpenFile(opened) }
    guard errno == ENOENT, !place.isEmpty else { throw failure(.make, name, errno) }
    let (above, last) = Self.split(place)
    let parent = try openFolder(above, name)
    guard mkdirat(parent.descriptor, last, 0o777) == 0 || errno == EEXIST else {
      throw failure(.make, name, errno)
    }
    let made = open_beneath(parent.descriptor, last, OpenFile.pathOnly | O_DIRECTORY | O_CLOEXEC, 0)
    guard made >= 0 else { throw failure(.make, name, errno) }
    return OpenFile(made)
  }

  /// The anchor, which is created if it is missing; `nil` for the current folder.
  private func anchorFolderMade() throws(FileFailure) -> OpenFile? {
    guard let anchor else { return nil }
    var made = ""
    for part in anchor.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o777) == 0 || errno == EEXIST || access(made, F_OK) == 0 else {
        throw FileFailure(.make, path, errno, place: anchor)
      }
    }
    return try anchorFolder(.make)
  }

  /// Replaces a file atomically.
  ///
  /// - Returns: whether the file changed.
  @discardableResult
  package func write(_ bytes: Data, to name: String) throws(FileFailure) -> Bool {
    if holds(bytes, name) { return false }
    let (above, last) = Self.split(name)
    let folder = try openFolder(below(above), above)
    let code = AtomicFile.replace(last, in: folder, by: bytes)
    guard code == 0 else { throw failure(.write, name, code) }
    return true
  }

  /// Creates a file; fails if the path exists.
  package func create(_ name: String, _ bytes: Data) throws(FileFailure) {
    let (above, last) = Self.split(name)
    let folder = try openFolder(below(above), above)
    let descriptor = open_beneath(
      folder.descriptor, last, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0o666)
    guard descriptor >= 0 else { throw failure(.write, name, errno) }
    let code = OpenFile(descriptor).write(bytes)
    guard code == 0 else {
      unlinkat(folder.descriptor, last, 0)
      throw failure(.write, name, code)
    }
  }

  /// Opens a file for appending, and creates it if it is missing.
  package func openForAppending(_ name: String) throws(FileFailure) -> OpenFile {
    let (above, last) = Self.split(name)
    let folder = try openFolder(below(above), above)
    let descriptor = open_beneath(
      folder.descriptor, last, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(.write, name, errno) }
    let file = OpenFile(descriptor)
    guard file.status.isFile else {
      throw FileFailure(.write, shown(name), EINVAL, because: "it is no regular file; remove it")
    }
    return file
  }

  // MARK: Removing

  /// Removes a file or a symbolic link; a missing file is no error.
  package func remove(_ name: String) throws(FileFailure) {
    guard let (folder, last) = try parentThatIsThere(of: name) else { return }
    guard unlinkat(folder.descriptor, last, 0) == 0 || errno == ENOENT else {
      throw failure(.remove, name, errno)
    }
  }

  /// Removes a folder if it is empty.
  ///
  /// - Returns: whether it is gone.
  @discardableResult
  package func removeEmptyFolder(_ name: String) -> Bool {
    guard let (folder, last) = try? parentThatIsThere(of: name) else { return false }
    return unlinkat(folder.descriptor, last, AT_REMOVEDIR) == 0
  }

  /// Removes a folder with all its contents.
  func removeTree(_ name: String = "") throws(FileFailure) {
    guard let contents = try openIfThere(name, O_RDONLY | O_DIRECTORY, for: .remove) else { return }
    let code = remove_contents(contents.descriptor)
    guard code == 0 else { throw failure(.remove, name, code) }
    let (above, last) = Self.split(below(name))
    // The anchor itself stays, empty.
    guard !last.isEmpty else { return }
    let base = try anchorFolder(.remove)
    let parent = open_beneath(
      base?.descriptor ?? AT_FDCWD, spelled(above), OpenFile.pathOnly | O_DIRECTORY | O_CLOEXEC, 0)
    guard parent >= 0 else { throw failure(.remove, name, errno) }
    let folder = OpenFile(parent)
    guard unlinkat(folder.descriptor, last, AT_REMOVEDIR) == 0 || errno == ENOENT else {
      throw failure(.remove, name, errno)
    }
  }

  /// Moves a file or folder to another name in this folder.
  ///
  /// - Returns: 0, or the system's error.
  package func rename(_ name: String, to other: String) throws(FileFailure) -> Int32 {
    let (from, old) = try parent(of: name, for: .write)
    let (to, new) = try parent(of: other, for: .write)
    return renameat(from.descriptor, old, to.descriptor, new) == 0 ? 0 : errno
  }

  private func parentThatIsThere(of name: String) throws(FileFailure) -> (OpenFile, String)? {
    let (above, last) = Self.split(name)
    return try openIfThere(above, OpenFile.pathOnly | O_DIRECTORY, for: .remove).map { ($0, last) }
  }

  private func parent(
    of name: String, for purpose: FileFailure.Purpose
  ) throws(FileFailure) -> (folder: OpenFile, last: String) {
    let (above, last) = Self.split(name)
    return (try open(above, OpenFile.pathOnly | O_DIRECTORY, for: purpose), last)
  }

  private static func split(_ path: String) -> (above: String, last: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    return (String(path[..<slash]), String(path[path.utf8.index(after: slash)...]))
  }
}
