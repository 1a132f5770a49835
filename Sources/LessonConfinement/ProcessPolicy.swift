import CConfinement
import Foundation

/// What a process may do. The runner decides it, and the process applies it to itself before it runs untrusted code.
package struct ProcessPolicy: Codable, Hashable, Sendable {
  /// The role of the process, which decides its allowed system calls.
  package enum Role: Codable, Hashable, Sendable {
    /// Runs a lesson, which may write only to its scratch folder.
    case lesson(scratch: String)
    /// Becomes a compiler or linker that may write only to these folders. If the runner is root, the first folder
    /// decides its user.
    case tool(folders: [String])
  }

  let role: Role
  package let confinement: Confinement
  /// The paths that it may open.
  package let paths: [PathRule]
  package let limits: ProcessLimits
  /// The process that this one must not outlive.
  package let parent: Int32

  package init(_ role: Role, by confinement: Confinement, paths: [PathRule], limits: ProcessLimits) {
    self.role = role
    self.confinement = confinement
    self.paths = paths
    self.limits = limits
    parent = getpid()
  }

  /// A rule that the kernel refused or could not provide.
  package struct Refusal: Error, CustomStringConvertible {
    package let description: String

    package init(rule: String) {
      description = "the kernel refuses \(rule): \(String(cString: strerror(errno)))"
    }

    package init(_ description: String) { self.description = description }
  }

  /// Removes all rights that the policy does not grant from this process, which must have a single thread.
  package func enter() throws(Refusal) {
    let isAlone = try changeIdentity()
    var kernelLimits = limits.forKernel(isAlone: isAlone && role.isLesson)
    guard confine_resources(&kernelLimits, parent) else { throw Refusal(rule: "the limits of a process") }
    if confinement.restrictsFiles { try restrictFiles() }
    if confinement.filtersCalls {
      let isFiltered = role.isLesson ? confine_calls_of_lesson() : confine_calls_of_tool()
      guard isFiltered else { throw Refusal(rule: "a filter of system calls") }
    }
  }

  /// - Returns: whether the process is not root and, if it is a lesson's, its threads are counted separately.
  private func changeIdentity() throws(Refusal) -> Bool {
    guard confinement.dropsPrivileges else { return false }
    let needed = paths.filter(\.isForReading).map(\.path).filter(FileManager.default.fileExists)
    let (identity, unreachable) = ProcessUser.request(
      owned: role.folders, needed: needed, countsThreads: role.isLesson, by: confine_identity)
    switch identity {
    case CONFINEMENT_ALONE: return true
    case CONFINEMENT_SHARED where !confinement.isRequired: return false
    case CONFINEMENT_SHARED: throw Refusal("--sandbox required: \(ProcessUser.gap(unreachable))")
    default: throw Refusal(rule: "to drop capabilities")
    }
  }

  private func restrictFiles() throws(Refusal) {
    let isDone = withCStrings(paths.map(\.path)) { names in
      let rules = zip(names, paths).map {
        confinement_path(path: $0, access: $1.access.rawValue, refuses_links: $1.refusesLinks)
      }
      return confine_files(rules, rules.count)
    }
    guard isDone else { throw Refusal(rule: "Landlock's rules for files") }
  }
}

extension ProcessPolicy.Role {
  fileprivate var isLesson: Bool { if case .lesson = self { true } else { false } }

  /// The folders to which the process may write.
  fileprivate var folders: [String] {
    switch self {
    case .lesson(let scratch): [scratch]
    case .tool(let folders): folders
    }
  }
}

/// Passes strings to C as an array that is valid during `body`.
func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  return copies.map { UnsafePointer($0) }.withUnsafeBufferPointer(body)
}
