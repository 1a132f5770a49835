#define _GNU_SOURCE
#include "CBoundedMarkdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "Arena.h"

// MARK: - Giving up

/// Where a thread goes on when it gives up; `NULL` in threads that read nothing.
static _Thread_local sigjmp_buf *volatile way_out;
/// Whether something that cannot be left is at work: what `find` does may hold locks.
static _Thread_local volatile sig_atomic_t is_outside;
/// Whether the time ended meanwhile.
static _Thread_local volatile sig_atomic_t is_late;

static _Noreturn void give_up(enum markdown_verdict verdict) {
  sigjmp_buf *out = way_out;
  way_out = NULL;
  siglongjmp(*out, (int)verdict);
}

enum { timer_signal = SIGPROF };
static const int signals[] = {timer_signal, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
enum { signal_count = sizeof signals / sizeof *signals };
/// What these signals did before.
static struct sigaction previous[signal_count];

static void restore(int signal) {
  for (size_t i = 0; i < signal_count; i++) {
    if (signals[i] == signal) sigaction(signal, &previous[i], NULL);
  }
}

static void handle(int signal) {
  if (signal == timer_signal) {
    if (way_out != NULL && !is_outside) give_up(MARKDOWN_TAKES_TIME);
    is_late = 1;
  } else if (way_out != NULL && !is_outside) {
    give_up(MARKDOWN_CRASHES);
  } else {
    // Not ours: it happens again when this returns.
    restore(signal);
    if (signal == SIGABRT) raise(signal);
  }
}

// MARK: - Memory

/// Of the document.
static struct arena *arena;
static size_t most_memory;

static void *checked(void *memory) {
  if (memory != NULL && (way_out == NULL || arena_size(arena) <= most_memory)) return memory;
  if (way_out == NULL) abort();
  give_up(MARKDOWN_TAKES_MEMORY);
}

static void *take(size_t count, size_t size) {
  size_t bytes;
  return checked(__builtin_mul_overflow(count, size, &bytes) ? NULL : arena_take(arena, bytes));
}

static void *resize(void *memory, size_t bytes) { return checked(arena_resize(arena, memory, bytes)); }

static void give_back(void *memory) { arena_give_back(arena, memory); }

static cmark_mem memory = {take, resize, give_back};

/// cmark copies texts out of its own when they are looked at.
enum { room_for_looking = 64 << 20 };

/// Bytes of texts for which megabytes are needed.
enum { large_text = 100 << 10 };

// MARK: - Reading

static cmark_node *match(cmark_syntax_extension *extension, cmark_parser *parser, cmark_node *block,
                         unsigned char character, cmark_inline_parser *inlines) {
  (void)parser;
  const struct markdown_reading *reading = cmark_syntax_extension_get_private(extension);
  if (character != reading->special) return NULL;
  size_t end = 0;
  is_outside = 1;
  size_t number = reading->find(reading->context, block, (size_t)cmark_inline_parser_get_offset(inlines), &end);
  is_outside = 0;
  if (is_late) give_up(MARKDOWN_TAKES_TIME);
  if (number == 0) return NULL;
  cmark_inline_parser_set_offset(inlines, (int)end);
  // Tables hold no nodes but those that they know; of these, code is one that nothing looks into.
  cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_CODE, &memory);
  cmark_node_set_user_data(node, (void *)number);
  return node;
}

static cmark_node *read_text(const char *text, size_t length, const struct markdown_reading *reading,
                             cmark_syntax_extension *own) {
  cmark_parser *parser = cmark_parser_new_with_mem(reading->options, &memory);
  cmark_parser_attach_syntax_extension(parser, own);
  for (size_t i = 0; i < reading->extension_count; i++) {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(reading->extensions[i]));
  }
  for (size_t i = 0; i < reading->skipped_lines; i++) cmark_parser_feed(parser, "\n", 1);
  cmark_parser_feed(parser, text, length);
  return cmark_parser_finish(parser);
}

static enum markdown_verdict read_or_give_up(const char *text, size_t length, const struct markdown_reading *reading,
                                             cmark_syntax_extension *own, cmark_node **root) {
  sigjmp_buf out;
  int verdict = sigsetjmp(out, 1);
  if (verdict != 0) return (enum markdown_verdict)verdict;
  is_outside = 0;
  is_late = 0;
  way_out = &out;
  *root = read_text(text, length, reading, own);
  way_out = NULL;
  return MARKDOWN_IS_READ;
}

/// A stack for what happens when the thread's own is at its end.
enum { handler_stack = 64 << 10 };

static enum markdown_verdict read_with_signals(const char *text, size_t length, const struct markdown_reading *reading,
                                               int milliseconds, cmark_node **root) {
  cmark_syntax_extension *own = cmark_syntax_extension_new("own");
  cmark_syntax_extension_set_special_inline_chars(
      own, cmark_llist_append(cmark_get_default_mem_allocator(), NULL, (void *)(size_t)reading->special));
  cmark_syntax_extension_set_private(own, (void *)reading, NULL);
  cmark_syntax_extension_set_match_inline_func(own, match);

  stack_t stack = {.ss_sp = take(1, handler_stack), .ss_size = handler_stack}, old_stack;
  sigaltstack(&stack, &old_stack);
  struct sigaction action = {.sa_handler = handle, .sa_flags = SA_ONSTACK};
  sigset_t ours, old_mask;
  sigemptyset(&ours);
  for (size_t i = 0; i < signal_count; i++) {
    sigaddset(&ours, signals[i]);
    sigaction(signals[i], &action, &previous[i]);
  }
  pthread_sigmask(SIG_UNBLOCK, &ours, &old_mask);
  struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = timer_signal};
  event._sigev_un._tid = (pid_t)syscall(SYS_gettid);
  timer_t timer;
  enum markdown_verdict verdict = MARKDOWN_IS_UNLIMITED;
  if (timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer) == 0) {
    struct itimerspec time = {.it_value = {milliseconds / 1000, milliseconds % 1000 * 1000000L}};
    if (timer_settime(timer, 0, &time, NULL) == 0) verdict = read_or_give_up(text, length, reading, own, root);
    // Its signal does not come later: the kernel delivers it before a call returns.
    timer_delete(timer);
  }
  pthread_sigmask(SIG_SETMASK, &old_mask, NULL);
  for (size_t i = 0; i < signal_count; i++) sigaction(signals[i], &previous[i], NULL);
  sigaltstack(&old_stack, NULL);
  cmark_syntax_extension_free(cmark_get_default_mem_allocator(), own);
  return verdict;
}

enum markdown_verdict markdown_read(const char *text, size_t length, const struct markdown_reading *reading,
                                    struct markdown_limits limits, cmark_node **root) {
  arena = arena_open(limits.memory + room_for_looking, length > large_text);
  if (arena == NULL) return MARKDOWN_IS_UNLIMITED;
  most_memory = limits.memory;
  enum markdown_verdict verdict = read_with_signals(text, length, reading, limits.milliseconds, root);
  if (verdict != MARKDOWN_IS_READ) markdown_free();
  return verdict;
}

void markdown_free(void) { arena_close(arena); }
