// Compares symbols of `qris batch encode` with those of libqrencode, qrcodegen and zint, bit for bit.
// SPDX-License-Identifier: Apache-2.0
//
//   conformance requests | qris batch encode | conformance check    every version, level, mask, mode and fill
//   conformance vectors                                             what the in-tree tests expect, as JSON
//
// Both ends walk the same list of cases, so that replies need no look-up. A case's payload follows from its mode and
// length alone (see `payload`).

#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <stdbool.h>
#include <string.h>
#include <qrencode.h>
#include <qrcodegen/qrcodegen.h>
#include <zint.h>

// Exported by Debian's libqrencode but not declared in its header.
extern QRcode *QRcode_encodeMask(QRinput *input, int mask);

enum { maxSide = 177, maxModules = maxSide * maxSide, maxPayload = 7100, lineSize = 65536 };
enum mode { numeric, alphanumeric, byte, kanji, modeCount };
enum fill { full, oneCodewordLeft, half, fillCount };
static const char *const modeNames[] = {"numeric", "alphanumeric", "byte", "kanji"};
static const char levelLetters[] = "LMQH";
static const char alphanumerics[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

struct testCase {
    enum mode mode;
    int version, level, mask;  // mask -1: automatic, compared with zint
    int length;                // characters; bytes in byte mode
};

struct modules {
    int side;
    unsigned char isDark[maxModules];
};

// Fills `bytes` with `length` characters of a mode and returns the count of bytes.
static int payload(enum mode mode, int length, unsigned char *bytes) {
    for (int i = 0; i < length; i++) {
        switch (mode) {
        case numeric: bytes[i] = (unsigned char)('0' + (i * 7 + i / 10) % 10); break;
        case alphanumeric: bytes[i] = (unsigned char)alphanumerics[(i * 11 + i / 45) % 45]; break;
        case byte: bytes[i] = (unsigned char)(i * 31 + i / 256 * 17 + 7); break;
        default: {
            int value = (i * 53 + 7) % (31 * 188);  // 81..9F x 40..7E, 80..FC
            int low = 0x40 + value % 188;
            bytes[2 * i] = (unsigned char)(0x81 + value / 188);
            bytes[2 * i + 1] = (unsigned char)(low >= 0x7F ? low + 1 : low);
        }
        }
    }
    return mode == kanji ? 2 * length : length;
}

// A lower-case text, which every encoder holds as one byte segment.
static int lowerCasePayload(int length, unsigned char *bytes) {
    for (int i = 0; i < length; i++) bytes[i] = (unsigned char)('a' + (i * 7 + i / 26) % 26);
    return length;
}

static bool qrcodegenModules(const struct testCase *c, struct modules *out) {
    static uint8_t bytes[maxPayload * 2], data[maxPayload * 2], temp[qrcodegen_BUFFER_LEN_MAX];
    static uint8_t symbol[qrcodegen_BUFFER_LEN_MAX];
    int count = payload(c->mode, c->length, bytes);
    struct qrcodegen_Segment segment;
    bytes[count] = 0;
    if (c->mode == numeric) {
        segment = qrcodegen_makeNumeric((const char *)bytes, data);
    } else if (c->mode == alphanumeric) {
        segment = qrcodegen_makeAlphanumeric((const char *)bytes, data);
    } else if (c->mode == byte) {
        segment = qrcodegen_makeBytes(bytes, (size_t)count, data);
    } else {
        memset(data, 0, sizeof data);
        segment = (struct qrcodegen_Segment){qrcodegen_Mode_KANJI, c->length, data, 13 * c->length};
        for (int i = 0; i < c->length; i++) {
            int offset = (bytes[2 * i] << 8 | bytes[2 * i + 1]) - 0x8140;
            int value = (offset >> 8) * 0xC0 + (offset & 0xFF);
            for (int bit = 0; bit < 13; bit++)
                data[(13 * i + bit) / 8] |= (uint8_t)((value >> (12 - bit) & 1) << (7 - (13 * i + bit) % 8));
        }
    }
    if (!qrcodegen_encodeSegmentsAdvanced(&segment, 1, (enum qrcodegen_Ecc)c->level, c->version, c->version,
                                          (enum qrcodegen_Mask)(c->mask < 0 ? 0 : c->mask), false, temp, symbol))
        return false;
    out->side = qrcodegen_getSize(symbol);
    for (int row = 0; row < out->side; row++)
        for (int column = 0; column < out->side; column++)
            out->isDark[row * out->side + column] = qrcodegen_getModule(symbol, column, row);
    return true;
}

static bool libqrencodeModules(const struct testCase *c, struct modules *out) {
    static const QRencodeMode modes[] = {QR_MODE_NUM, QR_MODE_AN, QR_MODE_8, QR_MODE_KANJI};
    static unsigned char bytes[maxPayload * 2];
    int count = payload(c->mode, c->length, bytes);
    QRinput *input = QRinput_new2(c->version, (QRecLevel)c->level);
    QRcode *symbol = NULL;
    if (input && QRinput_append(input, modes[c->mode], count, bytes) == 0) symbol = QRcode_encodeMask(input, c->mask);
    bool made = symbol && symbol->version == c->version;
    if (made) {
        out->side = symbol->width;
        for (int i = 0; i < symbol->width * symbol->width; i++) out->isDark[i] = symbol->data[i] & 1;
    }
    QRcode_free(symbol);
    QRinput_free(input);
    return made;
}

static bool zintModules(const struct testCase *c, struct modules *out) {
    static unsigned char bytes[maxPayload];
    int count = lowerCasePayload(c->length, bytes);
    struct zint_symbol *symbol = ZBarcode_Create();
    symbol->symbology = BARCODE_QRCODE;
    symbol->input_mode = DATA_MODE;
    symbol->option_1 = c->level + 1;
    symbol->option_2 = c->version;
    bool made = ZBarcode_Encode(symbol, bytes, count) < ZINT_ERROR;
    if (made) {
        out->side = symbol->rows;
        for (int row = 0; row < symbol->rows; row++)
            for (int column = 0; column < symbol->rows; column++)
                out->isDark[row * symbol->rows + column] =
                    symbol->encoded_data[row][column / 8] >> (column % 8) & 1;
    }
    ZBarcode_Delete(symbol);
    return made;
}

// The most characters that a symbol holds, by asking qrcodegen.
static int capacity(enum mode mode, int version, int level) {
    static const int tooMany[] = {7100, 4400, 2970, 1830};  // for any symbol, but not for qrcodegen's bit counter
    static struct modules ignored;
    int low = 0, high = tooMany[mode];
    while (low + 1 < high) {
        struct testCase c = {mode, version, level, 0, (low + high) / 2};
        if (qrcodegenModules(&c, &ignored)) low = c.length;
        else high = c.length;
    }
    return low;
}

static int fillLength(enum mode mode, enum fill fill, int most) {
    switch (fill) {
    case full: return most;
    case half: return most / 2;
    default: {
        static const int charactersOfACodeword[] = {3, 2, 1, 1};  // at least eight bits
        int length = most - charactersOfACodeword[mode];
        return length > 0 ? length : 1;
    }
    }
}

typedef void visit(const struct testCase *, void *context);

static void everyCase(visit *visit, void *context) {
    for (int version = 1; version <= 40; version++)
        for (int level = 0; level < 4; level++) {
            for (int mode = 0; mode < modeCount; mode++) {
                int most = capacity((enum mode)mode, version, level);
                for (int fill = 0; fill < fillCount; fill++)
                    for (int mask = 0; mask < 8; mask++) {
                        struct testCase c = {(enum mode)mode, version, level, mask,
                                             fillLength((enum mode)mode, (enum fill)fill, most)};
                        visit(&c, context);
                    }
            }
            int most = capacity(byte, version, level);
            for (int length = most; length > 0 && length > most - 4; length--) {
                struct testCase c = {byte, version, level, -1, length};
                visit(&c, context);
            }
        }
}

static void printRequest(const struct testCase *c, void *context) {
    static unsigned char bytes[maxPayload * 2];
    (void)context;
    int count = c->mask < 0 ? lowerCasePayload(c->length, bytes) : payload(c->mode, c->length, bytes);
    printf("{\"id\":0,\"hex\":\"");
    for (int i = 0; i < count; i++) printf("%02x", bytes[i]);
    printf("\",\"mode\":\"%s\",\"level\":\"%c\",\"version\":%d", modeNames[c->mode], levelLetters[c->level], c->version);
    if (c->mask >= 0) printf(",\"mask\":%d", c->mask);
    printf("}\n");
}

struct tally {
    long compared, agreed, different;
};

static bool equals(const struct modules *symbol, const char *text) {
    for (int i = 0; i < symbol->side * symbol->side; i++)
        if (text[i] != (symbol->isDark[i] ? '1' : '0')) return false;
    char end = text[symbol->side * symbol->side];
    return end == '"';
}

static void compareOne(struct tally *tally, const struct testCase *c, const char *peer, bool made,
                       const struct modules *symbol, const char *text) {
    tally->compared++;
    if (made && text && equals(symbol, text)) {
        tally->agreed++;
        return;
    }
    tally->different++;
    printf("different from %s: version %d, level %c, mask %d, %s, %d characters\n", peer, c->version,
           levelLetters[c->level], c->mask, modeNames[c->mode], c->length);
}

static void checkReply(const struct testCase *c, void *context) {
    static char line[lineSize];
    static struct modules peer;
    struct tally *tally = context;
    const char *text = fgets(line, sizeof line, stdin) ? strstr(line, "\"modules\":\"") : NULL;
    if (text) text += strlen("\"modules\":\"");
    if (c->mask < 0) {
        bool made = zintModules(c, &peer);
        compareOne(tally, c, "zint", made, &peer, text);
        return;
    }
    bool made = qrcodegenModules(c, &peer);
    compareOne(tally, c, "qrcodegen", made, &peer, text);
    made = libqrencodeModules(c, &peer);
    compareOne(tally, c, "libqrencode", made, &peer, text);
}

// FNV-1a over the modules, one byte 0 or 1 a module, row by row.
static uint64_t digest(const struct modules *symbol) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (int i = 0; i < symbol->side * symbol->side; i++)
        hash = (hash ^ symbol->isDark[i]) * 0x100000001b3u;
    return hash;
}

static void printCapacities(void) {
    printf("  \"capacities\": [\n");
    for (int version = 1; version <= 40; version++) {
        printf("    [");
        for (int level = 0; level < 4; level++)
            for (int mode = 0; mode < modeCount; mode++)
                printf("%d%s", capacity((enum mode)mode, version, level), level == 3 && mode == 3 ? "" : ", ");
        printf("]%s\n", version == 40 ? "" : ",");
    }
    printf("  ],\n");
}

// One symbol a version and level: masks, modes and fills take turns. Only those on which both peers agree are written.
static bool printSymbols(void) {
    static struct modules one, other;
    bool agreed = true;
    printf("  \"symbols\": [\n");
    for (int index = 0; index < 160; index++) {
        int version = index / 4 + 1, level = index % 4;
        enum mode mode = (enum mode)((index + index / 4) % modeCount);
        enum fill fill = (enum fill)(index % fillCount);
        struct testCase c = {mode, version, level, (index * 3 + index / 8) % 8,
                             fillLength(mode, fill, capacity(mode, version, level))};
        agreed = agreed && qrcodegenModules(&c, &one) && libqrencodeModules(&c, &other) && digest(&one) == digest(&other);
        printf("    {\"version\": %d, \"level\": \"%c\", \"mask\": %d, \"mode\": \"%s\", \"length\": %d, \"digest\": \"%016llx\"}%s\n",
               version, levelLetters[level], c.mask, modeNames[mode], c.length, (unsigned long long)digest(&one),
               index == 159 ? "" : ",");
    }
    printf("  ],\n");
    return agreed;
}

static void printAutomaticMasks(void) {
    static struct modules symbol;
    printf("  \"automaticMasks\": [\n");
    for (int index = 0; index < 80; index++) {
        int version = index / 2 + 1, level = index % 4;
        struct testCase c = {byte, version, level, -1, capacity(byte, version, level) - index % 3};
        bool made = zintModules(&c, &symbol);
        printf("    {\"version\": %d, \"level\": \"%c\", \"length\": %d, \"digest\": \"%016llx\"}%s\n", version,
               levelLetters[level], c.length, made ? (unsigned long long)digest(&symbol) : 0, index == 79 ? "" : ",");
    }
    printf("  ]\n");
}

int main(int argc, char **argv) {
    const char *command = argc == 2 ? argv[1] : "";
    if (strcmp(command, "requests") == 0) {
        everyCase(printRequest, NULL);
        return 0;
    }
    if (strcmp(command, "check") == 0) {
        struct tally tally = {0, 0, 0};
        everyCase(checkReply, &tally);
        printf("%ld comparisons, %ld equal, %ld different\n", tally.compared, tally.agreed, tally.different);
        return tally.different == 0 ? 0 : 1;
    }
    if (strcmp(command, "vectors") == 0) {
        printf("{\n  \"source\": \"libqrencode 4.1.1 and qrcodegen 1.8.0 in agreement; masks: zint 2.11.1\",\n");
        printCapacities();
        bool agreed = printSymbols();
        printAutomaticMasks();
        printf("}\n");
        return agreed ? 0 : 1;
    }
    fprintf(stderr, "usage: conformance requests|check|vectors\n");
    return 64;
}
