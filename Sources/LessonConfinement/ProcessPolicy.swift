import CConfinement
import Foundation

/// What a process may do: decided by the runner, laid upon itself by the process before it runs anything foreign.
package struct ProcessPolicy: Codable, Hashable, Sendable {
  /// What the process is for, which decides over its system calls.
  package enum Role: Codable, Hashable, Sendable {
    /// To run a lesson in a folder that nothing else is its own.
    case lesson(scratch: String)
    /// To become a compiler or linker that writes in these folders only. The first decides which user it becomes where the
    /// runner is root.
    case tool(folders: [String])
  }

  let role: Role
  package let confinement: Confinement
  /// All that it may open.
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

  /// A rule that the kernel refused, or that could not be had.
  package struct Refusal: Error, CustomStringConvertible {
    package let description: String

    package init(rule: String) {
      description = "the kernel refuses \(rule): \(String(cString: strerror(errno)))"
    }

    package init(_ description: String) { self.description = description }
  }

  /// Takes away from this process, which has one thread, all that the policy does not allow.
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

  /// - Returns: whether the process is not root and, if it is a lesson's, its threads are counted apart from those of others.
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

  /// Where the process may write.
  fileprivate var folders: [String] {
    switch self {
    case .lesson(let scratch): [scratch]
    case .tool(let folders): folders
    }
  }
}

/// Lends strings to C as an array.
func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  return copies.map { UnsafePointer($0) }.withUnsafeBufferPointer(body)
}
