/// The result of a training: the trainer's state after it, and its history.
struct TrainingResult {
  let state: TrainerState
  let history: History
}

extension TrainingResult {
  /// The result as bytes; metrics are in the order of the trainer's.
  func bytes(_ metrics: [Metric]) -> [UInt8] {
    var writer = NumberWriter()
    writer.add([state.learningRateFactor, Double(state.position.step), Double(state.position.epoch)])
    for content in state.contents { writer.add(content) }
    for measurements in [history.training, history.validation] {
      writer.add(measurements.loss)
      for metric in metrics { writer.add(measurements.metrics[metric] ?? []) }
    }
    writer.add(history.learningRates)
    writer.add(history.steps.loss)
    writer.add(history.steps.gradientNorm)
    return writer.bytes
  }

  /// The result from bytes; `nil` if they do not contain a result of such a trainer.
  init?(_ bytes: [UInt8], for trainer: Trainer) {
    var reader = NumberReader(bytes)
    guard let head: [Double] = reader.next(), head.count == 3, let step = Int(exactly: head[1]),
      let epoch = Int(exactly: head[2])
    else { return nil }
    var contents: [[Float]] = []
    for shape in trainer.variables.shapes {
      guard let content: [Float] = reader.next(), content.count == shape.count else { return nil }
      contents.append(content)
    }
    state = TrainerState(
      contents: contents, position: StepPosition(step: step, epoch: epoch), learningRateFactor: head[0])
    guard let history = History(&reader, trainer.metrics), reader.isAtEnd else { return nil }
    self.history = history
  }
}

extension History {
  fileprivate init?(_ reader: inout NumberReader, _ metrics: [Metric]) {
    self.init()
    guard let training = Measurements(&reader, metrics), let validation = Measurements(&reader, metrics),
      let rates: [Double] = reader.next(), let losses: [Double] = reader.next(),
      let norms: [Double] = reader.next()
    else { return nil }
    self.training = training
    self.validation = validation
    learningRates = rates
    steps.loss = losses
    steps.gradientNorm = norms
  }
}

extension Measurements {
  fileprivate init?(_ reader: inout NumberReader, _ metrics: [Metric]) {
    self.init()
    guard let loss: [Double] = reader.next() else { return nil }
    self.loss = loss
    for metric in metrics {
      guard let values: [Double] = reader.next() else { return nil }
      // Without epochs, there is no entry.
      if !values.isEmpty { self.metrics[metric] = values }
    }
  }
}

/// Encodes arrays of numbers bit by bit, each after its count.
private struct NumberWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add<Number: BitwiseCopyable>(_ numbers: [Number]) {
    withUnsafeBytes(of: UInt64(numbers.count)) { bytes += $0 }
    numbers.withUnsafeBytes { bytes += $0 }
  }
}

private struct NumberReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// The next array; `nil` if the bytes end before it does.
  mutating func next<Number: BitwiseCopyable>() -> [Number]? {
    guard rest.count >= 8 else { return nil }
    let count = rest.prefix(8).withUnsafeBytes { Int(truncatingIfNeeded: $0.loadUnaligned(as: UInt64.self)) }
    let size = MemoryLayout<Number>.stride
    guard count >= 0, count <= (rest.count - 8) / size else { return nil }
    let bytes = rest.dropFirst(8).prefix(count * size)
    rest = rest.dropFirst(8 + count * size)
    return [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
      initialized = count
    }
  }
}
