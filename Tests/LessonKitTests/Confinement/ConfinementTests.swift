import Testing

@testable import LessonKit

@Suite("What a demand for confinement means")
struct ConfinementTests {
  private static let whole = Confinement(restrictsFiles: true, filtersCalls: true, dropsPrivileges: true)
  private static let withoutLandlock = Confinement(
    restrictsFiles: false, filtersCalls: true, dropsPrivileges: true)
  private static let withoutAnything = Confinement(
    restrictsFiles: false, filtersCalls: false, dropsPrivileges: true)

  @Test("A kernel that has everything meets every demand without a word")
  func whole() throws {
    for demand in [Confinement.Demand.auto, .required] {
      let (means, warning) = try Confinement.meeting(demand, with: Self.whole)
      #expect(means == Self.whole)
      #expect(warning == nil)
    }
  }

  @Test("'auto' uses what there is and names what is missing")
  func auto() throws {
    let (means, warning) = try Confinement.meeting(.auto, with: Self.withoutLandlock)
    #expect(means == Self.withoutLandlock)
    #expect(
      warning
        == "lessons are not fully confined, so run only those that you trust: the kernel lacks Landlock, which keeps a "
        + "lesson from files (Linux 5.13, among the kernel's active modules)")
    let other = try Confinement.meeting(.auto, with: Self.withoutAnything).warning
    #expect(other?.contains("Landlock") ?? false)
    #expect(other?.contains("seccomp") ?? false)
  }

  @Test("'required' refuses less than everything")
  func required() {
    for available in [Self.withoutLandlock, Self.withoutAnything] {
      #expect(throws: RunnerFailure.self) { try Confinement.meeting(.required, with: available) }
    }
  }

  @Test("'off' means limits only, whatever there is, and says nothing")
  func off() throws {
    let (means, warning) = try Confinement.meeting(.off, with: Self.whole)
    #expect(means == .none)
    #expect(warning == nil)
  }
}
