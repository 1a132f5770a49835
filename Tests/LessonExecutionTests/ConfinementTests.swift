import Testing

@testable import LessonConfinement
@testable import LessonStorage

@Suite("What a demand for confinement means")
struct ConfinementTests {
  private static let whole = AvailableConfinement(landlock: 7, filtersCalls: true, identityGap: nil)
  private static let withoutLandlock = AvailableConfinement(landlock: 0, filtersCalls: true, identityGap: nil)
  private static let withoutFilter = AvailableConfinement(landlock: 7, filtersCalls: false, identityGap: nil)
  private static let withoutUser = AvailableConfinement(
    landlock: 7, filtersCalls: true, identityGap: "threads are counted together")

  @Test("A system that has everything meets every demand without a word")
  func whole() throws {
    for demand in [Confinement.Demand.auto, .required] {
      let (confinement, warning) = try Confinement.meeting(demand, with: Self.whole)
      #expect(confinement.restrictsFiles && confinement.filtersCalls && confinement.dropsPrivileges)
      #expect(confinement.isRequired == (demand == .required))
      #expect(warning == nil)
    }
  }

  @Test("'auto' uses what there is and names what is missing")
  func auto() throws {
    let (confinement, warning) = try Confinement.meeting(.auto, with: Self.withoutLandlock)
    #expect(!confinement.restrictsFiles && confinement.filtersCalls && confinement.dropsPrivileges)
    #expect(
      warning
        == "lessons are not fully confined, so run only those that you trust: the kernel lacks Landlock, which keeps a "
        + "lesson from files (Linux 5.13, among the kernel's active modules)")
    let nothing = AvailableConfinement(
      landlock: 0, filtersCalls: false, identityGap: "threads are counted together")
    let all = try Confinement.meeting(.auto, with: nothing).warning ?? ""
    for word in ["Landlock", "seccomp", "threads are counted together"] { #expect(all.contains(word)) }
  }

  @Test("'required' refuses less than everything, and names what is missing")
  func required() {
    for (available, word) in [
      (Self.withoutLandlock, "Landlock"), (Self.withoutFilter, "seccomp"),
      (Self.withoutUser, "threads are counted together"),
    ] {
      let failure = #expect(throws: RunnerFailure.self) {
        try Confinement.meeting(.required, with: available)
      }
      #expect(failure?.description.hasPrefix("--sandbox required: ") ?? false)
      #expect(failure?.description.contains(word) ?? false)
    }
  }

  @Test("Each thing that is not confined has a line that says why")
  func lines() {
    #expect(Self.whole.lines.count > 2 && Self.whole.lines.allSatisfy { $0.contains(": confined by ") })
    #expect(
      Self.withoutUser.lines.filter { $0.contains("not confined") } == [
        "user and threads: not confined: threads are counted together"
      ])
    #expect(Self.withoutLandlock.lines.filter { $0.contains("not confined") }.count == 1)
    #expect(Self.withoutFilter.lines.filter { $0.contains("not confined") }.count == 1)
    // Sockets are no system call of a lesson, whatever Landlock knows of the network.
    let old = AvailableConfinement(landlock: 1, filtersCalls: true, identityGap: nil)
    #expect(old.lines.contains("network: confined by seccomp"))
  }

  @Test("Machines that test the changes of others demand all where no option says it")
  func standard() {
    for value in ["1", "true", "github"] { #expect(Confinement.Demand.standard(["CI": value]) == .required) }
    for value in ["", "false", "False"] { #expect(Confinement.Demand.standard(["CI": value]) == .auto) }
    #expect(Confinement.Demand.standard([:]) == .auto)
  }

  @Test("'off' means limits only, whatever there is, and says nothing")
  func off() throws {
    let (confinement, warning) = try Confinement.meeting(.off, with: Self.whole)
    #expect(confinement == .none)
    #expect(warning == nil)
  }
}
