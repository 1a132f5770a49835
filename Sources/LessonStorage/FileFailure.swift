import Foundation

/// Why a file or a folder could not be read or written: the path, the cause, and what to do about it.
///
/// All file errors are made from the system's error numbers, since Foundation's texts name types and domains but no
/// path.
package struct FileFailure: Error, CustomStringConvertible, Sendable, Hashable {
  /// The operation that failed.
  package enum Purpose: String, Sendable {
    case read = "read"
    case write = "written"
    case make = "made"
    case remove = "removed"
  }

  /// The system's error number.
  package let code: Int32
  /// The cause, and what to do.
  package let reason: String
  /// The full message.
  package let description: String

  /// A failure that the system reported.
  ///
  /// - Parameters:
  ///   - path: The path as the user knows it.
  ///   - place: The path that the runner uses; `nil` if it is `path`.
  ///   - root: The folder, as the user knows it, in which symbolic links are not followed; `nil` if they are followed.
  package init(_ purpose: Purpose, _ path: String, _ code: Int32, place: String? = nil, root: String? = nil) {
    self.init(purpose, path, code, because: Self.reason(code, path, place: place ?? path, root: root))
  }

  /// A failure that the runner found by examining the file.
  package init(_ purpose: Purpose, _ path: String, _ code: Int32, because reason: String) {
    self.code = code
    self.reason = reason
    description = "'\(path)' cannot be \(purpose.rawValue): \(reason)"
  }

  private static func reason(_ code: Int32, _ path: String, place: String, root: String?) -> String {
    switch code {
    case ENOSPC, EDQUOT: return "the disk is full; make room and run the command again"
    case EACCES, EPERM:
      return "permission is denied to this user; change the permissions, or name another folder"
    case EROFS: return "the disk is mounted read-only; name another folder"
    case ENOTDIR, EEXIST, ENOTEMPTY, EISDIR:
      return obstacle(path, place: place) ?? String(cString: strerror(code))
    case ELOOP, EXDEV:
      return link(path, place: place, root: root)
        ?? "the path leads out of '\(root ?? path)'; name a path below it"
    default: return String(cString: strerror(code))
    }
  }

  /// The message for a file where a folder is expected, or the reverse.
  private static func obstacle(_ path: String, place: String) -> String? {
    for (shown, real) in beginnings(path, place) {
      var status = stat()
      guard lstat(real, &status) == 0 else { return nil }
      if real != place, !status.isFolder, !status.isLink {
        return "'\(shown)' is a file, and a folder is expected; move the file away"
      }
      if real == place {
        return status.isFolder
          ? "it is a folder, and a file is expected; move the folder away"
          : "it is a file, and a folder is expected; move the file away"
      }
    }
    return nil
  }

  private static func link(_ path: String, place: String, root: String?) -> String? {
    for (shown, real) in beginnings(path, place) {
      guard let target = SymbolicLink.target(of: real) else { continue }
      let advice = "replace the link by what it leads to"
      let whose = root.map { "no links are followed in '\($0)'" } ?? "such links are not followed"
      return "'\(shown)' is a symbolic link to '\(target)', and \(whose); \(advice)"
    }
    return nil
  }

  /// The prefixes of a path, the longest last, as the user and as the runner knows them.
  private static func beginnings(_ path: String, _ place: String) -> [(shown: String, real: String)] {
    let shown = path.split(separator: "/"), real = place.split(separator: "/")
    let start = place.hasPrefix("/") ? "/" : ""
    return shown.indices.compactMap { index in
      let rest = shown.count - 1 - index
      guard rest < real.count else { return nil }
      return (
        (path.hasPrefix("/") ? "/" : "") + shown[...index].joined(separator: "/"),
        start + real.dropLast(rest).joined(separator: "/")
      )
    }
  }
}

extension FileFailure {
  /// The text of any error for users.
  package static func text(of error: any Error) -> String {
    if error is RunnerFailure || error is UsageFailure || error is FileFailure { return "\(error)" }
    let error = error as NSError
    let system = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    let path = error.userInfo[NSFilePathErrorKey] as? String
    guard system.domain == NSPOSIXErrorDomain else {
      return error.domain == NSCocoaErrorDomain
        ? "\(path.map { "'\($0)': " } ?? "")a file could not be read or written (code \(error.code))"
        : String(describing: error)
    }
    let code = Int32(system.code)
    guard let path else { return String(cString: strerror(code)) }
    return "'\(path)': \(FileFailure(.read, path, code).reason)"
  }
}

extension RunnerFailure {
  /// A file error that stops the runner.
  package init(_ failure: FileFailure) { self.init(failure.description) }
}

/// Functions for symbolic links.
package enum SymbolicLink {
  /// The target as a symbolic link contains it; `nil` for other files.
  package static func target(of path: String) -> String? { target(of: path, in: AT_FDCWD) }

  /// As `target(of:)`, for a name in an open folder.
  package static func target(of name: String, in folder: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      readlinkat(folder, name, bytes.bindMemory(to: CChar.self).baseAddress!, bytes.count)
    }
    return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  /// The path with all symbolic links resolved; `nil` if nothing exists there.
  package static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

extension stat {
  package var isFile: Bool { st_mode & S_IFMT == S_IFREG }
  package var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  package var isLink: Bool { st_mode & S_IFMT == S_IFLNK }
}
