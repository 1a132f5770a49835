import Foundation

extension Network {
  /// Writes parameters and running statistics by name, such as “dense 1.weight”, to a safetensors file.
  ///
  /// - Throws: `SafetensorsError` if the file cannot be written; an existing file then stays unchanged.
  public func save(to url: URL) throws {
    try Safetensors(tensors: parameters + states).write(to: url)
  }
}

extension Model {
  /// Reads a network's parameters and running statistics from a file that was written by ``Network/save(to:)`` or
  /// ``Trainer/saveCheckpoint(to:)``.
  ///
  /// - Throws: `SafetensorsError` if the file is invalid, lacks a tensor of this model or contains one with another
  ///   shape; `SavingError` if it contains a tensor that the model does not have; `ModelError` if the layers of the
  ///   model do not fit.
  public func network(from url: URL) throws -> Network {
    let requirements = try requirements()
    let file = try Safetensors(contentsOf: url)
    let contents = try requirements.contents(of: file, path: url.relativePath)
    return Network(
      self, requirements, parameters: contents[0],
      states: zip(requirements.states, contents.dropFirst()).map { Tensor(shape: $0.shape, floats: $1) })
  }
}

extension Trainer {
  /// Writes the whole state of the training: parameters, running statistics, the optimizer's state and the position.
  /// A trainer of the same model and settings that calls ``resume(from:)`` continues with the bits of an
  /// uninterrupted training.
  ///
  /// The state of callbacks, which belongs to a call of `fit`, and the history are not saved.
  ///
  /// - Throws: `SafetensorsError` if the file cannot be written; an existing file then stays unchanged.
  public func saveCheckpoint(to url: URL) throws {
    let inner = variables.shapes.indices.dropFirst(1 + requirements.states.count).map {
      (name: Checkpoint.name($0), tensor: variables.tensor($0))
    }
    let network = network
    try Safetensors(
      metadata: Checkpoint(state: state, seed: seed).metadata,
      tensors: network.parameters + network.states + inner
    ).write(to: url)
  }

  /// Continues from a checkpoint that ``saveCheckpoint(to:)`` of another trainer has written.
  ///
  /// - Throws: `SafetensorsError` if the file is invalid or lacks a tensor of this trainer's shape; `SavingError` if
  ///   it is not a checkpoint, was made with another seed, or contains more tensors than this trainer has. The trainer
  ///   then stays unchanged.
  public func resume(from url: URL) throws {
    let file = try Safetensors(contentsOf: url)
    let checkpoint = try Checkpoint(file.metadata, path: url.relativePath)
    guard checkpoint.seed == seed else {
      throw SavingError(
        "\(url.relativePath): the checkpoint was made with seed \(checkpoint.seed), this trainer has \(seed)")
    }
    let innerIndices = variables.shapes.indices.dropFirst(1 + requirements.states.count)
    let inner = try innerIndices.map {
      try file.tensor(Checkpoint.name($0), shape: variables.shapes[$0]).floats
    }
    let known = Set(innerIndices.map(Checkpoint.name))
    if let other = file.tensors.first(where: { Checkpoint.owns($0.name) && !known.contains($0.name) }) {
      throw SavingError(
        "\(url.relativePath): the checkpoint holds more state than this trainer keeps, \(other.name); "
          + "was it made with another optimizer?")
    }
    let contents = try requirements.contents(of: file, path: url.relativePath) + inner
    restore(
      TrainerState(
        contents: contents, position: checkpoint.position, learningRateFactor: checkpoint.learningRateFactor))
  }
}

/// A valid file that does not match the model or trainer.
public struct SavingError: Error, CustomStringConvertible, Hashable {
  /// The file, what was found and what was expected.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// The metadata of a checkpoint.
private struct Checkpoint {
  let position: StepPosition
  let learningRateFactor: Double
  let seed: Int

  private static let prefix = "training."
  private static let factorKey = "learning rate factor"
  static func name(_ variable: Int) -> String { "\(prefix)\(variable)" }
  static func owns(_ name: String) -> Bool { name.hasPrefix(prefix) }

  init(state: TrainerState, seed: Int) {
    position = state.position
    learningRateFactor = state.learningRateFactor
    self.seed = seed
  }

  init(_ metadata: [String: String], path: String) throws {
    func text(_ key: String) throws -> String {
      guard let text = metadata[key] else {
        throw SavingError("\(path): not a checkpoint of a training: its metadata has no '\(key)'")
      }
      return text
    }
    func number(_ key: String, atLeast bound: Int) throws -> Int {
      let text = try text(key)
      guard let number = Int(text), number >= bound else {
        throw SavingError("\(path): the checkpoint's '\(key)' is '\(text)'; a whole number is expected")
      }
      return number
    }
    position = StepPosition(step: try number("step", atLeast: 0), epoch: try number("epoch", atLeast: 0))
    seed = try number("seed", atLeast: .min)
    let factor = try text(Self.factorKey)
    guard let number = Double(factor), number.isFinite, number >= 0 else {
      throw SavingError(
        "\(path): the checkpoint's '\(Self.factorKey)' is '\(factor)'; a number, at least 0, is expected")
    }
    learningRateFactor = number
  }

  var metadata: [String: String] {
    // A number can be read back from its description with the same bits.
    [
      "step": "\(position.step)", "epoch": "\(position.epoch)", "seed": "\(seed)",
      Self.factorKey: "\(learningRateFactor)",
    ]
  }
}

extension Requirements {
  /// The vector of parameters, then each state, in the form of a file. A checkpoint may contain further tensors.
  fileprivate func contents(of file: Safetensors, path: String) throws -> [[Float]] {
    var vector = [Float](repeating: 0, count: layout.count)
    for part in layout.parts {
      vector.replaceSubrange(part.range, with: try file.tensor(part.name, shape: part.shape).floats)
    }
    let known = Set(layout.parts.map(\.name) + states.map(\.name))
    if let other = file.tensors.first(where: { !known.contains($0.name) && !Checkpoint.owns($0.name) }) {
      throw SavingError("\(path): holds \(other.name), which the model does not have")
    }
    return try [vector] + states.map { try file.tensor($0.name, shape: $0.shape).floats }
  }
}
