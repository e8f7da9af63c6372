// Measures the C library from C beside libqrencode's and qrcodegen's: cost of a call, size, time to load and call once.
// SPDX-License-Identifier: Apache-2.0
//
//   library LIBQRIS.SO LIBSWIFTCALL.SO PAYLOAD     one table, the same encoding called from Swift in it
//   library first LIBRARY FUNCTION PAYLOAD         nanoseconds from dlopen to the end of the first call

#define _GNU_SOURCE
#include <dlfcn.h>
#include <qrcodegen/qrcodegen.h>
#include <qrencode.h>
#include <qris.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static const char *text;
static size_t text_length;

static double now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

// MARK: Work

static qris_encoder *encoder;
static qris_symbol symbol;

static int qris_work(void) {
    qris_encode_options options = QRIS_ENCODE_OPTIONS_INIT;
    options.raises_level = 0;
    return qris_encode(encoder, text, text_length, &options, NULL, 0, &symbol, NULL) == QRIS_OK;
}

static int qris_modules_work(void) {
    static uint8_t modules[QRIS_MAXIMUM_MODULES];
    qris_encode_options options = QRIS_ENCODE_OPTIONS_INIT;
    options.raises_level = 0;
    return qris_encode(encoder, text, text_length, &options, modules, sizeof modules, NULL, NULL) == QRIS_OK;
}

static int32_t (*swift_encode)(const uint8_t *, ptrdiff_t);

static int swift_work(void) { return swift_encode((const uint8_t *)text, (ptrdiff_t)text_length); }

static int qrencode_work(void) {
    QRcode *code = QRcode_encodeData((int)text_length, (const unsigned char *)text, 0, QR_ECLEVEL_M);
    int made = code != NULL;
    QRcode_free(code);
    return made;
}

static int qrcodegen_work(void) {
    static uint8_t bytes[qrcodegen_BUFFER_LEN_MAX], code[qrcodegen_BUFFER_LEN_MAX];
    memcpy(bytes, text, text_length);
    return qrcodegen_encodeBinary(bytes, text_length, code, qrcodegen_Ecc_MEDIUM, 1, 40, qrcodegen_Mask_AUTO, false);
}

static int validate_work(void) {
    static qris_issue issues[64];
    size_t count = 0;
    return qris_validate(text, text_length, QRIS_PROFILE_QRIS, issues, 64, &count) == QRIS_OK;
}

static int crc_work(void) { return qris_crc16(text, text_length - 4) != 1; }

static int svg_work(void) {
    static char out[1 << 16];
    size_t length = 0;
    return qris_render_svg(&symbol, NULL, out, sizeof out, &length, NULL) == QRIS_OK;
}

// MARK: Measuring

struct contender {
    const char *name;
    int (*work)(void);
    double best;
};

// The least processor time of a call, in batches of about 200 microseconds, all contenders in turns.
static void measure(struct contender *contenders, size_t count) {
    for (int round = 0; round < 400; round++) {
        for (size_t i = 0; i < count; i++) {
            double start = now(CLOCK_PROCESS_CPUTIME_ID), end = start;
            int calls = 0;
            do {
                for (int k = 0; k < 8; k++, calls++)
                    if (!contenders[i].work()) exit(1);
                end = now(CLOCK_PROCESS_CPUTIME_ID);
            } while (end - start < 2e5);
            double each = (end - start) / calls;
            if (round == 0 || each < contenders[i].best) contenders[i].best = each;
        }
    }
}

static long long size_of(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? (long long)status.st_size : -1;
}

// Where the loader found a library.
static const char *path_of(void *function) {
    Dl_info info;
    return dladdr(function, &info) ? info.dli_fname : "";
}

// The least of several processes, as each loads but once.
static double first_call(const char *program, const char *library, const char *function) {
    double best = 0;
    for (int i = 0; i < 15; i++) {
        char command[4096];
        double time = 0;
        snprintf(command, sizeof command, "'%s' first '%s' %s '%s'", program, library, function, text);
        FILE *output = popen(command, "r");
        if (!output || fscanf(output, "%lf", &time) != 1 || pclose(output) != 0) exit(2);
        if (best == 0 || time < best) best = time;
    }
    return best;
}

static int time_first_call(const char *library, const char *function) {
    double start = now(CLOCK_MONOTONIC);
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return 2;
    void *address = dlsym(handle, function);
    if (!address) return 2;
    static uint8_t bytes[qrcodegen_BUFFER_LEN_MAX], code[qrcodegen_BUFFER_LEN_MAX];
    if (strcmp(function, "qris_encode") == 0) {
        qris_encoder *(*create)(void);
        *(void **)&create = dlsym(handle, "qris_encoder_create");
        qris_status (*encode)(qris_encoder *, const char *, size_t, const qris_encode_options *, uint8_t *, size_t,
                              qris_symbol *, qris_error *);
        *(void **)&encode = address;
        if (encode(create(), text, text_length, NULL, NULL, 0, &symbol, NULL) != QRIS_OK) return 1;
    } else if (strcmp(function, "QRcode_encodeData") == 0) {
        QRcode *(*encode)(int, const unsigned char *, int, QRecLevel);
        *(void **)&encode = address;
        if (!encode((int)text_length, (const unsigned char *)text, 0, QR_ECLEVEL_M)) return 1;
    } else {
        bool (*encode)(uint8_t *, size_t, uint8_t *, enum qrcodegen_Ecc, int, int, enum qrcodegen_Mask, bool);
        *(void **)&encode = address;
        memcpy(bytes, text, text_length);
        if (!encode(bytes, text_length, code, qrcodegen_Ecc_MEDIUM, 1, 40, qrcodegen_Mask_AUTO, false)) return 1;
    }
    printf("%.0f\n", now(CLOCK_MONOTONIC) - start);
    return 0;
}

int main(int count, char **arguments) {
    if (count == 5 && strcmp(arguments[1], "first") == 0) {
        text = arguments[4];
        text_length = strlen(text);
        return time_first_call(arguments[2], arguments[3]);
    }
    if (count != 4) return 64;
    void *swift = dlopen(arguments[2], RTLD_NOW | RTLD_LOCAL);
    if (!swift) {
        fprintf(stderr, "%s\n", dlerror());
        return 2;
    }
    *(void **)&swift_encode = dlsym(swift, "swift_encode");
    text = arguments[3];
    text_length = strlen(text);
    encoder = qris_encoder_create();
    struct contender contenders[] = {
        {"qris_encode", qris_work, 0},
        {"the same called from Swift", swift_work, 0},
        {"qris_encode, bytes as well", qris_modules_work, 0},
        {"libqrencode", qrencode_work, 0},
        {"qrcodegen", qrcodegen_work, 0},
        {"qris_validate", validate_work, 0},
        {"qris_crc16", crc_work, 0},
        {"qris_render_svg", svg_work, 0},
    };
    measure(contenders, sizeof contenders / sizeof *contenders);
    printf("Payload of %zu bytes, version %d-M, all masks scored; nanoseconds of processor time per call\n", text_length,
           (int)symbol.version);
    for (size_t i = 0; i < sizeof contenders / sizeof *contenders; i++)
        printf("  %-26s %10.0f\n", contenders[i].name, contenders[i].best);
    printf("  %-26s %10.2f\n", "C / Swift", contenders[0].best / contenders[1].best);

    struct {
        const char *name, *path, *function;
    } libraries[] = {
        {"libqris", arguments[1], "qris_encode"},
        {"libqrencode", path_of((void *)(uintptr_t)QRcode_encodeData), "QRcode_encodeData"},
        {"qrcodegen", path_of((void *)(uintptr_t)qrcodegen_encodeBinary), "qrcodegen_encodeBinary"},
    };
    printf("Library                      bytes, stripped   load and first encoding, microseconds\n");
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        printf("  %-26s %15lld   %10.0f\n", libraries[i].name, size_of(libraries[i].path),
               first_call(arguments[0], libraries[i].path, libraries[i].function) / 1e3);
    qris_encoder_destroy(encoder);
    return 0;
}
