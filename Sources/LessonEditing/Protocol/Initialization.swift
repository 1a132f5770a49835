extension LSP {
  /// What the client tells of itself.
  package struct Initialize: Sendable, Decodable {
    package struct Folder: Sendable, Decodable {
      package let uri: String
    }

    package let rootUri: String?
    package let rootPath: String?
    package let workspaceFolders: [Folder]?
    package let capabilities: ClientCapabilities
  }

  /// What the client can do, as far as the server asks.
  package struct ClientCapabilities: Sendable, Decodable {
    package struct General: Sendable, Decodable {
      package let positionEncodings: [String]?
    }

    package struct Window: Sendable, Decodable {
      package struct ShowDocument: Sendable, Decodable {
        package let support: Bool?
      }

      package let workDoneProgress: Bool?
      package let showDocument: ShowDocument?
    }

    package struct Workspace: Sendable, Decodable {
      package struct Watching: Sendable, Decodable {
        package let dynamicRegistration: Bool?
      }

      package struct Refreshing: Sendable, Decodable {
        package let refreshSupport: Bool?
      }

      package let didChangeWatchedFiles: Watching?
      package let inlayHint: Refreshing?
    }

    package struct TextDocument: Sendable, Decodable {
      package struct Completion: Sendable, Decodable {
        package struct Item: Sendable, Decodable {
          package let snippetSupport: Bool?
        }

        package let completionItem: Item?
      }

      package let completion: Completion?
    }

    package let general: General?
    package let textDocument: TextDocument?
    package let window: Window?
    package let workspace: Workspace?
  }

  /// What the server answers.
  struct InitializeResult: Encodable, Sendable {
    let capabilities: ServerCapabilities
    let serverInfo: ServerInfo
  }

  struct ServerInfo: Encodable, Sendable {
    let name: String
    let version: String?
  }

  /// What the server can do.
  struct ServerCapabilities: Encodable, Sendable {
    struct TextSync: Encodable, Sendable {
      struct Save: Encodable, Sendable {
        let includeText = false
      }

      let openClose = true
      /// Incremental.
      let change = 2
      let save = Save()
    }

    struct Option: Encodable, Sendable {}

    struct CodeActions: Encodable, Sendable {
      let codeActionKinds: [String]
    }

    struct Completion: Encodable, Sendable {
      let triggerCharacters: [String]
    }

    struct Signatures: Encodable, Sendable {
      let triggerCharacters = ["(", "["]
      let retriggerCharacters = [",", ":"]
    }

    struct Renaming: Encodable, Sendable {
      let prepareProvider = true
    }

    struct Commands: Encodable, Sendable {
      let commands: [String]
    }

    let positionEncoding: String
    let textDocumentSync = TextSync()
    let codeActionProvider: CodeActions
    let completionProvider: Completion
    let executeCommandProvider: Commands
    let hoverProvider = true
    let definitionProvider = true
    let signatureHelpProvider = Signatures()
    let referencesProvider = true
    let renameProvider = Renaming()
    let documentSymbolProvider = true
    let foldingRangeProvider = true
    let documentLinkProvider = Option()
    let codeLensProvider = Option()
    let inlayHintProvider = true
  }
}
