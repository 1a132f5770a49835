import Foundation

/// Named tensors and strings, as stored in a `.safetensors` file.
///
///     try Safetensors(metadata: ["epoch": "3"], tensors: network.parameters).write(to: url)
///     let saved = try Safetensors(contentsOf: url)
///     let weight = try saved.tensor("dense 1.weight", shape: [784, 128])
///
/// The format (Hugging Face, "Safetensors", version 0.x of the specification in its repository): eight bytes with the
/// length of a JSON header; the header, which gives the element type, shape and position of each tensor; then the
/// elements, little-endian and row-major. The format contains no executable code. PyTorch, JAX, MLX and others read
/// these files. Their files with other element types are read as single precision: F64 and integers of 32 and 64 bits
/// are rounded to the nearest, and the smaller types are represented exactly.
///
/// Reading validates the file: all lengths, and that the tensors fill the data without overlaps or gaps. Writing what
/// was read gives the same names, shapes, elements and order.
public struct Safetensors: Sendable {
  /// Strings that describe the tensors, by name; PyTorch writes `["format": "pt"]`.
  public let metadata: [String: String]
  /// The tensors in the order of the file.
  public let tensors: [(name: String, tensor: Tensor)]
  private let positions: [String: Int]
  /// The file, for messages.
  private let path: String?

  /// Tensors to write.
  ///
  /// - Parameters:
  ///   - metadata: Strings by name; none by default.
  ///   - tensors: Tensors with unique names other than `__metadata__`.
  /// - Throws: `SafetensorsError` for a name that is repeated or reserved.
  public init(metadata: [String: String] = [:], tensors: [(name: String, tensor: Tensor)]) throws {
    try self.init(metadata: metadata, tensors: tensors, path: nil)
  }

  private init(metadata: [String: String], tensors: [(name: String, tensor: Tensor)], path: String?) throws {
    var positions: [String: Int] = [:]
    for (index, (name, _)) in tensors.enumerated() {
      guard name != SafetensorsHeader.metadataKey else {
        throw SafetensorsError(path: path, problem: .reservedName(name))
      }
      guard positions.updateValue(index, forKey: name) == nil else {
        throw SafetensorsError(path: path, problem: .repeatedKey(name))
      }
    }
    self.metadata = metadata
    self.tensors = tensors
    self.positions = positions
    self.path = path
  }

  /// The tensor with this name, if it exists.
  public subscript(name: String) -> Tensor? { positions[name].map { tensors[$0].tensor } }

  /// The tensor with this name, which must have this shape.
  ///
  /// - Throws: `SafetensorsError` if it does not exist or has another shape.
  public func tensor(_ name: String, shape: Shape) throws -> Tensor {
    guard let tensor = self[name] else {
      throw SafetensorsError(path: path, problem: .missingTensor(name, found: tensors.map(\.name)))
    }
    guard tensor.shape == shape else {
      throw SafetensorsError(
        path: path,
        problem: .otherShape(tensor: name, found: tensor.shape.extents, expected: shape.extents))
    }
    return tensor
  }
}

// MARK: - Reading

extension Safetensors {
  /// Reads a file.
  ///
  /// - Throws: `SafetensorsError` if the file cannot be read or does not have this format; the error names the file,
  ///   what was found in it, and what was expected.
  public init(contentsOf url: URL) throws {
    // The path as given by the caller: messages must not contain a folder that differs between runs.
    let path = url.relativePath
    do {
      try self.init(RegularFile.contents(of: url.path(percentEncoded: false)), path: path)
    } catch let error as RegularFile.Unreadable {
      throw SafetensorsError(path: path, problem: .unreadable(error.reason))
    }
  }

  /// Reads the bytes of a file.
  ///
  /// - Throws: `SafetensorsError` if they are not a file of this format.
  public init(_ data: Data) throws { try self.init(data, path: nil) }

  private init(_ data: Data, path: String?) throws {
    do {
      let (metadata, tensors) = try data.withUnsafeBytes { bytes in
        let header = try SafetensorsHeader(bytes)
        return (
          header.metadata,
          try header.entries.map { ($0.name, try Self.tensor($0, in: bytes[header.dataStart...])) }
        )
      }
      try self.init(metadata: metadata, tensors: tensors, path: path)
    } catch let problem as SafetensorsError.Problem {
      throw SafetensorsError(path: path, problem: problem)
    }
  }

  private static func tensor(
    _ entry: SafetensorsHeader.Entry, in data: UnsafeRawBufferPointer.SubSequence
  ) throws -> Tensor {
    let bytes = UnsafeRawBufferPointer(
      rebasing: data.dropFirst(entry.bytes.lowerBound).prefix(entry.bytes.count))
    let shape = Shape(entry.shape)
    var tooLarge: (index: Int, value: Double)?
    let storage = Storage(count: shape.count) { tooLarge = entry.element.convert(bytes, into: $0) }
    if let tooLarge {
      throw SafetensorsError.Problem.tooLarge(
        tensor: entry.name, element: tooLarge.index, found: tooLarge.value)
    }
    return Tensor(shape: shape, storage: storage)
  }
}

// MARK: - Writing

extension Safetensors {
  /// Writes a file atomically: readers see either the old file or the new one.
  ///
  /// - Throws: `SafetensorsError` if it cannot be written.
  public func write(to url: URL) throws {
    do {
      try data.write(to: url, options: .atomic)
    } catch {
      throw SafetensorsError(
        path: url.relativePath, problem: .unwritable(error.localizedDescription))
    }
  }

  /// The bytes of the file: elements as F32, in the order of the tensors. Equal tensors give equal bytes.
  public var data: Data {
    let header = header
    let size = tensors.reduce(0) { $0 + 4 * $1.tensor.count }
    var data = Data(capacity: SafetensorsHeader.lengthSize + header.count + size)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header)
    for (_, tensor) in tensors {
      withExtendedLifetime(tensor) {
        // Every platform that Swift runs on is little-endian, like the format.
        data.append(contentsOf: UnsafeRawBufferPointer(tensor.elements))
      }
    }
    return data
  }

  /// The header, padded with spaces so that the elements after it are aligned.
  private var header: [UInt8] {
    var offset = 0
    var members: [String] = []
    if !metadata.isEmpty {
      let strings = metadata.sorted { $0.key < $1.key }.map {
        "\(Self.quoted($0.key)):\(Self.quoted($0.value))"
      }
      members.append("\(Self.quoted(SafetensorsHeader.metadataKey)):{\(strings.joined(separator: ","))}")
    }
    for (name, tensor) in tensors {
      let shape = tensor.shape.extents.map(String.init).joined(separator: ",")
      let end = offset + 4 * tensor.count
      members.append(
        "\(Self.quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    let header = Array("{\(members.joined(separator: ","))}".utf8)
    let alignment = 8
    let padding = (alignment - header.count % alignment) % alignment
    return header + [UInt8](repeating: UInt8(ascii: " "), count: padding)
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    do {
      return String(decoding: try encoder.encode(text), as: UTF8.self)
    } catch {
      preconditionFailure("every string can be written as JSON: \(error)")
    }
  }
}
