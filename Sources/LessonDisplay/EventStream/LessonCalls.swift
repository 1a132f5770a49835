import DeepTraining
import Foundation
import Synchronization

// Functions that a lesson's generated program calls. Their names cannot collide with an author's by accident.

/// Begins the lesson; `seed` becomes the default of every omitted `seed:` argument.
public func _lessonBegins(seed: Int?) {
  if let seed { DefaultSeed.value = seed }
}

/// Reports that a block begins.
public func _lessonBlockBegins(_ index: Int) { EventStream.send(.blockBegan(index)) }

/// Reports that a block has run to its end.
public func _lessonBlockEnds(_ index: Int) { EventStream.send(.blockEnded(index)) }

/// Shows the value of a block's last expression; `Void` shows nothing, and a value that exceeds the limits traps.
public func _lessonShow<Value>(_ value: Value) {
  guard Value.self != Void.self else { return }
  let shown = shown(of: value)
  if let excess = shown.excess { fatalError(excess.description) }
  EventStream.send(.shown(shown))
}

/// Sends the value of an expression in the prose.
public func _lessonInline<Value>(_ index: Int, _ value: Value) {
  let text = if case .text(let text) = shown(of: value) { text } else { String(describing: value) }
  EventStream.send(.inlineValue(index, text))
}

/// Runs a block that must trap or throw, on a separate thread.
public func _lessonCrashes(_ index: Int, _ block: @escaping @MainActor () throws -> Void) {
  EventStream.send(.blockBegan(index))
  // The lesson waits for the block, so nothing else on the main actor runs meanwhile.
  let body = unsafeBitCast(block, to: (() throws -> Void).self)
  LessonHooks.runExpectingCrash {
    do {
      try body()
      EventStream.send(.blockSurvived)
    } catch {
      EventStream.send(.blockThrew(LessonHooks.message(of: error)))
    }
  }
  EventStream.send(.blockEnded(index))
}

/// Reports that the program has run to its end, and exits without exit handlers.
public func _lessonEnds() -> Never {
  EventStream.send(.ended)
  _exit(0)
}

/// Hooks that the runner's own code installs in a lesson's process.
public enum LessonHooks {
  private static let runner = Mutex<(@Sendable (@escaping () -> Void) -> Void)?>(nil)

  /// Sets the function that runs a body on a thread that may crash, and returns when the body has ended either way.
  public static func setCrashRunner(_ run: @escaping @Sendable (@escaping () -> Void) -> Void) {
    runner.withLock { $0 = run }
  }

  /// Sends training progress a few times a second.
  public static func tellProgress() {
    let last = Mutex(ContinuousClock.Instant?.none)
    TrainingProgress.runnerObserver = { progress in
      let isDue = last.withLock { last in
        if let last, .now - last < .milliseconds(200) { return false }
        last = .now
        return true
      }
      if isDue { EventStream.send(.training(.init(progress))) }
    }
  }

  static func runExpectingCrash(_ body: @escaping () -> Void) {
    guard let run = runner.withLock({ $0 }) else { return body() }
    run(body)
  }

  /// The message of an error for a reader.
  public static func message(of error: any Error) -> String {
    if let localized = error as? any LocalizedError, let description = localized.errorDescription {
      return description
    }
    let text = String(describing: error)
    let isCase = Mirror(reflecting: error).displayStyle == .enum && !(error is any CustomStringConvertible)
    // A case alone does not say what it is a case of.
    return isCase ? "\(type(of: error)).\(text)" : text
  }
}
