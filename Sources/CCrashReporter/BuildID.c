#define _GNU_SOURCE
#include "CCrashReporter.h"

#include <elf.h>
#include <link.h>
#include <string.h>

struct build_id {
  uint8_t *bytes;
  size_t capacity, length;
};

static size_t padded(size_t size) { return (size + 3) & ~(size_t)3; }

/// The executable comes first; others are not asked.
static int find_build_id(struct dl_phdr_info *info, size_t size, void *argument) {
  (void)size;
  struct build_id *id = argument;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    if (header->p_type != PT_NOTE) continue;
    const uint8_t *at = (const uint8_t *)(info->dlpi_addr + header->p_vaddr), *end = at + header->p_memsz;
    while (at + sizeof(ElfW(Nhdr)) <= end) {
      const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)at;
      const uint8_t *name = at + sizeof *note, *content = name + padded(note->n_namesz);
      if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && memcmp(name, "GNU", 4) == 0) {
        id->length = note->n_descsz < id->capacity ? note->n_descsz : id->capacity;
        memcpy(id->bytes, content, id->length);
        return 1;
      }
      at = content + padded(note->n_descsz);
    }
  }
  return 1;
}

size_t process_build_id(uint8_t *bytes, size_t capacity) {
  struct build_id id = {bytes, capacity, 0};
  dl_iterate_phdr(find_build_id, &id);
  return id.length;
}
