#pragma once

// What Swift has no word for: hints to the processor and to the allocator.

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Tells the processor that the memory at `address` will be read soon. Any address will do.
static inline void memory_prefetch(const void *address) { __builtin_prefetch(address); }

/// Gives memory that was freed back to the system, where the allocator can be told to.
static inline void memory_release_free(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
