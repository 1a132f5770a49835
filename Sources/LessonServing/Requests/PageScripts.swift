import Foundation
import LessonCore
import LessonStorage
import LessonWords

/// The files that scripts on pages consist of and load. No file of the output can have their paths.
enum PageScripts {
  /// The folder of the modules, which import each other by their names.
  static let path = "/.lessons/scripts/"
  private static let modules = [
    "align.js": PackageResources.align_js,
    "attempts.js": PackageResources.attempts_js,
    "blocks.js": PackageResources.blocks_js,
    "copy.js": PackageResources.copy_js,
    "curve.js": PackageResources.curve_js,
    "editor.css": PackageResources.editor_css,
    "editor.js": PackageResources.editor_js,
    "elements.js": PackageResources.elements_js,
    "exercise.js": PackageResources.exercise_js,
    "exercises.js": PackageResources.exercises_js,
    "export.js": PackageResources.export_js,
    "field.js": PackageResources.field_js,
    "fixes.js": PackageResources.fixes_js,
    "key.js": PackageResources.key_js,
    "learner.css": PackageResources.learner_css,
    "learner.js": PackageResources.learner_js,
    "live.css": PackageResources.live_css,
    "live.js": PackageResources.live_js,
    "made.js": PackageResources.made_js,
    "menu.js": PackageResources.menu_js,
    "message.js": PackageResources.message_js,
    "options.js": PackageResources.options_js,
    "page.js": PackageResources.page_js,
    "place.js": PackageResources.place_js,
    "results.js": PackageResources.results_js,
    "running.js": PackageResources.running_js,
    "sections.js": PackageResources.sections_js,
    "server.js": PackageResources.server_js,
    "session.js": PackageResources.session_js,
    "source.js": PackageResources.source_js,
    "status.js": PackageResources.status_js,
    "tools.js": PackageResources.tools_js,
    "verdict.js": PackageResources.verdict_js,
    "words.js": PackageResources.words_js,
  ]

  /// The path of the words of a language, whose tag is the query.
  static let wordsPath = "/.lessons/words"

  /// The words of scripts in a language.
  static func words(in language: String) -> Data {
    (try? StableJSON.encode(ServedWords(Language(language)))) ?? Data()
  }

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
