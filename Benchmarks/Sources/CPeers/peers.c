// Foreign encoders behind one signature each.
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "peers.h"
#include <qrcodegen/qrcodegen.h>
#include <qrencode.h>
#include <sched.h>
#include <zint.h>

static int side(QRcode *symbol) {
    int width = symbol ? symbol->width : 0;
    QRcode_free(symbol);
    return width;
}

int peer_libqrencode_byte(const char *text, size_t length, int level) {
    return side(QRcode_encodeData((int)length, (const unsigned char *)text, 0, (QRecLevel)level));
}

int peer_libqrencode_mixed(const char *text, size_t length, int level) {
    (void)length;
    return side(QRcode_encodeString(text, 0, (QRecLevel)level, QR_MODE_8, 1));
}

int peer_qrcodegen_byte(const char *text, size_t length, int level) {
    static uint8_t symbol[qrcodegen_BUFFER_LEN_MAX], temp[qrcodegen_BUFFER_LEN_MAX], data[qrcodegen_BUFFER_LEN_MAX];
    struct qrcodegen_Segment segment = qrcodegen_makeBytes((const uint8_t *)text, length, data);
    if (!qrcodegen_encodeSegmentsAdvanced(&segment, 1, (enum qrcodegen_Ecc)level, 1, 40, qrcodegen_Mask_AUTO, false,
                                          temp, symbol))
        return 0;
    return qrcodegen_getSize(symbol);
}

int peer_zint(const char *text, size_t length, int level) {
    struct zint_symbol *symbol = ZBarcode_Create();
    symbol->symbology = BARCODE_QRCODE;
    symbol->input_mode = DATA_MODE;
    symbol->option_1 = level + 1;
    int rows = ZBarcode_Encode(symbol, (const unsigned char *)text, (int)length) < ZINT_ERROR ? symbol->rows : 0;
    ZBarcode_Delete(symbol);
    return rows;
}

void bench_pin(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    sched_setaffinity(0, sizeof set, &set);
}
