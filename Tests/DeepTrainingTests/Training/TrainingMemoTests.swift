import Synchronization
import Testing

@testable import DeepTraining

@Suite("A remembered training")
struct TrainingMemoTests {
  /// Keeps everything, by a name that is long enough for tests.
  private final class Memo: TrainingMemo {
    let kept = Mutex<[String: [UInt8]]>([:])

    func key(_ describe: (_ add: (UnsafeRawBufferPointer) -> Void) -> Void) -> String {
      var hashes: (UInt64, UInt64) = (0xcbf2_9ce4_8422_2325, 5381)
      describe { bytes in
        for byte in bytes {
          hashes.0 = (hashes.0 ^ UInt64(byte)) &* 0x100_0000_01b3
          hashes.1 = hashes.1 &* 33 &+ UInt64(byte)
        }
      }
      return "\(hashes)"
    }

    func result(of key: String) -> [UInt8]? { kept.withLock { $0[key] } }
    func keep(_ result: [UInt8], of key: String, duration: Duration) { kept.withLock { $0[key] = result } }
  }

  /// All that a training is asked for, to be changed one by one.
  private struct Setting {
    var seed = 1
    var inputs: [[Double]] = (0..<20).map { [Double($0) / 20, Double($0 % 3)] }
    var validates = true
    var epochs = 3
    var batchSize = 6
    var width = 5
    var dropout = 0.2
    var optimizer = Optimizer.adam(learningRate: .exponential(from: 0.1, factor: 0.9))
    var clipping: Clipping? = .globalNorm(1)
    var regularization: Regularization?
    var averaging: WeightAveraging?
    var metrics: [Metric] = [.accuracy]
    var callbacks: [any Callback] = [EarlyStopping(patience: 2)]

    func data() throws -> Dataset { try Dataset(inputs: inputs, classes: inputs.indices.map { $0 % 2 }) }

    func trainer() throws -> Trainer {
      let model = Model(input: [2]) {
        Dense(width)
        BatchNorm()
        ReLU()
        Dropout(dropout)
        Dense(2)
      }
      return try Trainer(
        model, loss: .softmaxCrossEntropy, optimizer: optimizer, regularization: regularization,
        clipping: clipping,
        averaging: averaging, metrics: metrics, seed: seed)
    }

    /// Trains by a memo.
    ///
    /// - Returns: what came of it, and whether it was computed.
    func train(_ trainer: Trainer, _ memo: Memo) throws -> (history: History, wasComputed: Bool) {
      let data = try data()
      let validation = validates ? data : nil
      var wasComputed = false
      let request = TrainingRequest(
        data: data, validation: validation, epochs: epochs, batchSize: batchSize, augmentation: nil,
        callbacks: callbacks)
      let history = try trainer.remembered(request, by: memo) {
        wasComputed = true
        return try trainer.fit(
          data, validation: validation, epochs: epochs, batchSize: batchSize, callbacks: callbacks)
      }
      return (history, wasComputed)
    }
  }

  @Test("gives the same bits as the training itself, and a training that goes on from it does too")
  func bits() throws {
    let memo = Memo(), setting = Setting()
    let (first, second) = (try setting.trainer(), try setting.trainer())
    let computed = try setting.train(first, memo), known = try setting.train(second, memo)
    #expect(computed.wasComputed && !known.wasComputed)
    #expect(computed.history == known.history)
    #expect(first.state.contents == second.state.contents)
    // Another call goes on from another moment.
    #expect(try setting.train(first, memo).wasComputed)
    let data = try setting.data()
    let further = try [setting.trainer(), second].map { trainer in
      if trainer !== second {
        _ = try trainer.fit(data, validation: data, epochs: 3, batchSize: 6, callbacks: setting.callbacks)
      }
      return try trainer.fit(data, epochs: 2, batchSize: 7)
    }
    #expect(further[0] == further[1])
  }

  @Test(
    "is another as soon as anything differs that decides it",
    arguments: [
      { $0.seed = 2 }, { $0.inputs[7][1] = 1.0000002 },
      {
        $0.validates = false; $0.callbacks = []
      }, { $0.epochs = 4 },
      { $0.batchSize = 5 }, { $0.width = 6 }, { $0.dropout = 0.3 },
      { $0.optimizer = .adam(learningRate: .exponential(from: 0.1, factor: 0.91)) },
      { $0.optimizer = .momentum(0.9, learningRate: 0.1) }, { $0.clipping = nil },
      { $0.clipping = .globalNorm(2) },
      { $0.regularization = .l2(0.01) }, { $0.averaging = .exponential() }, { $0.metrics = [] },
      { $0.callbacks = [] }, { $0.callbacks = [EarlyStopping(patience: 1)] },
      { $0.callbacks = [ReduceOnPlateau(patience: 1)] },
    ] as [@Sendable (inout Setting) -> Void])
  private func differences(_ change: @Sendable (inout Setting) -> Void) throws {
    let memo = Memo(), setting = Setting()
    _ = try setting.train(setting.trainer(), memo)
    var changed = setting
    change(&changed)
    #expect(try changed.train(changed.trainer(), memo).wasComputed)
    #expect(try !changed.train(changed.trainer(), memo).wasComputed)
    #expect(try !setting.train(setting.trainer(), memo).wasComputed)
  }

  @Test("is the same by any schedule of the engine's that gives the same rates")
  func schedules() throws {
    let memo = Memo()
    var setting = Setting()
    _ = try setting.train(setting.trainer(), memo)
    setting.optimizer = .adam(learningRate: .step(from: 0.1, factor: 0.9, every: 1))
    #expect(try !setting.train(setting.trainer(), memo).wasComputed)
    setting.optimizer = .adam(learningRate: .piecewise([0.1, 0.5], boundaries: [2]))
    #expect(try setting.train(setting.trainer(), memo).wasComputed)
  }

  /// What code outside the engine was called with, in order.
  @TaskLocal private static var calls: Calls?

  private final class Calls: Sendable {
    let all = Mutex<[String]>([])
    static func note(_ call: String) { calls?.all.withLock { $0.append(call) } }
  }

  private struct CustomLayer: Layer {
    let name = "custom"
    let location = SourceLocation(file: #filePath, line: #line)

    func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
      Calls.note("\(context.mode) \(x.shape)")
      return x
    }
  }

  private struct CustomTransform: GradientTransform {
    func apply(
      to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
    ) -> Tensor {
      Calls.note("transform")
      return gradient
        * context.number {
          Calls.note("\($0)")
          return 0.5
        }
    }
  }

  private struct CustomSchedule: LearningRateSchedule {
    func learningRate(at position: StepPosition) -> Double {
      Calls.note("\(position)")
      return 0.1
    }
  }

  private static let customOptimizers: [@Sendable () -> Optimizer] = [
    { .sgd(learningRate: LearningRate { CustomSchedule().learningRate(at: $0) }) },
    { .sgd(learningRate: CustomSchedule()) },
    {
      .sgd(learningRate: LearningRate { CustomSchedule().learningRate(at: $0) }.warmedUp(over: 3, .steps))
    },
    { Optimizer.sgd(learningRate: 0.1).preceded(by: [CustomTransform()]) },
    {
      .muon(learningRate: 0.1) { part in
        Calls.note(part.name)
        return true
      }
    },
  ]

  @Test(
    "calls code outside the engine as often, and in the same order, as one without a memo", arguments: 0..<7)
  func customCode(index: Int) throws {
    let memo = Memo(), setting = Setting(), data = try setting.data()
    func calls(_ memo: Memo?) throws -> [String] {
      let calls = Calls()
      try Self.$calls.withValue(calls) {
        let optimizer = index < 5 ? Self.customOptimizers[index]() : .sgd(learningRate: 0.1)
        let model = Model(input: [2]) {
          if index == 5 { CustomLayer() }
          Dense(5)
          if index == 6 { Residual { Sequential { CustomLayer() } } }
          Dense(2)
        }
        let trainer = try Trainer(model, loss: .softmaxCrossEntropy, optimizer: optimizer, seed: 1)
        func train() throws -> History {
          try trainer.fit(data, validation: data, epochs: 3, batchSize: 6, callbacks: setting.callbacks)
        }
        guard let memo else { return _ = try train() }
        let request = TrainingRequest(
          data: data, validation: data, epochs: 3, batchSize: 6, augmentation: nil,
          callbacks: setting.callbacks)
        _ = try trainer.remembered(request, by: memo, train)
      }
      return calls.all.withLock { $0 }
    }
    let without = try calls(nil)
    #expect(!without.isEmpty)
    #expect(try calls(memo) == without)
    #expect(try calls(memo) == without)
  }

  @Test("may be of any layers and optimizers of the engine's")
  func engineCode() {
    let layers: [any Layer] = [
      Dense(2, initializer: .he), Conv2D(2, kernel: 3, padding: .same), BatchNorm(), LayerNorm(),
      GroupNorm(groups: 2), RMSNorm(), Flatten(), Reshape([2]), ReLU(), LeakyReLU(), ELU(), GELU(),
      Softmax(),
      Dropout(0.5), SpatialDropout(0.5), GaussianDropout(0.5), MaxPool2D(2), AveragePool2D(2),
      GlobalAveragePool(), GlobalMaxPool(), WeightNorm(Dense(2)), Sequential { Dense(2) },
      Residual { Dense(2) }, Recurrent(2),
      Parallel {
        Dense(1)
        Dense(1)
      },
    ]
    for layer in layers { #expect(!CustomCode.isPart(of: layer), "\(layer)") }
    let optimizers: [Optimizer] = [
      .sgd(learningRate: 1), .momentum(0.9, learningRate: 1), .nesterov(0.9, learningRate: 1),
      .adagrad(learningRate: 1), .adadelta(learningRate: 1), .rmsProp(learningRate: 1),
      .adam(learningRate: 1),
      .amsGrad(learningRate: 1), .adamW(learningRate: 1, weightDecay: 0.1), .adaMax(learningRate: 1),
      .nadam(learningRate: 1).withDecoupledWeightDecay(0.1), .lion(learningRate: 1, weightDecay: 0.1),
      .normalisedGradient(learningRate: 1), .muon(learningRate: 1),
      Optimizer.sgd(learningRate: 1).preceded(by: [Clipping.globalNorm(1), Regularization.l2(0.1)]),
    ]
    for optimizer in optimizers {
      #expect(!CustomCode.isPart(of: optimizer.chain.transforms), "\(optimizer.chain.transforms)")
      #expect(!optimizer.learningRate.isCustom)
    }
  }

  @Test("is none when it may have too many steps to name, and then it may still end early")
  func manySteps() throws {
    let memo = Memo()
    var setting = Setting()
    setting.callbacks = [EarlyStopping(patience: 1, minimumChange: 1_000)]
    for epochs in [.max, 1 << 20] {
      setting.epochs = epochs
      #expect(try setting.train(setting.trainer(), memo).history.epochs == 2)
    }
    #expect(memo.kept.withLock { $0.isEmpty })
  }

  private struct Counting: Callback {
    mutating func epochEnded(_ history: History, _ trainer: Trainer) -> Bool { history.epochs < 2 }
  }

  @Test("is none when something looks on that the engine does not know")
  func unknownCallbacks() throws {
    let memo = Memo()
    var setting = Setting()
    setting.callbacks = [Counting()]
    #expect(try setting.train(setting.trainer(), memo).wasComputed)
    #expect(try setting.train(setting.trainer(), memo).wasComputed)
    #expect(memo.kept.withLock { $0.isEmpty })
  }

  @Test("that is cut off or of another trainer is not taken")
  func damage() throws {
    let memo = Memo(), setting = Setting(), trainer = try setting.trainer()
    _ = try setting.train(trainer, memo)
    let bytes = try #require(memo.kept.withLock { $0.values.first })
    #expect(TrainingResult(bytes, for: trainer) != nil)
    for count in stride(from: 0, to: bytes.count, by: 13) {
      #expect(TrainingResult(Array(bytes.prefix(count)), for: trainer) == nil)
    }
    #expect(TrainingResult(bytes + [0], for: trainer) == nil)
    #expect(TrainingResult([UInt8](repeating: 255, count: 64), for: trainer) == nil)
    var other = setting
    other.width = 6
    #expect(TrainingResult(bytes, for: try other.trainer()) == nil)
  }
}
