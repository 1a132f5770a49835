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
    #expect(first.moment.contents == second.moment.contents)
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

  @Test("is the same by any schedule that gives the same rates")
  func schedules() throws {
    let memo = Memo()
    var setting = Setting()
    _ = try setting.train(setting.trainer(), memo)
    let schedule = LearningRate.exponential(from: 0.1, factor: 0.9)
    setting.optimizer = .adam(learningRate: LearningRate { schedule.learningRate(at: $0) })
    #expect(try !setting.train(setting.trainer(), memo).wasComputed)
    setting.optimizer = .adam(learningRate: LearningRate { $0.epoch == 2 ? 0.5 : 0.1 })
    #expect(try setting.train(setting.trainer(), memo).wasComputed)
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
