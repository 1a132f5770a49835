import Foundation
import LessonStorage

/// The files that scripts on pages consist of and load. No file of the output can have their paths.
enum PageScripts {
  /// The folder of the modules, which import each other by their names.
  static let path = "/.lessons/scripts/"
  private static let modules = [
    "align.js": PackageResources.align_js, "blocks.js": PackageResources.blocks_js,
    "editor.css": PackageResources.editor_css, "editor.js": PackageResources.editor_js,
    "elements.js": PackageResources.elements_js, "export.js": PackageResources.export_js,
    "field.js": PackageResources.field_js, "key.js": PackageResources.key_js,
    "learner.js": PackageResources.learner_js, "menu.js": PackageResources.menu_js,
    "options.js": PackageResources.options_js, "page.js": PackageResources.page_js,
    "server.js": PackageResources.server_js, "session.js": PackageResources.session_js,
    "tools.js": PackageResources.tools_js,
  ]

  /// The folder of the editor component.
  private static let componentPath = "/.lessons/codemirror/"
  private static let componentFolder = "/usr/share/javascript/codemirror/"
  private static let componentFiles = [
    "codemirror.js": "lib/codemirror.js", "codemirror.css": "lib/codemirror.css",
    "swift.js": "mode/swift/swift.js", "markdown.js": "mode/markdown/markdown.js",
    "matchbrackets.js": "addon/edit/matchbrackets.js", "closebrackets.js": "addon/edit/closebrackets.js",
  ]

  /// A file that pages load: a module, or a file of CodeMirror as Debian's `libjs-codemirror` has it; `nil` if there is none.
  static func file(_ path: String) -> (bytes: Data, type: String)? {
    let bytes = name(path, in: Self.path).map(module) ?? name(path, in: componentPath).map(component) ?? nil
    let type = path.hasSuffix(".css") ? "text/css" : "text/javascript"
    return bytes.map { ($0, type + "; charset=utf-8") }
  }

  private static func name(_ path: String, in folder: String) -> String? {
    path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : nil
  }

  private static func module(_ name: String) -> Data? { modules[name].map { Data($0) } }

  private static func component(_ name: String) -> Data? {
    componentFiles[name].flatMap {
      BoundedFile.read(componentFolder + $0, atMost: 1 << 24, followingLinks: true)
    }
  }
}
