#define _GNU_SOURCE
#include "CAllocationCounter.h"

#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

typedef struct {
  uintptr_t start;
  uintptr_t end;
} code_range;

static atomic_int_fast64_t by_onednn, by_others;
// Where the code of oneDNN and of C++'s library lies, which allocates for it; empty until they have been looked for.
static code_range onednn, cplusplus;

static int note_library(struct dl_phdr_info *object, size_t size, void *unused) {
  code_range *range = strstr(object->dlpi_name, "libdnnl")     ? &onednn
                      : strstr(object->dlpi_name, "libstdc++") ? &cplusplus
                                                               : NULL;
  for (int i = 0; range && i < object->dlpi_phnum; i += 1) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    if (part->p_type == PT_LOAD && (part->p_flags & PF_X)) {
      range->start = object->dlpi_addr + part->p_vaddr;
      range->end = range->start + part->p_memsz;
    }
  }
  return 0;
}

__attribute__((constructor)) static void find_libraries(void) { dl_iterate_phdr(note_library, NULL); }

static int contains(code_range range, const void *address) {
  return (uintptr_t)address >= range.start && (uintptr_t)address < range.end;
}

static void note(const void *caller) {
  const int is_onednn = contains(onednn, caller) || contains(cplusplus, caller);
  atomic_fetch_add_explicit(is_onednn ? &by_onednn : &by_others, 1, memory_order_relaxed);
}

#define COUNT() note(__builtin_return_address(0))

dt_allocation_counts dt_count_allocations(void) { return (dt_allocation_counts){by_onednn, by_others}; }

void *malloc(size_t size) {
  COUNT();
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  COUNT();
  return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  COUNT();
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  COUNT();
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  COUNT();
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  COUNT();
  if (alignment % sizeof(void *) || alignment == 0 || (alignment & (alignment - 1))) return EINVAL;
  void *memory = __libc_memalign(alignment, size);
  if (!memory) return ENOMEM;
  *result = memory;
  return 0;
}

void free(void *memory) { __libc_free(memory); }
