// The scratch memory of an encoder, taken from encoders that are gone.
// SPDX-License-Identifier: Apache-2.0

import CQRKernels

/// Owns a `SymbolKernel`; gives it back to the process when the owner is gone, so that the next one need not allocate.
///
/// Only kernels of the best level are kept, at most `QRK_IDLE_COUNT` of them.
@safe struct PooledKernel: ~Copyable {
    private let pointer: UnsafeMutablePointer<SymbolKernel>
    private let isBest: Bool

    /// Takes an idle kernel or makes one.
    ///
    /// - Parameter kernels: a level of the processor.
    init(kernels: KernelLevel) {
        isBest = kernels == .best
        if isBest, let idle = unsafe qrk_take_idle() {
            // SAFETY: only `deinit` keeps memory, each a kernel of the best level that it owned.
            unsafe pointer = idle.assumingMemoryBound(to: SymbolKernel.self)
            unsafe pointer.pointee.forgetSymbol()
        } else {
            unsafe pointer = UnsafeMutablePointer<SymbolKernel>.allocate(capacity: 1)
            // SAFETY: the memory is new and has room for one kernel.
            unsafe pointer.initialize(to: SymbolKernel(kernels: kernels))
        }
    }

    /// The kernel; not to be used by two threads at once.
    var kernel: SymbolKernel {
        @inline(__always) _read {
            // SAFETY: the pointer is this value's own from `init` to `deinit`.
            yield unsafe pointer.pointee
        }
        @inline(__always) nonmutating _modify {
            // SAFETY: as above; the owner is not shared between threads, and no call to the kernel calls its owner.
            yield unsafe &pointer.pointee
        }
    }

    deinit {
        if isBest, unsafe qrk_keep_idle(pointer) != 0 { return }
        // SAFETY: initialised in `init`, and nobody else has it.
        unsafe pointer.deinitialize(count: 1)
        unsafe pointer.deallocate()
    }
}
