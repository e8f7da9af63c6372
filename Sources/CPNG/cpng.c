// Writing PNG files with libpng; empty when the package is built without its PNG trait.
// SPDX-License-Identifier: Apache-2.0

#ifdef QRIS_PNG

#include "cpng.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// MARK: What libpng calls

// Never returns: jumps to the setjmp of cpng_write_symbol, over frames of C only.
static void on_error(png_structp png, png_const_charp message) {
    struct cpng_output *output = png_get_error_ptr(png);
    if (output->code == CPNG_OK) {
        output->code = CPNG_FAILED;
    }
    size_t length = strlen(message);
    if (length >= sizeof output->message) {
        length = sizeof output->message - 1;
    }
    memcpy(output->message, message, length);
    output->message[length] = 0;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

// Makes room for more bytes. Returns CPNG_OK or the reason why not.
static int reserve(struct cpng_output *output, size_t more) {
    if (more > output->limit || output->count > output->limit - more) {
        return CPNG_OUTPUT_TOO_LARGE;
    }
    size_t needed = output->count + more;
    if (needed <= output->capacity) {
        return CPNG_OK;
    }
    size_t capacity = output->capacity > output->limit / 2 ? output->limit : output->capacity * 2;
    if (capacity < needed) {
        capacity = needed;
    }
    uint8_t *bytes = realloc(output->bytes, capacity);
    if (bytes == NULL) {
        return CPNG_OUT_OF_MEMORY;
    }
    output->bytes = bytes;
    output->capacity = capacity;
    return CPNG_OK;
}

static void on_write(png_structp png, png_bytep bytes, size_t count) {
    struct cpng_output *output = png_get_io_ptr(png);
    int code = reserve(output, count);
    if (code != CPNG_OK) {
        output->code = code;
        png_error(png, code == CPNG_OUT_OF_MEMORY ? "out of memory" : "output too large");
    }
    memcpy(output->bytes + output->count, bytes, count);
    output->count += count;
}

static void on_flush(png_structp png) {
    (void)png;
}

// MARK: Rows of pixels

// Clears the bits [from, to); bit 0 is the highest bit of the first byte. Requires from < to.
static void clear_bits(uint8_t *row, uint32_t from, uint32_t to) {
    uint32_t first = from / 8, last = (to - 1) / 8;
    uint8_t head = (uint8_t)(0xFF >> (from % 8));
    uint8_t tail = (uint8_t)(0xFF << (7 - (to - 1) % 8));
    if (first == last) {
        row[first] &= (uint8_t) ~(head & tail);
        return;
    }
    row[first] &= (uint8_t)~head;
    memset(row + first + 1, 0, last - first - 1);
    row[last] &= (uint8_t)~tail;
}

// Draws one row of modules: a light pixel is 1, a dark one 0.
static void draw_row(const struct cpng_symbol *symbol, uint32_t module_row, uint8_t *row, size_t row_bytes) {
    const uint64_t *words = symbol->words + (size_t)module_row * symbol->words_per_row;
    memset(row, 0xFF, row_bytes);
    for (uint32_t column = 0; column < symbol->side; column++) {
        if (words[column / 64] >> (column % 64) & 1) {
            uint32_t from = (symbol->quiet_zone + column) * symbol->module_pixels;
            clear_bits(row, from, from + symbol->module_pixels);
        }
    }
}

static void write_row(png_structp png, const uint8_t *row, uint32_t times) {
    for (uint32_t i = 0; i < times; i++) {
        png_write_row(png, row);
    }
}

// MARK: The file

static png_color color_of(uint32_t rgba) {
    png_color color = {(png_byte)(rgba >> 24), (png_byte)(rgba >> 16), (png_byte)(rgba >> 8)};
    return color;
}

// The palette's entry 0 is the dark colour and entry 1 the light one; grey has the same order by itself.
static void write_header(png_structp png, png_infop info, const struct cpng_symbol *symbol, uint32_t side) {
    int is_grey = symbol->dark == 0x000000FFu && symbol->light == 0xFFFFFFFFu;
    png_set_IHDR(png, info, side, side, 1, is_grey ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_PALETTE,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (!is_grey) {
        png_color palette[2] = {color_of(symbol->dark), color_of(symbol->light)};
        png_byte alphas[2] = {(png_byte)symbol->dark, (png_byte)symbol->light};
        png_set_PLTE(png, info, palette, 2);
        if (alphas[0] != 255 || alphas[1] != 255) {
            png_set_tRNS(png, info, alphas, alphas[1] != 255 ? 2 : 1, NULL);
        }
    }
    png_write_info(png, info);
}

// Rows repeat, so a small window loses nothing; level 4 is the first that looks one byte ahead for a longer match,
// which takes a third off the file for little time.
static void set_compression(png_structp png) {
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(png, 4);
    png_set_compression_window_bits(png, 12);
    png_set_compression_mem_level(png, 4);
}

static void write_rows(png_structp png, const struct cpng_symbol *symbol, uint8_t *row, size_t row_bytes) {
    uint32_t quiet_rows = symbol->quiet_zone * symbol->module_pixels;
    memset(row, 0xFF, row_bytes);
    write_row(png, row, quiet_rows);
    for (uint32_t module_row = 0; module_row < symbol->side; module_row++) {
        draw_row(symbol, module_row, row, row_bytes);
        write_row(png, row, symbol->module_pixels);
    }
    memset(row, 0xFF, row_bytes);
    write_row(png, row, quiet_rows);
}

int cpng_write_symbol(const struct cpng_symbol *symbol, struct cpng_output *output) {
    uint32_t side = (symbol->side + 2 * symbol->quiet_zone) * symbol->module_pixels;
    size_t row_bytes = ((size_t)side + 7) / 8;
    // All locals are set before setjmp and none changes after it.
    uint8_t *row = malloc(row_bytes);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, output, on_error, on_warning);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (row == NULL || info == NULL) {
        output->code = CPNG_OUT_OF_MEMORY;
    } else if (setjmp(png_jmpbuf(png)) == 0) {
        png_set_write_fn(png, output, on_write, on_flush);
        set_compression(png);
        write_header(png, info, symbol, side);
        write_rows(png, symbol, row, row_bytes);
        png_write_end(png, info);
    }
    png_destroy_write_struct(&png, &info);
    free(row);
    return output->code;
}

void cpng_release(struct cpng_output *output) {
    free(output->bytes);
    output->bytes = NULL;
    output->count = 0;
    output->capacity = 0;
}

#endif
