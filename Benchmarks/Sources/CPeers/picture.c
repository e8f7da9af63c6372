// A PNG file from libqrencode and libpng, with the settings of the program qrencode.
// SPDX-License-Identifier: Apache-2.0

#include "peers.h"
#include <png.h>
#include <qrencode.h>
#include <string.h>

enum { margin = 4, largest_row = (177 + 2 * margin) * 16 / 8 + 1, largest_file = 1 << 20 };

struct file {
    size_t count;
    uint8_t bytes[largest_file];
};

static void append(png_structp png, png_bytep bytes, size_t count) {
    struct file *file = png_get_io_ptr(png);
    if (count > largest_file - file->count) png_error(png, "the file is too long");
    memcpy(file->bytes + file->count, bytes, count);
    file->count += count;
}

static void flush(png_structp png) { (void)png; }

static void write_rows(png_structp png, png_bytep row, size_t row_bytes, const QRcode *symbol, int module_pixels) {
    memset(row, 0xff, row_bytes);
    for (int y = 0; y < margin * module_pixels; y++) png_write_row(png, row);
    const unsigned char *module = symbol->data;
    for (int y = 0; y < symbol->width; y++) {
        memset(row, 0xff, row_bytes);
        int pixel = margin * module_pixels;
        for (int x = 0; x < symbol->width; x++, module++)
            for (int i = 0; i < module_pixels; i++, pixel++)
                row[pixel / 8] ^= (uint8_t)((*module & 1) << (7 - pixel % 8));
        for (int i = 0; i < module_pixels; i++) png_write_row(png, row);
    }
    memset(row, 0xff, row_bytes);
    for (int y = 0; y < margin * module_pixels; y++) png_write_row(png, row);
}

size_t peer_libqrencode_png(const char *text, size_t length, int level, int module_pixels) {
    static struct file file;
    static uint8_t row[largest_row];
    QRcode *symbol = QRcode_encodeData((int)length, (const unsigned char *)text, 0, (QRecLevel)level);
    int side = symbol ? (symbol->width + 2 * margin) * module_pixels : 0;
    size_t row_bytes = ((size_t)side + 7) / 8;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    file.count = 0;
    if (symbol && info && row_bytes <= sizeof row && !setjmp(png_jmpbuf(png))) {
        static png_color palette[2] = {{0, 0, 0}, {255, 255, 255}};
        png_set_PLTE(png, info, palette, 2);
        png_set_write_fn(png, &file, append, flush);
        png_set_IHDR(png, info, (png_uint_32)side, (png_uint_32)side, 1, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
                     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_set_pHYs(png, info, 2835, 2835, PNG_RESOLUTION_METER);
        png_write_info(png, info);
        write_rows(png, row, row_bytes, symbol, module_pixels);
        png_write_end(png, info);
    } else {
        file.count = 0;
    }
    png_destroy_write_struct(&png, &info);
    QRcode_free(symbol);
    return file.count;
}
