import Testing

@Suite("Values made at random")
struct LawTests {
  private func words(_ choices: inout Choices) -> String { choices.text(of: ["a", "b", "c"], 0, 40) }

  @Test("are the same for the same seed, and others for others")
  func seeds() {
    let texts = (0..<100).map { seed in
      var choices = Choices(seed: seed)
      return words(&choices)
    }
    var again = Choices(seed: 7)
    #expect(words(&again) == texts[7])
    #expect(Set(texts).count > 90)
  }

  @Test("are made again, and simpler, of their choices")
  func replay() {
    var drawn = Choices(seed: 3)
    let text = words(&drawn)
    var given = Choices(given: drawn.made)
    #expect(words(&given) == text)
    var none = Choices(given: [])
    #expect(words(&none) == "" && none.made == [0])
    var high = Choices(given: [99, 99])
    #expect(high.number(in: 3...5) == 5 && high.one(of: ["x", "y"]) == "y")
  }

  @Test("of the choices that break a law those are left that are needed, each as low as can be")
  func simplification() {
    let needed = Simplification([9, 4, 8, 30, 2, 7]) { $0.contains { $0 >= 5 } && $0.count >= 2 }
    #expect(needed.simplest.sorted() == [0, 5])
    let none = Simplification([1, 2]) { _ in true }
    #expect(none.simplest == [])
  }

  @Test("that break a law are reported, in the simplest form that does")
  func report() {
    withKnownIssue {
      expectLaw(seeds: 1...50, of: words) { text in try demand(!text.contains("cb"), "there is 'cb'") }
    } matching: { issue in
      issue.comments.contains { $0.rawValue.contains("there is 'cb'\n← \"cb\"") }
    }
  }
}
