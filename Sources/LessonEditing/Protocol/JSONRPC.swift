import Foundation

/// The types of the Language Server Protocol 3.17 that the server uses.
package enum LSP {}

extension LSP {
  /// Identifies a request.
  package enum ID: Hashable, Sendable, Codable {
    case number(Int)
    case text(String)

    package init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number): try container.encode(number)
      case .text(let text): try container.encode(text)
      }
    }
  }

  /// What every message has in common.
  package struct Envelope: Decodable, Sendable {
    /// `nil` for notifications.
    package let id: ID?
    /// `nil` for responses.
    package let method: String?
  }

  /// A message's parameters.
  package struct Parameters<Value: Decodable>: Decodable {
    package let params: Value
  }

  /// Parameters that are not read.
  package struct Nothing: Codable, Sendable {
    package init() {}
  }

  /// Why a request has no result.
  package struct ResponseError: Error, Codable, Sendable {
    package let code: Int
    package let message: String

    package static func parse(_ message: String) -> Self { Self(code: -32700, message: message) }
    package static func invalidRequest(_ message: String) -> Self { Self(code: -32600, message: message) }
    package static func unknownMethod(_ name: String) -> Self {
      Self(code: -32601, message: "this server has no method '\(name)'")
    }
    package static func invalidParameters(_ message: String) -> Self { Self(code: -32602, message: message) }
    package static func failed(_ message: String) -> Self { Self(code: -32803, message: message) }
    package static let notInitialized = Self(code: -32002, message: "the first request is 'initialize'")
    package static let cancelled = Self(code: -32800, message: "the request was cancelled")
    package static let contentModified = Self(code: -32801, message: "the text has changed since")
  }

  struct Request<Params: Encodable>: Encodable {
    let jsonrpc = "2.0"
    let id: ID
    let method: String
    let params: Params
  }

  struct Notification<Params: Encodable>: Encodable {
    let jsonrpc = "2.0"
    let method: String
    let params: Params
  }

  struct Failure: Encodable {
    let jsonrpc = "2.0"
    let id: ID?
    let error: ResponseError

    private enum CodingKeys: CodingKey { case jsonrpc, id, error }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(jsonrpc, forKey: .jsonrpc)
      // The protocol wants 'null' where the request's id could not be read.
      try container.encode(id, forKey: .id)
      try container.encode(error, forKey: .error)
    }
  }

  struct Success<Result: Encodable>: Encodable {
    let jsonrpc = "2.0"
    let id: ID
    let result: Result?

    private enum CodingKeys: CodingKey { case jsonrpc, id, result }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(jsonrpc, forKey: .jsonrpc)
      try container.encode(id, forKey: .id)
      // A response has a result, even if that is 'null'.
      try container.encode(result, forKey: .result)
    }
  }

  /// Any JSON, for values that are handed back as they came.
  package enum Value: Hashable, Sendable, Codable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([Value])
    case object([String: Value])

    package init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let bool = try? container.decode(Bool.self) {
        self = .bool(bool)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let list = try? container.decode([Value].self) {
        self = .list(list)
      } else {
        self = .object(try container.decode([String: Value].self))
      }
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .null: try container.encodeNil()
      case .bool(let bool): try container.encode(bool)
      case .number(let number):
        if let whole = Int(exactly: number) {
          try container.encode(whole)
        } else {
          try container.encode(number)
        }
      case .text(let text): try container.encode(text)
      case .list(let list): try container.encode(list)
      case .object(let object): try container.encode(object)
      }
    }
  }
}
