// Which instructions the encoder's kernels may use.
// SPDX-License-Identifier: Apache-2.0

import CQRKernels

/// A set of processor instructions that kernels are written for; every level gives the same symbols.
///
/// `QRSymbolEncoder()` takes the best one of the processor. The environment variable `QRIS_KERNELS` (`swift` or `avx2`)
/// lowers it for a whole process.
@_spi(Kernels)
public enum KernelLevel: Int32, CaseIterable, Sendable {
    /// Pure Swift, on every processor.
    case swift
    /// AVX2 for the penalties.
    case avx2
    /// AVX-512 with GFNI and VPOPCNTDQ for every stage.
    case avx512
    /// Advanced SIMD of AArch64 for the penalties.
    case neon

    /// The best level of this processor, or the one that the environment names.
    public static var best: KernelLevel { KernelLevel(rawValue: qrk_best_level()) ?? .swift }

    /// All levels that run here, `swift` first.
    public static var available: [KernelLevel] {
        switch best {
        case .swift: [.swift]
        case .avx2: [.swift, .avx2]
        case .avx512: [.swift, .avx2, .avx512]
        case .neon: [.swift, .neon]
        }
    }
}
