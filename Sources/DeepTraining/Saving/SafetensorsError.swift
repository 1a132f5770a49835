import Foundation

/// The reason why bytes are not a safetensors file, or tensors cannot be written as one.
public struct SafetensorsError: Error, Equatable {
  /// The kind of problem.
  public enum Problem: Error, Hashable {
    /// The file cannot be opened or read; contains the system's reason.
    case unreadable(String)
    /// The file cannot be written; contains the system's reason.
    case unwritable(String)
    /// The file is shorter than the eight bytes of the header's length.
    case tooShort(found: Int)
    /// The header's length exceeds the remaining bytes, or the format's limit.
    case wrongHeaderLength(found: UInt64, limit: Int)
    /// A byte at a position, counted from 0, is not allowed in the header.
    case wrongHeaderByte(position: Int, found: UInt8, expected: String)
    /// The header is not the required JSON; contains the parser's reason.
    case wrongHeader(String)
    /// A key is repeated in an object of the header, or a name among the tensors.
    case repeatedKey(String)
    /// A tensor has a name that the format reserves.
    case reservedName(String)
    /// A tensor's element type cannot be converted to single precision.
    case unsupportedType(tensor: String, found: String)
    /// A tensor's dimension is negative, or the number of its elements exceeds `Int`.
    case wrongShape(tensor: String, found: [Int])
    /// A tensor's offsets are not two ascending numbers within the data.
    case wrongOffsets(tensor: String, found: [Int], limit: Int)
    /// The range of a tensor's offsets does not have the size that its shape and type need.
    case wrongByteCount(tensor: String, found: Int, expected: Int)
    /// A tensor does not begin at the end of the previous one: it overlaps or leaves a gap.
    case notAdjacent(tensor: String, found: Int, expected: Int)
    /// The data continue after the last tensor.
    case trailingBytes(found: Int, expected: Int)
    /// A finite number is too large for single precision.
    case tooLarge(tensor: String, element: Int, found: Double)
    /// A tensor with this name does not exist.
    case missingTensor(String, found: [String])
    /// A tensor does not have the expected shape.
    case otherShape(tensor: String, found: [Int], expected: [Int])
  }

  /// The file; `nil` if the bytes do not come from a file.
  public let path: String?
  /// The problem.
  public let problem: Problem
}

extension SafetensorsError: CustomStringConvertible, LocalizedError {
  /// The file, what was found in it, and what was expected.
  public var description: String {
    (path.map { "\($0): " } ?? "") + problem.description
  }

  /// The same as `description`.
  public var errorDescription: String? { description }
}

extension SafetensorsError.Problem: CustomStringConvertible {
  /// What was found, and what was expected.
  public var description: String {
    switch self {
    case .unreadable(let reason):
      "cannot be read: \(reason)"
    case .unwritable(let reason):
      "cannot be written: \(reason)"
    case .tooShort(let found):
      "has \(found) bytes, expected at least the 8 of the header's length"
    case .wrongHeaderLength(let found, let limit):
      "bytes 0 to 7 say that the header has \(found) bytes, expected at least 2 and at most \(limit)"
    case .wrongHeaderByte(let position, let found, let expected):
      "byte \(position) is 0x\(String(found, radix: 16)), expected \(expected)"
    case .wrongHeader(let reason):
      "its header is wrong: \(reason)"
    case .repeatedKey(let key):
      "“\(key)” comes twice, expected once"
    case .reservedName(let name):
      "a tensor is called “\(name)”, expected another name: the format keeps this one for the metadata"
    case .unsupportedType(let tensor, let found):
      "tensor “\(tensor)” has elements of type “\(found)”, expected one of "
        + SafetensorsElement.allCases.map(\.rawValue).joined(separator: ", ")
    case .wrongShape(let tensor, let found):
      "tensor “\(tensor)” has shape \(found), expected dimensions of 0 or more and fewer than 2^63 bytes"
    case .wrongOffsets(let tensor, let found, let limit):
      "tensor “\(tensor)” has the offsets \(found), expected two, in order, within 0 ... \(limit)"
    case .wrongByteCount(let tensor, let found, let expected):
      "tensor “\(tensor)” has \(found) bytes, expected \(expected) by its shape and type"
    case .notAdjacent(let tensor, let found, let expected):
      "tensor “\(tensor)” begins at offset \(found), expected \(expected), where the data before it end"
    case .trailingBytes(let found, let expected):
      "has \(found) bytes of data, expected \(expected), where the last tensor ends"
    case .tooLarge(let tensor, let element, let found):
      "element \(element) of tensor “\(tensor)” is \(found), expected a number of at most \(Float.greatestFiniteMagnitude)"
    case .missingTensor(let name, let found):
      "has no tensor “\(name)”, found "
        + (found.isEmpty ? "none" : found.map { "“\($0)”" }.joined(separator: ", "))
    case .otherShape(let tensor, let found, let expected):
      "tensor “\(tensor)” has shape \(found), expected \(expected)"
    }
  }
}
