import Foundation

/// Why bytes are not a safetensors file, or tensors cannot become one.
public struct SafetensorsError: Error, Equatable {
  /// What is wrong.
  public enum Problem: Error, Hashable {
    /// The file cannot be opened or read; the system's reason.
    case unreadable(String)
    /// The file cannot be written; the system's reason.
    case unwritable(String)
    /// There are not even the eight bytes of the header's length.
    case tooShort(found: Int)
    /// The header's length is more than the bytes after it, or than any header has.
    case wrongHeaderLength(found: UInt64, limit: Int)
    /// A byte of the file, counted from 0, that a header cannot have there; what is expected.
    case wrongHeaderByte(position: Int, found: UInt8, expected: String)
    /// The header is not the JSON that it has to be; the parser's reason.
    case wrongHeader(String)
    /// A key comes twice in one object of the header, or a name twice among the tensors.
    case repeatedKey(String)
    /// A tensor has a name that the format keeps for itself.
    case reservedName(String)
    /// A tensor's element type is not one that becomes single precision.
    case unsupportedType(tensor: String, found: String)
    /// A tensor's dimension is negative, or its dimensions have more elements than an `Int` counts.
    case wrongShape(tensor: String, found: [Int])
    /// A tensor's offsets are not two numbers in order within the data.
    case wrongOffsets(tensor: String, found: [Int], limit: Int)
    /// A tensor's offsets do not enclose the bytes that its shape and type need.
    case wrongByteCount(tensor: String, found: Int, expected: Int)
    /// A tensor does not begin where the data before it end: it overlaps or leaves a hole.
    case notAdjacent(tensor: String, found: Int, expected: Int)
    /// The data go on after the last tensor.
    case trailingBytes(found: Int, expected: Int)
    /// A finite number is too large for single precision.
    case tooLarge(tensor: String, element: Int, found: Double)
    /// There is no tensor of a name.
    case missingTensor(String, found: [String])
    /// A tensor has not the shape it is to have.
    case otherShape(tensor: String, found: [Int], expected: [Int])
  }

  /// The file, if the bytes are those of one.
  public let path: String?
  /// What is wrong.
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
