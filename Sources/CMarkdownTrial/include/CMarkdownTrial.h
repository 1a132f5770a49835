#ifndef CMARKDOWN_TRIAL_H
#define CMARKDOWN_TRIAL_H

#include <stddef.h>

/// How the trial of a text ended.
enum markdown_verdict {
  /// It can be read within the limits.
  MARKDOWN_FITS,
  MARKDOWN_TAKES_TIME,
  MARKDOWN_TAKES_MEMORY,
  /// The parser crashed.
  MARKDOWN_CRASHES,
  /// No process could be had for it.
  MARKDOWN_UNTRIED,
};

/// How a text is to be read.
struct markdown_reading {
  /// Of cmark.
  int options;
  /// Names of syntax extensions, which are registered already.
  const char *const *extensions;
  size_t extension_count;
};

struct markdown_limits {
  /// Of the processor's time.
  int milliseconds;
  /// Bytes that the parser may ask for.
  size_t memory;
};

/// Reads a text with cmark-gfm in a process of its own, and throws away what that gives.
///
/// The process is a copy of the calling one in which nothing but cmark runs, so other threads may do what they like; but none
/// may be using cmark when the copy is made.
enum markdown_verdict markdown_try(const char *text, size_t length, struct markdown_reading reading,
                                   struct markdown_limits limits);

#endif
