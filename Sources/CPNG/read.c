// Reading PNG files with libpng; empty when the package is built without its PNG trait.
// SPDX-License-Identifier: Apache-2.0

#ifdef QRIS_PNG

#include "cpng.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

// Takes libpng's reason over and frees what it holds.
static int fail(png_image *image, struct cpng_picture *picture, int code) {
    picture->code = code;
    size_t length = strnlen(image->message, sizeof picture->message - 1);
    memcpy(picture->message, image->message, length);
    picture->message[length] = 0;
    png_image_free(image);
    return code;
}

int cpng_read_grey(const void *bytes, size_t count, struct cpng_picture *picture) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes, count)) {
        return fail(&image, picture, CPNG_FAILED);
    }
    size_t pixels = (size_t)image.width * image.height;
    if (pixels > picture->limit) {
        return fail(&image, picture, CPNG_PICTURE_TOO_LARGE);
    }
    image.format = PNG_FORMAT_GRAY;
    picture->pixels = malloc(pixels);
    if (picture->pixels == NULL) {
        return fail(&image, picture, CPNG_OUT_OF_MEMORY);
    }
    picture->width = image.width;
    picture->height = image.height;
    const png_color white = {255, 255, 255};
    if (!png_image_finish_read(&image, &white, picture->pixels, 0, NULL)) {
        return fail(&image, picture, CPNG_FAILED);
    }
    return picture->code;
}

void cpng_release_picture(struct cpng_picture *picture) {
    free(picture->pixels);
    picture->pixels = NULL;
}

#endif
