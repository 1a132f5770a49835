extension LSP {
  /// The text of a file that was opened.
  package struct DidOpen: Sendable, Decodable {
    package struct Document: Sendable, Decodable {
      package let uri: String
      package let version: Int
      package let text: String
    }

    package let textDocument: Document
  }

  /// Edits of a file, in the order in which they were made.
  package struct DidChange: Sendable, Decodable {
    package struct Document: Sendable, Decodable {
      package let uri: String
      package let version: Int
    }

    package struct Change: Sendable, Decodable {
      /// What is replaced; `nil` for all of the text.
      package let range: Range?
      package let text: String

      package init(range: Range?, text: String) {
        self.range = range
        self.text = text
      }
    }

    package let textDocument: Document
    package let contentChanges: [Change]
  }

  /// Files that were made, changed or removed.
  package struct DidChangeWatchedFiles: Sendable, Decodable {
    package let changes: [DocumentIdentifier]
  }

  /// Diagnostics of a file, which replace all that were sent before.
  struct PublishDiagnostics: Encodable, Sendable {
    let uri: String
    /// `nil` for files that are not open.
    let version: Int?
    let diagnostics: [Diagnostic]
  }

  /// A diagnostic as editors show it.
  package struct Diagnostic: Hashable, Sendable, Encodable {
    package struct Related: Hashable, Sendable, Encodable {
      package let location: Location
      package let message: String
    }

    package let range: Range
    /// 1 for errors, 2 for warnings, 3 for information.
    package let severity: Int
    package let source: String
    package let message: String
    package let relatedInformation: [Related]?
  }
}
