import Testing

@testable import LessonServing

@Suite("Who reaches served pages")
struct PreviewAccessTests {
  @Test(
    "is asked for by the names of this machine only",
    arguments: [
      ("127.0.0.1:8000", true), ("localhost", true), ("LOCALHOST:1", true), ("192.168.1.5:8000", false),
      ("example.org", false), ("127.0.0.1.example.org", false), ("", false),
    ])
  func loopback(_ host: String, _ isKnown: Bool) {
    #expect(PreviewAccess().knows(host) == isKnown)
    #expect(!PreviewAccess().knows(nil) && !PreviewAccess().letsOthersIn)
  }

  @Test("is asked for by the address and the names that were given, if others are let in")
  func others() {
    let access = PreviewAccess(isForLearners: true, address: "192.168.1.5", names: ["class.local"])
    #expect(access.letsOthersIn && access.name == "class.local")
    #expect(access.knows("192.168.1.5:8000") && access.knows("Class.local:8000"))
    #expect(!access.knows("192.168.1.6") && !access.knows("0.0.0.0"))
    #expect(!PreviewAccess(address: "0.0.0.0", names: ["class.local"]).knows("0.0.0.0:8000"))
  }
}
