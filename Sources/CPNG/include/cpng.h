// Writing and reading PNG files: the only door to libpng. No jump of libpng's ever leaves these functions.
// SPDX-License-Identifier: Apache-2.0

#ifndef CPNG_H
#define CPNG_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    /// The file was written.
    CPNG_OK = 0,
    /// Memory ran out.
    CPNG_OUT_OF_MEMORY = 1,
    /// The file would be longer than the limit.
    CPNG_OUTPUT_TOO_LARGE = 2,
    /// libpng gave up for another reason; the message tells.
    CPNG_FAILED = 3,
    /// The picture has more pixels than the limit.
    CPNG_PICTURE_TOO_LARGE = 4
};

/// A symbol and how to draw it. The caller has checked that
/// (side + 2 * quiet_zone) * module_pixels <= 32767, that side >= 1 and that module_pixels >= 1.
struct cpng_symbol {
    /// side * words_per_row words, row by row; bit 0 of a row's first word is column 0; 1 is dark.
    const uint64_t *words;
    /// 64-bit words per row, at least (side + 63) / 64.
    uint32_t words_per_row;
    /// Modules a side, quiet zone not counted.
    uint32_t side;
    /// Light modules on each side of the symbol.
    uint32_t quiet_zone;
    /// Pixels per side of a module.
    uint32_t module_pixels;
    /// Colour of dark modules, 0xRRGGBBAA.
    uint32_t dark;
    /// Colour of light modules and of the quiet zone, 0xRRGGBBAA.
    uint32_t light;
};

/// A file in memory. Begin with all zeros but the limit.
struct cpng_output {
    /// The file, owned by this struct until cpng_release; NULL when nothing was written.
    uint8_t *bytes;
    /// Bytes written so far.
    size_t count;
    /// Bytes allocated.
    size_t capacity;
    /// The most bytes the file may have.
    size_t limit;
    /// CPNG_OK or the reason of the failure.
    int code;
    /// What libpng said, ended by a zero byte.
    char message[128];
};

/// Writes a symbol as a PNG file with one bit a pixel: grey when black on white, else with a palette of two colours.
/// Uses memory for one row of pixels, the file, and libpng's own state. Returns output->code.
int cpng_write_symbol(const struct cpng_symbol *symbol, struct cpng_output *output);

/// A grey picture in memory. Begin with all zeros but the limit.
struct cpng_picture {
    /// width * height bytes, 0 black, owned by this struct until cpng_release_picture; NULL when nothing was read.
    uint8_t *pixels;
    uint32_t width;
    uint32_t height;
    /// The most pixels the picture may have.
    size_t limit;
    /// CPNG_OK or the reason of the failure.
    int code;
    /// What libpng said, ended by a zero byte.
    char message[64];
};

/// Reads a PNG file of any colour type, depth and interlacing as grey over a white ground. Nothing is allocated for a
/// picture over the limit. Returns picture->code.
int cpng_read_grey(const void *bytes, size_t count, struct cpng_picture *picture);

/// Frees the pixels of a picture; harmless when there are none.
void cpng_release_picture(struct cpng_picture *picture);

/// Frees the bytes of an output; harmless when there are none.
void cpng_release(struct cpng_output *output);

#ifdef __cplusplus
}
#endif

#endif
