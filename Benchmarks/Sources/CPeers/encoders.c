// The encoders of libqrencode, qrcodegen and zint behind one signature each.
// SPDX-License-Identifier: Apache-2.0

#include "peers.h"
#include <qrcodegen/qrcodegen.h>
#include <qrencode.h>
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

static int encode(const struct qrcodegen_Segment *segment, int level, int mask, uint8_t *symbol) {
    static uint8_t temp[qrcodegen_BUFFER_LEN_MAX];
    if (!qrcodegen_encodeSegmentsAdvanced(segment, 1, (enum qrcodegen_Ecc)level, 1, 40, (enum qrcodegen_Mask)mask,
                                          false, temp, symbol))
        return 0;
    return qrcodegen_getSize(symbol);
}

static uint8_t symbol[qrcodegen_BUFFER_LEN_MAX], data[qrcodegen_BUFFER_LEN_MAX];

int peer_qrcodegen_byte(const char *text, size_t length, int level) {
    struct qrcodegen_Segment segment = qrcodegen_makeBytes((const uint8_t *)text, length, data);
    return encode(&segment, level, qrcodegen_Mask_AUTO, symbol);
}

// The choice of qrcodegen_encodeText, one mode for the whole text, without its raised level.
int peer_qrcodegen_text(const char *text, size_t length, int level) {
    if (!qrcodegen_isAlphanumeric(text)) return peer_qrcodegen_byte(text, length, level);
    struct qrcodegen_Segment segment =
        qrcodegen_isNumeric(text) ? qrcodegen_makeNumeric(text, data) : qrcodegen_makeAlphanumeric(text, data);
    return encode(&segment, level, qrcodegen_Mask_AUTO, symbol);
}

int peer_qrcodegen_modules(const char *text, size_t length, int level, int mask, uint8_t *modules) {
    struct qrcodegen_Segment segment = qrcodegen_makeBytes((const uint8_t *)text, length, data);
    int side = encode(&segment, level, mask, symbol);
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++)
            modules[row * side + column] = qrcodegen_getModule(symbol, column, row);
    return side;
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
