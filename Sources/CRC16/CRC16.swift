// CRC-16/IBM-3740 ("CCITT-FALSE"), the checksum that closes every EMV merchant-presented payload.
// SPDX-License-Identifier: Apache-2.0
