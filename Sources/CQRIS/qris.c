// Keeps the header of the C library compilable by itself.
// SPDX-License-Identifier: Apache-2.0

#include "qris.h"
