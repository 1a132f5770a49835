#ifndef CBOUNDED_MARKDOWN_H
#define CBOUNDED_MARKDOWN_H

#include <cmark-gfm.h>
#include <stddef.h>

/// How the reading of a text ended.
enum markdown_verdict {
  MARKDOWN_IS_READ,
  MARKDOWN_TAKES_TIME,
  MARKDOWN_TAKES_MEMORY,
  /// The parser crashed.
  MARKDOWN_CRASHES,
  /// The system lacks what the limits are kept with.
  MARKDOWN_IS_UNLIMITED,
};

/// How a text is to be read.
struct markdown_reading {
  /// Of cmark.
  int options;
  /// Names of syntax extensions, which are registered already.
  const char *const *extensions;
  size_t extension_count;
  /// Empty lines that stand before the text.
  size_t skipped_lines;
  /// What is asked at each `special` character that means nothing else: whether something begins there.
  ///
  /// Takes `context`, the block and the place in its text. Returns a number that is not 0, and sets where that ends, to
  /// have a node of code there with the number as its user data; or 0.
  size_t (*find)(void *context, cmark_node *block, size_t start, size_t *end);
  void *context;
  unsigned char special;
};

struct markdown_limits {
  /// Of the processor's time.
  int milliseconds;
  /// Bytes that the parser may use.
  size_t memory;
};

/// Reads a text with cmark-gfm, and gives up where that takes more than the limits.
///
/// cmark is left wherever it is then, in which it holds nothing but memory that goes with the document. What `find` does is
/// not interrupted. cmark keeps some of its state in global variables, and so does this: there is one document at a time.
///
/// - Parameter root: Set to the document, if it is read. It stays until `markdown_free`, and all looks at it together may
///   copy no more than 32 MB of its texts.
enum markdown_verdict markdown_read(const char *text, size_t length, const struct markdown_reading *reading,
                                    struct markdown_limits limits, cmark_node **root);

/// Frees the document that was read.
void markdown_free(void);

#endif
