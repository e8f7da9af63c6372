// Foreign encoders behind one signature each.
// SPDX-License-Identifier: Apache-2.0

#ifndef PEERS_H
#define PEERS_H

#include <stddef.h>
#include <stdint.h>

// Each encodes `text` and returns the symbol's side, or 0 when it could not. `level` is 0...3 for L M Q H.
int peer_libqrencode_byte(const char *text, size_t length, int level);
int peer_libqrencode_mixed(const char *text, size_t length, int level);
int peer_qrcodegen_byte(const char *text, size_t length, int level);
int peer_zint(const char *text, size_t length, int level);

// Binds the calling thread to one processor.
void bench_pin(int processor);

#endif
