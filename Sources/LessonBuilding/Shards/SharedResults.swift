import Foundation
import LessonCore
import LessonExecution
import LessonSharing
import LessonStorage

/// Results that are kept here, and those that other machines share.
extension BuildContext {
  /// The results of a program, if it has run here or on a machine that shares them.
  func knownTranscript(_ inputs: ResultInputs) async -> KnownTranscript? {
    if let known = transcripts[inputs] { return known }
    guard let shared, let key = try? "transcript " + inputs.digest, let content = await shared.content(key),
      let known: KnownTranscript = try? StableJSON.decode(content)
    else { return nil }
    transcripts.store(known, for: inputs)
    return known
  }

  /// Keeps the results of a program, and shares them.
  func keep(_ known: KnownTranscript, for inputs: ResultInputs) {
    transcripts.store(known, for: inputs)
    guard let shared, let key = try? "transcript " + inputs.digest,
      let content = try? StableJSON.encode(known)
    else { return }
    shared.send(content, as: key)
  }

  /// Gets the results of a lesson's trainings from other machines, if there are none here.
  func fetch(_ trainings: TrainingCache, of lesson: LessonOutline) async {
    guard let shared, trainings.names.isEmpty, let key = await key(ofTrainings: lesson) else { return }
    if let bundle = await shared.content(key) { trainings.take(bundle: bundle) }
  }

  /// Shares the results of a lesson's trainings if the run has added some.
  ///
  /// - Parameter known: The names of those that were there before.
  func share(_ trainings: TrainingCache, of lesson: LessonOutline, besides known: [String]) async {
    guard let shared, trainings.names != known, let key = await key(ofTrainings: lesson),
      let bundle = trainings.bundle
    else { return }
    shared.send(bundle, as: key)
  }

  private func key(ofTrainings lesson: LessonOutline) async -> String? {
    guard let conditions = try? await conditions.digestOfTrainings else { return nil }
    return "trainings \(conditions) \(lesson.path)"
  }

  /// Waits until all results are sent to the shared cache, for a second at most.
  package func finishSharing() async {
    await shared?.finish()
    if let trouble = shared?.takeTrouble() { cache.trouble.warn(trouble) }
  }
}
