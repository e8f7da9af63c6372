// Foreign encoders, checksums and pictures behind plain functions.
// SPDX-License-Identifier: Apache-2.0

#ifndef PEERS_H
#define PEERS_H

#include <stddef.h>
#include <stdint.h>

// Each encodes `text`, which ends with a 0 at `length`, and returns the symbol's side, or 0 when it could not.
// `level` is 0...3 for L M Q H.
int peer_libqrencode_byte(const char *text, size_t length, int level);
int peer_libqrencode_mixed(const char *text, size_t length, int level);
int peer_qrcodegen_byte(const char *text, size_t length, int level);
int peer_qrcodegen_text(const char *text, size_t length, int level);
int peer_zint(const char *text, size_t length, int level);

// Encodes bytes with a given mask pattern; writes 0 or 1 a module, row-major, side x side of at most 177 x 177.
int peer_qrcodegen_modules(const char *text, size_t length, int level, int mask, uint8_t *modules);

// Encodes bytes and makes a PNG file of them as the program qrencode does; returns the file's length or 0.
size_t peer_libqrencode_png(const char *text, size_t length, int level, int module_pixels);

// CRC-16 with polynomial 0x1021 and start 0xFFFF, one byte and one table entry at a time.
uint16_t peer_crc16(const uint8_t *bytes, size_t count);

// Binds the calling thread to the processor that it runs on.
void bench_pin(void);

// Returns the file of a peer's library with links resolved, which ends in the version; NULL for an unknown name.
const char *bench_library_file(const char *peer);

#endif
