import CConfinement
import Foundation
import LessonStorage

/// The user of confined processes, and the reason if they cannot have their own.
package enum ProcessUser {
  /// Passes a request for another user to `function`, which is `confine_identity` or `confinement_probe`.
  ///
  /// - Returns: the identity obtained, and the path that the user could not read, if that was the reason.
  package static func request(
    owned: [String], needed: [String], countsThreads: Bool,
    by function: (UnsafePointer<confinement_identity_wish>, UnsafeMutablePointer<Int>) -> confinement_identity
  ) -> (confinement_identity, unreachable: String?) {
    withCStrings(owned) { ownedStrings in
      withCStrings(needed) { neededStrings in
        var request = confinement_identity_wish(
          owned: ownedStrings.baseAddress, owned_count: owned.count, needed: neededStrings.baseAddress,
          needed_count: needed.count, counts_threads: countsThreads)
        var unreachable = needed.count
        let identity = function(&request, &unreachable)
        return (identity, needed.indices.contains(unreachable) ? needed[unreachable] : nil)
      }
    }
  }

  /// Checks whether a lesson's process can have its own user on this machine.
  ///
  /// - Parameter needed: Paths that every lesson and its compiler must be able to read.
  /// - Returns: why it cannot, as text that tells a user what to do; `nil` if it can.
  static func gapHere(needed: [String]) -> String? {
    let folder: TemporaryFolder
    do throws(RunnerFailure) {
      folder = try TemporaryFolder()
    } catch {
      return "lessons need a temporary folder, which TMPDIR names: \(error.description)"
    }
    defer { folder.remove() }
    let (identity, unreachable) = request(
      owned: [folder.url.path], needed: needed, countsThreads: true, by: confinement_probe)
    return identity == CONFINEMENT_ALONE ? nil : gap(unreachable)
  }

  /// The reason why a process could not have its own user.
  ///
  /// - Parameter unreachable: The path that the user cannot read.
  static func gap(_ unreachable: String?) -> String {
    let isRoot = geteuid() == 0 || getuid() == 0
    return if let unreachable {
      "lessons and compilers run as users of their own, who cannot read '\(unreachable)': let all users read it and pass the "
        + "folders above it (chmod o+rX), or do not run as root"
    } else if isRoot {
      "lessons would run as root, without a limit of threads: root may not change users here (that takes CAP_SETUID, "
        + "CAP_SETGID and CAP_CHOWN, and more users than one); give it these, or do not run as root"
    } else {
      "lessons would run without a limit of threads: the system has no user namespaces for ordinary users (sysctl "
        + "user.max_user_namespaces, kernel.unprivileged_userns_clone or "
        + "kernel.apparmor_restrict_unprivileged_userns; in containers, their seccomp profile)"
    }
  }
}
