// What the library needs of a C library, for WebAssembly without a system: memory, and moving bytes in it.
// SPDX-License-Identifier: Apache-2.0
//
// The heap is one list of blocks in ascending order of address; the first free one that fits is taken, neighbours that
// are free are joined. WebAssembly programs of one thread need no more.

#include <stddef.h>
#include <stdint.h>

enum { page_size = 65536, alignment = 16 };

// A block: its size without this header, and whether it is taken. Blocks follow each other without gaps.
struct block {
    size_t size;
    size_t is_taken;
    size_t padding[2];
};

extern unsigned char __heap_base;
static unsigned char *heap_start, *heap_end;

void *memset(void *target, int value, size_t count) {
    unsigned char *bytes = target;
    while (count--) *bytes++ = (unsigned char)value;
    return target;
}

void *memmove(void *target, const void *source, size_t count) {
    unsigned char *to = target;
    const unsigned char *from = source;
    if (to < from) {
        while (count--) *to++ = *from++;
    } else {
        while (count--) to[count] = from[count];
    }
    return target;
}

void *memcpy(void *target, const void *source, size_t count) { return memmove(target, source, count); }

// The product of two 128-bit numbers: what a compiler calls where a processor has no such instruction.
__int128 __multi3(__int128 left, __int128 right) {
    uint64_t a = (uint64_t)left, b = (uint64_t)right;
    // Digits of 32 bits, as on paper.
    uint64_t low_a = (uint32_t)a, high_a = a >> 32, low_b = (uint32_t)b, high_b = b >> 32;
    uint64_t middle = high_a * low_b + (low_a * low_b >> 32);
    uint64_t other = low_a * high_b + (uint32_t)middle;
    uint64_t high = high_a * high_b + (middle >> 32) + (other >> 32);
    high += a * (uint64_t)((unsigned __int128)right >> 64) + (uint64_t)((unsigned __int128)left >> 64) * b;
    return (__int128)((unsigned __int128)high << 64 | (other << 32 | (uint32_t)(low_a * low_b)));
}

static struct block *next(struct block *block) {
    return (struct block *)((unsigned char *)(block + 1) + block->size);
}

// Adds a free block of at least `size` bytes at the end, or returns null when there is no more memory.
static struct block *grow(size_t size) {
    if (!heap_start) {
        uintptr_t base = ((uintptr_t)&__heap_base + alignment - 1) / alignment * alignment;
        heap_start = heap_end = (unsigned char *)base;
    }
    uintptr_t available = __builtin_wasm_memory_size(0) * (uintptr_t)page_size - (uintptr_t)heap_end;
    size_t needed = size + sizeof(struct block);
    if (available < needed) {
        size_t pages = (needed - available + page_size - 1) / page_size;
        if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) return NULL;
        available += pages * page_size;
    }
    struct block *block = (struct block *)heap_end;
    *block = (struct block){available / alignment * alignment - sizeof(struct block), 0, {0, 0}};
    heap_end = (unsigned char *)next(block);
    return block;
}

static void split(struct block *block, size_t size) {
    if (block->size - size < sizeof(struct block) + alignment) return;
    struct block *rest = (struct block *)((unsigned char *)(block + 1) + size);
    *rest = (struct block){block->size - size - sizeof(struct block), 0, {0, 0}};
    block->size = size;
}

void *malloc(size_t size) {
    if (size > (size_t)1 << 30) return NULL;
    size = (size + alignment - 1) / alignment * alignment;
    struct block *found = NULL;
    for (struct block *block = (struct block *)heap_start; (unsigned char *)block < heap_end; block = next(block)) {
        if (block->is_taken) continue;
        while ((unsigned char *)next(block) < heap_end && !next(block)->is_taken)
            block->size += sizeof(struct block) + next(block)->size;
        if (block->size >= size) {
            found = block;
            break;
        }
    }
    if (!found) found = grow(size);
    if (!found) return NULL;
    split(found, size);
    found->is_taken = 1;
    return found + 1;
}

// Blocks of a larger alignment carry, right before the memory, the address of the block they lie in.
static const size_t aligned_mark = 0x616C6967;

void free(void *memory) {
    if (!memory) return;
    struct block *block = (struct block *)memory - 1;
    if (block->is_taken == aligned_mark) block = (struct block *)block->padding[0];
    block->is_taken = 0;
}

int posix_memalign(void **memory, size_t boundary, size_t size) {
    unsigned char *start = malloc(boundary <= alignment ? size : size + boundary + sizeof(struct block));
    if (!start) return 12;
    *memory = start;
    if (boundary <= alignment) return 0;
    uintptr_t aligned = ((uintptr_t)start + sizeof(struct block) + boundary - 1) / boundary * boundary;
    struct block *inner = (struct block *)aligned - 1;
    *inner = (struct block){0, aligned_mark, {(size_t)((struct block *)start - 1), 0}};
    *memory = (void *)aligned;
    return 0;
}
