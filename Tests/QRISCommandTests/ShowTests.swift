// `qris show`: the code and its facts, on a terminal and in a pipe.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct ShowTests {
    @Test func tellsWhomItPays() throws {
        let result = try Qris.run("show", Seed.created)
        #expect(result.exitCode == 0 && result.errorOutput.isEmpty && !result.hasEscapes)
        #expect(result.outputText.contains("█▀▀▀▀▀█"))
        #expect(
            result.outputText.contains(
                """
                Merchant    Circlek
                City        Bandung deket r
                Amount      Rp 122
                NMID        ID1019045019001
                Acquirer    GoPay (PT Dompet Anak Bangsa)
                Kind        dynamic: for one payment

                warning: qris.nmid_luhn
                """))
    }

    @Test func drawsNothingInvalid() throws {
        let result = try Qris.run("show", Seed.created.replacingOccurrences(of: "Circlek", with: "Circleq"))
        #expect(result.exitCode == 1 && result.output.isEmpty)
        #expect(result.errorText.hasPrefix("qris: error: crc.mismatch"))
    }

    @Test func usesColorsOnATerminalOnly() throws {
        let colored = try Qris.terminal("show '\(Seed.created)'")
        #expect(colored.exitCode == 0 && colored.hasEscapes)
        #expect(try !Qris.terminal("show '\(Seed.created)'", environment: "NO_COLOR=1").hasEscapes)
        #expect(try !Qris.terminal("show '\(Seed.created)'", environment: "TERM=dumb").hasEscapes)
        #expect(try Qris.terminal("show '\(Seed.created)'", environment: "NO_COLOR=").hasEscapes)
    }

    @Test func fitsTheTerminal() throws {
        #expect(try Qris.terminal("show '\(Seed.created)'", columns: 73).exitCode == 0)
        #expect(try Qris.terminal("show '\(Seed.created)'", columns: 69).exitCode == 0)
        let narrow = try Qris.terminal("show '\(Seed.created)'", columns: 68)
        #expect(narrow.exitCode == 2 && narrow.outputText.contains("needs 69 columns"))
    }
}
