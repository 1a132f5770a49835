import ArgumentParser
import Foundation
import LessonBuilding
import LessonConfinement
import LessonCore
import LessonServing
import LessonStorage

/// Who reaches the pages, and for what.
extension Serve {
  /// Refuses options that would let others do more than they may.
  func checkAccess() throws {
    var parsed = in_addr()
    guard inet_pton(AF_INET, address, &parsed) == 1 else {
      throw ValidationError(
        "--address is an IPv4 address of this machine, such as 192.168.1.5, not '\(address)'")
    }
    guard !access.letsOthersIn || learn else {
      throw ValidationError(
        "--address lets other machines in, from which lessons cannot be edited: "
          + "add --learn to let a class try exercises")
    }
    guard host.isEmpty || access.letsOthersIn else {
      throw ValidationError("--host names this machine for others, whom --address lets in")
    }
    guard address != PreviewAccess.every || !host.isEmpty else {
      throw ValidationError(
        "--address \(address) is every address of this machine: name by --host the one that browsers ask for")
    }
    guard !access.letsOthersIn || options.sandbox != .off else {
      throw ValidationError(
        "--address lets others run code here, which has to be confined: leave out --sandbox off")
    }
  }

  var access: PreviewAccess { PreviewAccess(isForLearners: learn, address: address, names: host) }

  /// Whoever lets others in has to confine what they run.
  mutating func confineForOthers() throws {
    guard access.letsOthersIn else { return }
    if let gap = AvailableConfinement.here().gap {
      throw UsageFailure("--address lets others run code here, which cannot be confined: \(gap)")
    }
    options.sandbox = .required
  }

  /// Says where the lessons are, and what others can do.
  func sayAddresses(of server: PreviewServer, _ console: Console) {
    console.sayLine("The lessons are at \(server.address)")
    if learn {
      console.sayLine("To try their exercises there, open \(server.addressWithKey)")
    } else {
      console.sayLine("To edit them there, open \(server.addressWithKey)")
    }
    guard access.letsOthersIn else { return }
    console.warn(
      "whoever reaches this port of \(address) and has this address can run Swift on this machine, confined as "
        + "lessons are; let it be reached only by people whom you know")
  }
}
