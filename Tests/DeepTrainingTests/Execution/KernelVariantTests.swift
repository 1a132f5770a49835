import Foundation
import TestSupport
import Testing

@testable import DeepTraining

/// Each variant that the processor has is tried in a process of its own: oneDNN keeps its limit for good.
@Suite("Variants of the kernels")
struct KernelVariantTests {
  static let possible = KernelVariant.allCases.filter(\.isPossible)

  /// What a process with the variant says.
  private func lines(of variant: KernelVariant) async throws -> [String] {
    let name = variant.rawValue
    let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      [name = name as String] in
      KernelVariant(rawValue: name)!.use()
      print((["\(Engine.machineClass)"] + VariantBits.lines()).joined(separator: "\n"))
    }
    let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
    return output.split(separator: "\n").map(String.init)
  }

  @Test("The variant is the one that the environment names, or else the widest")
  func used() {
    let named = ProcessInfo.processInfo.environment["DEEPTRAINING_KERNELS"]
    #expect(KernelVariant.used == named.flatMap(KernelVariant.init) ?? Self.possible[0])
    #expect(Self.possible.last == .default)
  }

  @Test("All give the same bits; only what is oneDNN's where there is no FMA is another there")
  func bits() async throws {
    var found: [KernelVariant: [String]] = [:]
    for variant in Self.possible { found[variant] = try await lines(of: variant) }
    let widest = found[Self.possible[0]]!
    #expect(widest.count > 250)
    for variant in Self.possible.dropFirst() {
      let others = found[variant]!
      let hasFMA = variant != .default
      for (one, other) in pairs(widest.dropFirst(), others.dropFirst()) {
        if hasFMA || !one.hasPrefix(VariantBits.oneDNNWithoutFMA) {
          #expect(one == other, "\(Self.possible[0]) and \(variant)")
        }
      }
    }
    #if arch(x86_64)
      for (variant, lines) in found {
        let machine = try #require(MachineClass(lines[0]))
        #expect(machine.hasFusedSums == (variant != .default))
        switch variant {
        case .x86_64_v4: #expect(machine.instructionSet.hasPrefix("avx512"))
        case .x86_64_v3: #expect(machine.instructionSet.hasPrefix("avx2"))
        case .default: #expect(machine.instructionSet == "sse41")
        }
      }
    #endif
  }

  @Test(
    "Without FMA, plans leave products and convolutions to oneDNN",
    .enabled(if: !Engine.hasFusedSums, "these kernels have FMA"))
  func withoutFMA() {
    let recorder = Recorder()
    let images = recorder.input("images", shape: [1, 6, 6, 16])
    let weight = Tensor(normal: [3, 3, 16, 16], seed: 1)
    let plan = Plan(recorder, outputs: [images.convolved(with: weight)], rewriting: .predictions)
    #expect(plan.operations.map { $0.operation!.name } == ["convolution"])
  }
}
