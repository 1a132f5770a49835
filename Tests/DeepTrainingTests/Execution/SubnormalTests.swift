#if arch(x86_64)
  import Foundation
  import Testing

  @testable import DeepTraining

  /// What the processor does with numbers below 2⁻¹²⁶; `Engine` says what is promised.
  @Suite("Subnormal numbers")
  struct SubnormalTests {
    @Test("are kept by loops, sums and products, on both threads")
    func kept() {
      let rows = 4096, columns = 64  // so many that two threads share the work
      let recorder = Recorder()
      let x = recorder.input("x", shape: [rows, columns])
      let tiny = Tensor(repeating: 0x1p-66, shape: [columns, columns])
      let square = (x * x).relu()
      let plan = Plan(recorder, outputs: [square, square.sum(axes: [0]), x.matrixProduct(tiny)])
      plan.input("x").update(repeating: 0x1p-67)
      plan.run()
      // By their bits: where subnormal numbers are taken for zeros, they equal zero.
      let expected: [Float] = [0x1p-134, 0x1p-122, 0x1p-127]
      for (output, number) in expected.enumerated() {
        #expect(plan.output(output).allSatisfy { $0.bitPattern == number.bitPattern })
      }
    }

    @Test(
      "a training leaves the processor's settings as the caller has them",
      arguments: [UInt32(0), flushToZero | denormalsAreZero])
    func settings(set: UInt32) async {
      // A thread of its own: oneDNN's second thread is started with these settings and ends with it.
      let (chosen, found) = await withCheckedContinuation { continuation in
        Thread {
          control = control & ~(flushToZero | denormalsAreZero) | set
          let chosen = control
          train()
          continuation.resume(returning: (chosen, control))
        }.start()
      }
      #expect(chosen & (flushToZero | denormalsAreZero) == set)
      #expect(found == chosen)
    }
  }

  /// Some steps through products, convolutions and loops.
  private func train() {
    let model = Model(input: [8, 8, 1]) {
      Conv2D(4, kernel: 3)
      BatchNorm()
      ReLU()
      Flatten()
      Dense(10)
    }
    let trainer = try! Trainer(model, loss: .softmaxCrossEntropy, optimizer: .adam(learningRate: 0.001))
    let data = try! Dataset(
      inputShape: [8, 8, 1], inputs: Tensor(normal: [32, 64], seed: 1).floats,
      targets: .classes((0..<32).map { $0 % 10 }, count: 10))
    _ = try! trainer.fit(data, epochs: 2, batchSize: 16)
  }

  private let flushToZero: UInt32 = 0x8000, denormalsAreZero: UInt32 = 0x0040

  /// MXCSR without what has happened since it was last cleared.
  private var control: UInt32 {
    get {
      var environment = fenv_t()
      fegetenv(&environment)
      return environment.__mxcsr & ~0x3f
    }
    set {
      var environment = fenv_t()
      fegetenv(&environment)
      environment.__mxcsr = newValue
      fesetenv(&environment)
    }
  }
#endif
