extension LSP {
  // MARK: Code actions

  struct CodeActionParameters: Decodable, Sendable {
    struct Context: Decodable, Sendable {
      /// The kinds that are wanted; `nil` for all.
      let only: [String]?
    }

    let textDocument: DocumentIdentifier
    let range: Range
    let context: Context
  }

  struct CodeAction: Encodable, Sendable {
    let title: String
    let kind: String
    var diagnostics: [Diagnostic]?
    var isPreferred: Bool?
    var edit: WorkspaceEdit?
    var command: Command?
  }

  /// A command that the server executes.
  struct Command: Encodable, Sendable {
    let title: String
    let command: String
    let arguments: [Value]
  }

  struct ExecuteCommand: Decodable, Sendable {
    let command: String
    let arguments: [Value]?
  }

  // MARK: Completion and hover

  struct CompletionParameters: Decodable, Sendable {
    struct Context: Decodable, Sendable {
      /// 1 for a user who asked, 2 for a character, 3 for an incomplete list.
      let triggerKind: Int
      let triggerCharacter: String?
    }

    let textDocument: DocumentIdentifier
    let position: Position
    let context: Context?
  }

  struct CompletionItem: Encodable, Sendable {
    let label: String
    /// 10 for properties, 12 for values, 17 for files, 18 for references, 20 for members of a list, 14 for keywords.
    let kind: Int
    var detail: String?
    var filterText: String?
    var sortText: String?
    /// 2 for text with places to fill in.
    var insertTextFormat: Int?
    /// 1 for what should not be used any more.
    var tags: [Int]?
    let textEdit: TextEdit
  }

  struct CompletionList: Encodable, Sendable {
    let isIncomplete: Bool
    let items: [CompletionItem]
  }

  struct Hover: Encodable, Sendable {
    let contents: MarkupContent
    let range: Range
  }

  // MARK: Names

  /// Where a name is declared or used.
  enum Places: Encodable, Sendable {
    case one(Location)
    case many([Location])

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .one(let location): try location.encode(to: encoder)
      case .many(let locations): try locations.encode(to: encoder)
      }
    }
  }

  struct ReferenceParameters: Decodable, Sendable {
    struct Context: Decodable, Sendable {
      let includeDeclaration: Bool
    }

    let textDocument: DocumentIdentifier
    let position: Position
    let context: Context
  }

  struct RenameParameters: Decodable, Sendable {
    let textDocument: DocumentIdentifier
    let position: Position
    let newName: String
  }

  /// A name that can be changed.
  struct Renamable: Codable, Sendable {
    var range: Range
    let placeholder: String
  }

  // MARK: Structure

  struct DocumentSymbol: Encodable, Sendable {
    let name: String
    let detail: String?
    /// 15 for headings, 12 for blocks of code.
    let kind: Int
    let range: Range
    let selectionRange: Range
    var children: [DocumentSymbol]
  }

  struct FoldingRange: Encodable, Sendable {
    let startLine: Int
    let endLine: Int
    let kind: String?
  }

  struct DocumentLink: Encodable, Sendable {
    let range: Range
    let target: String
  }

  struct CodeLens: Encodable, Sendable {
    let range: Range
    let command: Command
  }

  struct InlayHintParameters: Decodable, Sendable {
    let textDocument: DocumentIdentifier
    let range: Range
  }

  struct InlayHint: Encodable, Sendable {
    let position: Position
    let label: String
    let tooltip: String?
    let paddingLeft: Bool
  }

  // MARK: Progress

  struct ProgressToken: Encodable, Sendable {
    let token: String
  }

  struct Progress: Encodable, Sendable {
    struct Step: Encodable, Sendable {
      let kind: String
      var title: String?
      var message: String?
      var percentage: Int?
    }

    let token: String
    let value: Step
  }

  struct ShowDocument: Encodable, Sendable {
    let uri: String
    let external: Bool
  }
}
