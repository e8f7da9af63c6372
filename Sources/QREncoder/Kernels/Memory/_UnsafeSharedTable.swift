// Tables that all encoders of a process share.
// SPDX-License-Identifier: Apache-2.0

import CQRKernels

/// The place of one read-only table, which is made when it is first asked for.
///
/// Threads that ask for the first time together each make the table; the one that publishes first wins, and the others
/// free theirs. Nothing is locked or allocated afterwards, and a table is never freed.
@safe struct SharedTable<Table: BitwiseCopyable> {
    private let place: Int32
    private let firstPiece: Int

    /// Names a table.
    ///
    /// - Parameters:
    ///   - place: where it is published, below `QRK_PLACE_COUNT`; no two tables have the same.
    ///   - firstPiece: see `KernelArena`.
    init(place: Int, firstPiece: Int) {
        assert(place >= 0 && place < QRK_PLACE_COUNT)
        self.place = Int32(truncatingIfNeeded: place)
        self.firstPiece = firstPiece
    }

    /// Looks the table up, and makes it when nobody has yet.
    ///
    /// - Parameter make: makes it in the memory of an arena; called at most once per thread.
    /// - Returns: the one table of the process.
    @inline(__always)
    func table(_ make: (inout KernelArena) -> Table) -> Table {
        if let known = unsafe qrk_published(place) {
            // SAFETY: only `publish` below publishes at this place, memory of this type that is never freed.
            return unsafe known.assumingMemoryBound(to: Table.self).pointee
        }
        return publish(make)
    }

    @inline(never)
    private func publish(_ make: (inout KernelArena) -> Table) -> Table {
        var arena = KernelArena(firstPiece: firstPiece)
        let table = make(&arena)
        // The table, and behind it where its memory begins.
        let size = MemoryLayout<Table>.stride
        let mine = UnsafeMutableRawPointer.allocate(
            byteCount: size + arena.pieceCount * MemoryLayout<Int>.stride,
            alignment: MemoryLayout<Table>.alignment)
        // SAFETY: the memory is new and has room for one table.
        unsafe mine.initializeMemory(as: Table.self, to: table)
        guard let winner = unsafe qrk_publish(place, mine) else { return table }
        if unsafe (winner == mine) {
            // SAFETY: behind the table there is room for all pieces, and nobody else writes there.
            unsafe arena.keepForever(
                noting: (mine + size).bindMemory(to: UnsafeMutableRawPointer.self, capacity: arena.pieceCount))
            return table
        }
        // SAFETY: another thread was first; nobody else knows this memory. `winner` is as in `table`.
        unsafe mine.deallocate()
        return unsafe winner.assumingMemoryBound(to: Table.self).pointee
    }
}
