import Synchronization

/// A cache of training results, so that a program does not repeat a training after changes of later code.
package protocol TrainingMemo: Sendable {
  /// The cache key of a training, made from everything that determines its result.
  ///
  /// - Parameter describe: Passes that description to `add`, piece by piece; the order matters.
  func key(_ describe: (_ add: (UnsafeRawBufferPointer) -> Void) -> Void) -> String

  /// The result with a key; `nil` if it is unknown or damaged.
  func result(of key: String) -> [UInt8]?

  /// Stores the result of a training if it took long enough.
  ///
  /// - Parameter duration: The duration of the training.
  func keep(_ result: [UInt8], of key: String, duration: Duration)
}

/// The cache of all trainings in the program; none by default.
///
/// Set by the code that runs the program, like ``DefaultSeed``.
package enum RememberedTrainings {
  private static let stored = Mutex<(any TrainingMemo)?>(nil)

  package static var memo: (any TrainingMemo)? {
    get { stored.withLock { $0 } }
    set { stored.withLock { $0 = newValue } }
  }
}

/// A callback that only observes its trainer, changes it and ends the training, and that stores all its settings: a
/// training with it can be cached.
protocol RepeatableCallback: Callback {}

extension EarlyStopping: RepeatableCallback {}
extension ReduceOnPlateau: RepeatableCallback {}

/// The arguments of `fit` that determine its result.
struct TrainingRequest {
  let data: Dataset
  let validation: Dataset?
  let epochs: Int
  let batchSize: Int
  let augmentation: Augmentation?
  let callbacks: [any Callback]
}

extension Trainer {
  /// A training with more steps than this is not cached, since computing its key would take too long.
  private static let mostRememberedSteps = 1 << 20

  /// Whether a training calls code outside of the engine. Such code can print and count, so it must be called as often
  /// with a cache as without.
  private var callsCustomCode: Bool {
    optimizer.learningRate.isCustom || CustomCode.isPart(of: model.layers)
      || CustomCode.isPart(of: optimizer.chain.transforms)
  }

  /// The result of `train`, from the cache if available.
  func remembered(
    _ request: TrainingRequest, by memo: (any TrainingMemo)? = RememberedTrainings.memo,
    _ train: () throws -> History
  ) throws -> History {
    guard let memo, let description = try description(of: request) else {
      return try train()
    }
    let key = memo.key(description.handOn)
    if let result = memo.result(of: key).flatMap({ TrainingResult($0, for: self) }) {
      restore(result.state)
      return result.history
    }
    let beginning = ContinuousClock.now
    let history = try train()
    let result = TrainingResult(state: state, history: history)
    memo.keep(result.bytes(metrics), of: key, duration: .now - beginning)
    return history
  }

  /// Everything that determines a training's result; `nil` if a part of it cannot be described.
  private func description(of request: TrainingRequest) throws -> TrainingDescription? {
    guard request.callbacks.allSatisfy({ $0 is any RepeatableCallback }), !callsCustomCode else { return nil }
    let stepsOfEpoch = (request.data.count + request.batchSize - 1) / request.batchSize
    let (steps, isTooLarge) = stepsOfEpoch.multipliedReportingOverflow(by: request.epochs)
    guard !isTooLarge, steps <= Self.mostRememberedSteps else { return nil }
    var description = TrainingDescription()
    description.add(
      "training 2; \(request.epochs) epochs; \(request.batchSize); seed \(seed); \(metrics); \(String(reflecting: averaging)); "
        + "\(measuresGradientNorm); \(String(reflecting: request.augmentation)); \(String(reflecting: request.callbacks))"
    )
    description.add(state)
    description.add(request.data)
    if let validation = request.validation { description.add(validation) }
    let recorded = try recordTrainingStep(batchSize: request.batchSize, request.data)
    guard description.add(recorded.recorder.graph) else { return nil }
    let inference = try record(.inference, batchSize: 1, request.data)
    guard description.add(inference.recorder.graph) else { return nil }
    description.add(
      "\(recorded.outputs.map(recorded.recorder.value)) \(inference.outputs.map(inference.recorder.value))")
    description.add("\(recorded.assignments.map { ($0.variable, recorded.recorder.value(of: $0.value)) })")
    // Schedules are functions of the engine; they are described by their values in each step.
    var numbers: [Double] = []
    for step in 0..<steps {
      let position = StepPosition(step: position.step + step, epoch: position.epoch + step / stepsOfEpoch)
      numbers.append(optimizer.learningRate.learningRate(at: position))
      for rule in recorded.rules { numbers.append(rule(position)) }
    }
    description.add(numbers)
    return description
  }
}

/// The description of a training, in pieces.
private struct TrainingDescription {
  private enum Piece {
    case text(String)
    case floats([Float])
    case integers([Int32])
    case doubles([Double])
    case storage(Storage)
  }

  private var pieces: [Piece] = []

  mutating func add(_ text: String) { pieces.append(.text(text)) }
  mutating func add(_ numbers: [Double]) { pieces.append(.doubles(numbers)) }

  mutating func add(_ state: TrainerState) {
    add("\(state.position.step) \(state.position.epoch) \(state.contents.map(\.count))")
    add([state.learningRateFactor])
    for content in state.contents { pieces.append(.floats(content)) }
  }

  mutating func add(_ data: Dataset) {
    add("data \(data.inputShape) \(data.count)")
    pieces.append(.floats(data.inputs))
    switch data.targets {
    case .classes(let labels, let count):
      add("classes \(count)")
      pieces.append(.integers(labels))
    case .values(let values, let shape):
      add("values \(shape)")
      pieces.append(.floats(values))
    }
  }

  /// - Returns: whether every operation can be described.
  mutating func add(_ graph: Graph) -> Bool {
    for node in graph.nodes {
      add("\(node.shapes)")
      switch node.kind {
      case .input(let name): add("input \(name)")
      case .variable(let index): add("variable \(index)")
      case .constant(let storage):
        add("constant")
        pieces.append(.storage(storage))
      case .operation(let operation, let inputs):
        guard let text = Self.text(of: operation) else { return false }
        add("\(text) \(inputs)")
      }
    }
    return true
  }

  /// All stored values; `nil` if they include a function or an object, which cannot be described.
  private static func text(of value: Any) -> String? {
    let mirror = Mirror(reflecting: value)
    let type = String(reflecting: mirror.subjectType)
    if mirror.displayStyle == .class || type.contains("->") { return nil }
    guard !mirror.children.isEmpty else { return "\(type)=\(String(reflecting: value))" }
    var parts: [String] = []
    for child in mirror.children {
      guard let text = text(of: child.value) else { return nil }
      parts.append("\(child.label ?? ""):\(text)")
    }
    return "\(type)(\(parts.joined(separator: ",")))"
  }

  /// Passes on each piece after its length, so that different descriptions never give the same bytes.
  func handOn(_ add: (UnsafeRawBufferPointer) -> Void) {
    func hand(_ bytes: UnsafeRawBufferPointer, kind: Int) {
      withUnsafeBytes(of: (kind, bytes.count)) { add($0) }
      add(bytes)
    }
    for piece in pieces {
      switch piece {
      case .text(let text): Array(text.utf8).withUnsafeBytes { hand($0, kind: 0) }
      case .floats(let numbers): numbers.withUnsafeBytes { hand($0, kind: 1) }
      case .integers(let numbers): numbers.withUnsafeBytes { hand($0, kind: 2) }
      case .doubles(let numbers): numbers.withUnsafeBytes { hand($0, kind: 3) }
      case .storage(let storage): hand(UnsafeRawBufferPointer(storage.elements), kind: 4)
      }
    }
  }
}
