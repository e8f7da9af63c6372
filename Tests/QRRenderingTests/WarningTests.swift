// Pictures that readers fail on are warned about.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import QRRendering
import Testing

@Suite struct WarningTests {
    @Test func ordinaryPicturesHaveNone() {
        #expect(RenderOptions().warnings == [])
        #expect(RenderOptions(dark: Color(red: 0, green: 32, blue: 96), light: .transparent).warnings == [])
    }

    @Test func eachDoubtIsTold() {
        #expect(RenderOptions(dark: .white, light: .black).warnings == [.lightDarkerThanDark])
        #expect(RenderOptions(quietZone: 3).warnings == [.narrowQuietZone(modules: 3)])
        #expect(RenderOptions(modulePixels: 2).warnings == [.smallModules(pixels: 2)])
        #expect(RenderOptions(dark: .black, light: .black).warnings == [.lowContrast(hundredths: 100)])
        #expect(RenderOptions(dark: .transparent, light: .white).warnings == [.lowContrast(hundredths: 100)])
        let words = RenderOptions(quietZone: 0, modulePixels: 1, dark: .white, light: .black).warnings.map { "\($0)" }
        #expect(words.count == 3 && words.allSatisfy { !$0.isEmpty && !$0.hasSuffix(".") })
    }

    /// Contrast against black and white by the formula of WCAG 2.1 with the C library's power.
    @Test func contrastIsThatOfTheFormula() {
        for grey in UInt8(0)...255 {
            let value = Double(grey) / 255
            let linear = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            let expected = 1.05 / (linear + 0.05)
            let warnings = RenderOptions(dark: Color(red: grey, green: grey, blue: grey)).warnings
            if expected >= 3 {
                #expect(warnings == [])
            } else {
                #expect(warnings == [.lowContrast(hundredths: Int(expected * 100))])
            }
        }
    }
}
