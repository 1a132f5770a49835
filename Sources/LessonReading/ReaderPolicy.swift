import CConfinement
import Foundation
import LessonConfinement

/// Confines processes that read untrusted text: they may only compute.
///
/// The fork server can no longer open files. A worker can also make no system calls except those of a computation,
/// so a text that takes the process over gains nothing.
struct ReaderPolicy {
  let confinement: Confinement

  /// Confines the fork server, which has one thread.
  func enterServer() throws(ProcessPolicy.Refusal) {
    if confinement.dropsPrivileges {
      let (identity, _) = ProcessUser.request(
        owned: [], needed: [], countsThreads: false, by: confine_identity)
      guard identity == CONFINEMENT_ALONE || (identity == CONFINEMENT_SHARED && !confinement.isRequired)
      else {
        throw ProcessPolicy.Refusal(rule: "another user than root")
      }
    }
    guard confine_privileges() else { throw ProcessPolicy.Refusal(rule: "to give up privileges") }
    if confinement.restrictsFiles, !confine_files(nil, 0) {
      throw ProcessPolicy.Refusal(rule: "Landlock's rules for files")
    }
  }

  /// Confines a worker.
  func enterWorker() throws(ProcessPolicy.Refusal) {
    var limits = confinement_limits(
      processor_time: UInt64(ReaderLimits.processorSeconds), address_space: UInt64(ReaderLimits.memory * 4),
      data: UInt64(ReaderLimits.memory), file_size: UInt64(ReaderLimits.reply), open_files: 16,
      threads: .max)
    guard growStack(), confine_resources(&limits, getppid()) else {
      throw ProcessPolicy.Refusal(rule: "the limits of a process")
    }
    alarm(UInt32(ReaderLimits.seconds))
    if confinement.filtersCalls, !confine_calls_of_reader() {
      throw ProcessPolicy.Refusal(rule: "a filter of system calls")
    }
  }

  /// Raises the stack limit; the kernel applies the current limit each time the first thread's stack grows.
  private func growStack() -> Bool {
    var stack = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_STACK.rawValue)
    guard getrlimit(resource, &stack) == 0 else { return false }
    stack.rlim_cur = min(rlim_t(ReaderLimits.stack), stack.rlim_max)
    return setrlimit(resource, &stack) == 0
  }
}
