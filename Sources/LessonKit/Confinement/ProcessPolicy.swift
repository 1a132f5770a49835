import CConfinement
import Foundation

/// What a process may do: decided by the runner, laid upon itself by the process before it runs anything foreign.
struct ProcessPolicy: Codable, Hashable, Sendable {
  /// What the process is for, which decides over its system calls.
  enum Role: Codable, Hashable, Sendable {
    /// To run a lesson in a folder that nothing else is its own.
    case lesson(scratch: String)
    /// To become a compiler or linker.
    case tool
  }

  let role: Role
  let means: Confinement
  /// All that it may open.
  let paths: [PathRule]
  let limits: ProcessLimits
  /// The process that this one must not outlive.
  let parent: Int32

  init(_ role: Role, by means: Confinement, paths: [PathRule], limits: ProcessLimits) {
    self.role = role
    self.means = means
    self.paths = paths
    self.limits = limits
    parent = getpid()
  }

  /// A rule that the kernel refused.
  struct Refusal: Error, CustomStringConvertible {
    let rule: String
    let reason = String(cString: strerror(errno))

    var description: String { "the kernel refuses \(rule): \(reason)" }
  }

  /// Takes away from this process, which has one thread, all that the policy does not allow.
  func enter() throws(Refusal) {
    if role.isLesson, means.restrictsFiles, !confinement_keep_thread_states() {
      throw Refusal(rule: "a look at its own threads")
    }
    let isAlone = try changeIdentity()
    var kernelLimits = limits.forKernel(isAlone: isAlone)
    guard confine_resources(&kernelLimits, parent) else { throw Refusal(rule: "the limits of a process") }
    if means.restrictsFiles { try restrictFiles() }
    if means.filtersCalls {
      let isFiltered = role.isLesson ? confine_calls_of_lesson() : confine_calls_of_tool()
      guard isFiltered else { throw Refusal(rule: "a filter of system calls") }
    }
  }

  /// - Returns: whether threads are counted apart from those of others.
  private func changeIdentity() throws(Refusal) -> Bool {
    guard means.dropsPrivileges else { return false }
    let needed = role.isLesson ? paths.filter { $0.access == .read }.map(\.path) : []
    let identity = withCStrings(needed.filter(FileManager.default.fileExists)) { needed in
      confine_identity(role.scratch, needed.baseAddress, needed.count)
    }
    guard identity != CONFINEMENT_REFUSED else { throw Refusal(rule: "to drop capabilities") }
    return identity == CONFINEMENT_ALONE
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
  fileprivate var isLesson: Bool { scratch != nil }

  fileprivate var scratch: String? { if case .lesson(let scratch) = self { scratch } else { nil } }
}

/// Lends strings to C as an array.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  return copies.map { UnsafePointer($0) }.withUnsafeBufferPointer(body)
}
