#define _GNU_SOURCE
#include "Frames.h"
#include "CLessonRuntime.h"
#include "Threads.h"

#include <link.h>
#include <stdatomic.h>
#include <ucontext.h>
#include <unwind.h>

// MARK: - The watched object

static struct {
  uintptr_t bias, low, high;
} object;

static int find_object(struct dl_phdr_info *info, size_t size, void *address) {
  (void)size;
  uintptr_t low = UINTPTR_MAX, high = 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    if (header->p_type != PT_LOAD) continue;
    uintptr_t begin = info->dlpi_addr + header->p_vaddr;
    if (begin < low) low = begin;
    if (begin + header->p_memsz > high) high = begin + header->p_memsz;
  }
  if ((uintptr_t)address < low || (uintptr_t)address >= high) return 0;
  object.bias = info->dlpi_addr;
  object.low = low;
  object.high = high;
  return 1;
}

void crash_reporter_watch_object(const void *address) { dl_iterate_phdr(find_object, (void *)address); }

// MARK: - Walking

struct collector {
  uint64_t *frames;
  size_t count, capacity;
  bool is_innermost;
};

static void collect(struct collector *collector, uintptr_t address) {
  // A return address follows the call that it belongs to.
  uintptr_t code = collector->is_innermost ? address : address - 1;
  collector->is_innermost = false;
  if (code < object.low || code >= object.high || collector->count == collector->capacity) return;
  collector->frames[collector->count++] = code - object.bias;
}

/// Follows the saved frame pointers as long as they climb inside the thread's own stack.
static void walk(struct collector *collector, uintptr_t frame, uintptr_t stack_pointer) {
  uintptr_t low, high;
  if (!threads_stack(&low, &high)) return;
  if (stack_pointer > low && stack_pointer < high) low = stack_pointer;
  for (int depth = 0; depth < 10000 && collector->count < collector->capacity; depth++) {
    // Swift marks the frames of async functions in bit 60.
    frame &= ~((uintptr_t)1 << 60);
    if (frame < low || frame + 16 > high || frame % 8 != 0) return;
    uintptr_t next = ((uintptr_t *)frame)[0], address = ((uintptr_t *)frame)[1];
    if (address == 0) return;
    collect(collector, address);
    low = frame + 16;
    frame = next;
  }
}

static _Unwind_Reason_Code collect_unwound(struct _Unwind_Context *context, void *argument) {
  struct collector *collector = argument;
  int before = 0;
  uintptr_t address = _Unwind_GetIPInfo(context, &before);
  collector->is_innermost = before;
  collect(collector, address);
  return collector->count == collector->capacity ? _URC_END_OF_STACK : _URC_NO_REASON;
}

/// For callers without frame pointers, such as the C library.
static void unwind(struct collector *collector) { _Unwind_Backtrace(collect_unwound, collector); }

#if defined(__x86_64__)
static uintptr_t program_counter(ucontext_t *context) { return (uintptr_t)context->uc_mcontext.gregs[REG_RIP]; }
static uintptr_t frame_pointer(ucontext_t *context) { return (uintptr_t)context->uc_mcontext.gregs[REG_RBP]; }
static uintptr_t stack_pointer(ucontext_t *context) { return (uintptr_t)context->uc_mcontext.gregs[REG_RSP]; }
#elif defined(__aarch64__)
static uintptr_t program_counter(ucontext_t *context) { return (uintptr_t)context->uc_mcontext.pc; }
static uintptr_t frame_pointer(ucontext_t *context) { return (uintptr_t)context->uc_mcontext.regs[29]; }
static uintptr_t stack_pointer(ucontext_t *context) { return (uintptr_t)context->uc_mcontext.sp; }
#else
#error "Frames are walked on x86-64 and aarch64."
#endif

size_t frames_of_context(void *context, uint64_t *frames, size_t capacity) {
  struct collector collector = {frames, 0, capacity, true};
  collect(&collector, program_counter(context));
  walk(&collector, frame_pointer(context), stack_pointer(context));
  if (collector.count == 0) unwind(&collector);
  return collector.count;
}

size_t crash_reporter_frames_here(uint64_t *frames, size_t capacity) {
  struct collector collector = {frames, 0, capacity, false};
  walk(&collector, (uintptr_t)__builtin_frame_address(0), 0);
  if (collector.count == 0) unwind(&collector);
  return collector.count;
}

bool frames_is_overflow(const void *address, void *context) {
  uintptr_t low, high, fault = (uintptr_t)address;
  if (!threads_stack(&low, &high)) return false;
  (void)context;
  // A large frame may step over the guard page.
  const uintptr_t margin = 1 << 20;
  uintptr_t stack = stack_pointer(context);
  bool is_at_end = stack < low + (64 << 10) || (fault < stack && stack - fault < margin && stack < low + margin);
  return is_at_end && fault + margin > low && fault < high;
}

// MARK: - Errors

struct thrown {
  _Atomic(const void *) error;
  uint64_t frames[16];
  size_t count;
};

static struct thrown throws[64];
static atomic_uint next_throw;

static void note_throw(void *error) {
  if (!object.high) return;
  struct thrown *thrown = &throws[atomic_fetch_add(&next_throw, 1) % 64];
  atomic_store(&thrown->error, NULL);
  struct collector collector = {thrown->frames, 0, 16, false};
  walk(&collector, (uintptr_t)__builtin_frame_address(0), 0);
  thrown->count = collector.count;
  atomic_store(&thrown->error, error);
}

extern void _swift_setWillThrowHandler(void (*handler)(void *error)) __attribute__((weak));

void frames_watch_errors(void) {
  if (_swift_setWillThrowHandler) _swift_setWillThrowHandler(note_throw);
}

size_t crash_reporter_frames_of_error(const void *error, uint64_t *frames, size_t capacity) {
  unsigned newest = atomic_load(&next_throw);
  for (unsigned age = 1; age <= 64; age++) {
    struct thrown *thrown = &throws[(newest - age) % 64];
    if (atomic_load(&thrown->error) != error) continue;
    size_t count = thrown->count < capacity ? thrown->count : capacity;
    for (size_t i = 0; i < count; i++) frames[i] = thrown->frames[i];
    return count;
  }
  return 0;
}
