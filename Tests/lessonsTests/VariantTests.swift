import DeepTraining
import Testing

@Suite("Variants of the engine's kernels")
struct VariantTests {
  @Test("A lesson's process has the variant that is forced, and results of one do not stand for another's")
  func forced() async throws {
    let place = try Workplace()
    try place.write(
      "```swift-dt\nimport DeepTraining\n\"kernels: \\(KernelVariant.used)\"\n```\n", to: "lessons/en/a.md")
    for variant in KernelVariant.allCases where variant.isPossible {
      let result = try await place.lessons("build", environment: ["DEEPTRAINING_KERNELS": variant.rawValue])
      #expect(result.status == 0, "\(result.errors)")
      #expect(try place.read("output/en/a.md").contains("kernels: \(variant)"), "\(variant)")
    }
  }

  @Test(
    "A name that is no variant ends the program as it starts, with what is possible",
    arguments: ["x86-64-v5", "AVX2"])
  func unknown(name: String) async throws {
    let result = try await Workplace().lessons("--version", environment: ["DEEPTRAINING_KERNELS": name])
    let possible = KernelVariant.allCases.filter(\.isPossible).map(\.rawValue).joined(separator: " ")
    #expect(result.status == 2 && result.output == "")
    #expect(
      result.errors
        == "DEEPTRAINING_KERNELS is '\(name)', which is no variant of the kernels. Possible here: \(possible)\n"
    )
  }
}
