import Testing

@Suite("Text of 1 MB")
struct MemoryTests {
  /// Those that take the most memory of all that are tried elsewhere.
  private static let texts = [
    "brackets": "[", "links": "[a](", "quotes": ">", "lists": "* - + ", "code": "```swift\nlet a = 1\n```\n",
  ]

  @Test("is read or refused within 1 GB of addresses, together with all that is loaded")
  func memory() async throws {
    let place = try Workplace()
    for (name, piece) in Self.texts {
      try place.write(
        String(repeating: piece, count: 1_000_000 / piece.utf8.count), to: "lessons/en/\(name).md")
    }
    let result = try await place.lessons(
      ["build", "--jobs", "1", "--sandbox", "off"], by: ["/usr/bin/prlimit", "--as=\(1 << 30)"])
    // What is too much first depends on the machine.
    let refusals = [
      "stand more than 100 deep in one another", "takes too long to read", "takes too much memory to read",
    ]
    #expect(result.remarks.allSatisfy { remark in refusals.contains { remark.contains($0) } })
    #expect(result.summary.hasPrefix("5 lessons: 0 ran"))
  }
}
