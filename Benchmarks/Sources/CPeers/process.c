// What the comparison asks of the process it runs in.
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "peers.h"
#include <dlfcn.h>
#include <limits.h>
#include <png.h>
#include <qrcodegen/qrcodegen.h>
#include <qrencode.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <zint.h>

void bench_pin(void) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)sched_getcpu(), &set);
    sched_setaffinity(0, sizeof set, &set);
}

const char *bench_library_file(const char *peer) {
    static char path[PATH_MAX];
    const void *function = !strcmp(peer, "libqrencode") ? (const void *)QRcode_encodeData
                           : !strcmp(peer, "qrcodegen") ? (const void *)qrcodegen_getSize
                           : !strcmp(peer, "zint")      ? (const void *)ZBarcode_Create
                           : !strcmp(peer, "libpng")    ? (const void *)png_write_row
                                                        : NULL;
    Dl_info info;
    return function && dladdr(function, &info) ? realpath(info.dli_fname, path) : NULL;
}
