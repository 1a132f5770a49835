import CConfinement
import Foundation

/// The means that a machine has for confining processes, and those that it lacks.
package struct AvailableConfinement: Sendable {
  /// The version of Landlock's interface, 0 for none.
  var landlock: Int
  /// Whether seccomp filters system calls.
  package var filtersCalls: Bool
  /// Why a lesson's process cannot have its own user, whose threads are counted; `nil` if it can.
  var identityGap: String?

  /// The means of this machine.
  package static func here() -> AvailableConfinement {
    let runner = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    return AvailableConfinement(
      landlock: Int(confinement_landlock_version()), filtersCalls: confinement_filters_calls(),
      identityGap: ProcessUser.gapHere(needed: [runner]))
  }

  package var confinement: Confinement {
    Confinement(restrictsFiles: landlock > 0, filtersCalls: filtersCalls, dropsPrivileges: true)
  }

  private static let landlockGap =
    "the kernel lacks Landlock, which keeps a lesson from files (Linux 5.13, among the kernel's active modules)"
  private static let filterGap =
    "the kernel lacks seccomp, which keeps a lesson from processes and the network"

  /// What is not confined, as text that tells a user what to do; `nil` if everything is.
  package var gap: String? {
    let gaps = [landlock > 0 ? nil : Self.landlockGap, filtersCalls ? nil : Self.filterGap, identityGap]
      .compactMap(\.self)
    return gaps.isEmpty ? nil : gaps.joined(separator: "; ")
  }

  /// A line for each restriction: the means that enforces it, or why it is missing.
  package var lines: [String] {
    let landlockWords = "Landlock, version \(landlock) of its interface"
    let filter = filtersCalls ? "seccomp" : nil
    return [
      line("files", [landlock > 0 ? landlockWords : nil], otherwise: Self.landlockGap),
      line("network", [filter, landlock >= 4 ? "Landlock for TCP" : nil], otherwise: Self.filterGap),
      line(
        "signals to other processes", [filter, landlock >= 6 ? "Landlock" : nil], otherwise: Self.filterGap),
      line("system calls", [filter], otherwise: Self.filterGap),
      line("privileges", ["no capabilities, none to be gained"], otherwise: ""),
      line(
        "user and threads",
        [identityGap == nil ? "a user or user namespace of its own" : nil],
        otherwise: identityGap ?? ""),
      line("memory, time, size of files", ["limits of the kernel, watched by the runner"], otherwise: ""),
    ]
  }

  private func line(_ name: String, _ means: [String?], otherwise gap: String) -> String {
    let means = means.compactMap(\.self)
    return
      "\(name): \(means.isEmpty ? "not confined: \(gap)" : "confined by \(means.joined(separator: " and "))")"
  }
}
