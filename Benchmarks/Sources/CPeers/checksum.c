// The usual table-driven CRC-16 as a yardstick.
// SPDX-License-Identifier: Apache-2.0

#include "peers.h"

static uint16_t table[256];

__attribute__((constructor)) static void fill_table(void) {
    for (int byte = 0; byte < 256; byte++) {
        unsigned crc = (unsigned)byte << 8;
        for (int bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1;
        table[byte] = (uint16_t)crc;
    }
}

uint16_t peer_crc16(const uint8_t *bytes, size_t count) {
    uint16_t crc = 0xFFFF;
    for (size_t i = 0; i < count; i++) crc = (uint16_t)(crc << 8 ^ table[crc >> 8 ^ bytes[i]]);
    return crc;
}
