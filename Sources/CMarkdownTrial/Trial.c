#define _GNU_SOURCE
#include "CMarkdownTrial.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

// MARK: - Memory

/// What is left for the parser. Nothing that is given back is counted again: a text that fits asks for little more than
/// it keeps.
static size_t memory_left;

static void spend(size_t bytes) {
  if (bytes > memory_left) _exit(MARKDOWN_TAKES_MEMORY);
  memory_left -= bytes;
}

static void *counted_calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) _exit(MARKDOWN_TAKES_MEMORY);
  spend(bytes);
  void *memory = calloc(count, size);
  if (memory == NULL) _exit(MARKDOWN_TAKES_MEMORY);
  return memory;
}

static void *counted_realloc(void *memory, size_t bytes) {
  spend(bytes);
  memory = realloc(memory, bytes);
  if (memory == NULL) _exit(MARKDOWN_TAKES_MEMORY);
  return memory;
}

static cmark_mem counted = {counted_calloc, counted_realloc, free};

// MARK: - The process

/// Wall time after which the process is ended even if it waits for something.
enum { longest_wait = 60 };

static void limit_time(int milliseconds) {
  const int ending[] = {SIGPROF, SIGALRM, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP};
  for (size_t i = 0; i < sizeof(ending) / sizeof *ending; i++) signal(ending[i], SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  struct itimerval time = {.it_value = {milliseconds / 1000, milliseconds % 1000 * 1000}};
  setitimer(ITIMER_PROF, &time, NULL);
  alarm(longest_wait);
}

static _Noreturn void read_and_exit(const char *text, size_t length, struct markdown_reading reading,
                                    struct markdown_limits limits) {
  // Whoever waits for the end of a pipe must not wait for this process.
  syscall(SYS_close_range, 0u, ~0u, 0u);
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  limit_time(limits.milliseconds);
  memory_left = limits.memory;
  cmark_parser *parser = cmark_parser_new_with_mem(reading.options, &counted);
  for (size_t i = 0; i < reading.extension_count; i++) {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(reading.extensions[i]));
  }
  cmark_parser_feed(parser, text, length);
  cmark_parser_finish(parser);
  _exit(MARKDOWN_FITS);
}

enum markdown_verdict markdown_try(const char *text, size_t length, struct markdown_reading reading,
                                   struct markdown_limits limits) {
  pid_t process = fork();
  if (process < 0) return MARKDOWN_UNTRIED;
  if (process == 0) read_and_exit(text, length, reading, limits);
  int status;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return MARKDOWN_UNTRIED;
  }
  if (WIFEXITED(status)) return (enum markdown_verdict)WEXITSTATUS(status);
  int signal = WTERMSIG(status);
  return signal == SIGPROF || signal == SIGALRM ? MARKDOWN_TAKES_TIME : MARKDOWN_CRASHES;
}
