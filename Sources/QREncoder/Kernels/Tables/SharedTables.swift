// Which tables the encoders of a process share, and where they are published.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// The read-only tables of all encoders, each made when it is first needed.
///
/// The numbers of the first pieces follow those of the scratch memory in `SymbolKernel`, so that pieces that are walked
/// together start at different places of a page (see `KernelArena`).
enum SharedTables {
    /// The tables of a version.
    static func version(_ version: QRVersion) -> VersionTables {
        SharedTable(place: version.rawValue, firstPiece: 21).table { arena in
            VersionTables(version: version, arena: &arena)
        }
    }

    /// The mask patterns that the tables of all versions are cut from.
    static func maskPeriods() -> MaskPeriods {
        SharedTable(place: 0, firstPiece: 0).table { arena in MaskPeriods(arena: &arena) }
    }

    /// The mask patterns of a version as lanes.
    static func lanes(of tables: VersionTables) -> MaskLaneTables {
        SharedTable(place: 41 + tables.versionNumber, firstPiece: 26).table { arena in
            MaskLaneTables(tables: tables, arena: &arena)
        }
    }

    /// What the AVX-512 kernels must know about a version.
    static func wide(of tables: VersionTables) -> WideTables {
        SharedTable(place: 82 + tables.versionNumber, firstPiece: 26).table { arena in
            WideTables(tables: tables, arena: &arena)
        }
    }

    /// The remainders for a count of error correction codewords, 7...30.
    static func remainders(codewordCount: Int) -> RemainderTables {
        SharedTable(place: 123 + codewordCount, firstPiece: 30).table { arena in
            RemainderTables(codewordCount: codewordCount, arena: &arena)
        }
    }

    /// The same remainders in the form of the AVX-512 kernel.
    static func distances(codewordCount: Int) -> DistanceTables {
        SharedTable(place: 154 + codewordCount, firstPiece: 30).table { arena in
            DistanceTables(tables: remainders(codewordCount: codewordCount), arena: &arena)
        }
    }
}
