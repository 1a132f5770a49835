import CConfinement

/// The access of a process to a file, or to everything below a folder.
package struct PathRule: Codable, Hashable, Sendable {
  /// Kinds of access.
  package struct Access: OptionSet, Codable, Hashable, Sendable {
    package let rawValue: UInt32

    /// Open files and read them.
    package static let readFiles = Access(CONFINEMENT_READ_FILES)
    /// List the files of folders.
    static let listFolders = Access(CONFINEMENT_LIST_FOLDERS)
    /// Write to existing files.
    package static let writeFiles = Access(CONFINEMENT_WRITE_FILES)
    /// Create, rename and remove files and folders.
    static let changeFolders = Access(CONFINEMENT_CHANGE_FOLDERS)
    /// Start programs.
    package static let execute = Access(CONFINEMENT_EXECUTE)

    package static let read: Access = [.readFiles, .listFolders]
    package static let own: Access = [.read, .writeFiles, .changeFolders]

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ access: confinement_access) { self.init(rawValue: access.rawValue) }
  }

  package let path: String
  package let access: Access
  /// Whether a symbolic link anywhere in the path is an error: for absolute paths whose parts a checkout controls.
  let refusesLinks: Bool

  /// Whether the rule allows reading but not writing.
  var isForReading: Bool { access.contains(.readFiles) && !access.contains(.writeFiles) }

  package init(_ access: Access, _ path: String, refusesLinks: Bool = false) {
    self.path = path
    self.access = access
    self.refusesLinks = refusesLinks
  }
}
