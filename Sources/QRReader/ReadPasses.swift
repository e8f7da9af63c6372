// The order in which a picture is tried.
// SPDX-License-Identifier: Apache-2.0

/// One way of looking at a picture.
struct ReadPass {
    /// Which copy of the picture.
    enum Source {
        case native
        case half
        case third
        case quarter
        case eighth
        case sixteenth
        case enlarged
        case smoothed
        case logarithm
        case logarithmHalf
    }

    /// Which colours the pass looks for before anything was read.
    enum Colours {
        case dark
        case light
        case both
    }

    /// When the pass is left out.
    enum Condition {
        case always
        /// Only while nothing was read.
        case unread
        /// Only for a picture that is dark as a whole.
        case darkPicture
    }

    var source: Source
    var binarization = Binarization.middle8
    var colours = Colours.dark
    var rowStep = 2
    var isThorough = true
    var isRelaxed = false
    var condition = Condition.always
    /// The longest side a picture must exceed, and the one it must not exceed, in pixels.
    var longerThan = 0
    var notLongerThan = Int.max
    /// The pass's own limit of work, or `nil` for the usual one.
    var limit: Int?

    /// All passes, in order of cost and of what they find.
    static let all: [ReadPass] = [
        ReadPass(source: .native, rowStep: 3, isThorough: false),
        ReadPass(source: .eighth, condition: .unread, longerThan: 700, limit: 3_600),
        ReadPass(source: .sixteenth, condition: .unread, longerThan: 1000, limit: 3_600),
        ReadPass(source: .half, longerThan: 500),
        ReadPass(source: .logarithm, condition: .darkPicture),
        ReadPass(source: .logarithmHalf, condition: .darkPicture),
        ReadPass(source: .quarter, condition: .unread, longerThan: 1000),
        ReadPass(source: .native, rowStep: 1),
        ReadPass(source: .smoothed),
        ReadPass(source: .half, colours: .light, longerThan: 300),
        ReadPass(source: .native, colours: .light, rowStep: 1),
        ReadPass(source: .native, binarization: .mean8),
        ReadPass(source: .half, binarization: .mean8, longerThan: 300),
        ReadPass(source: .native, binarization: .global, colours: .both),
        ReadPass(source: .native, binarization: .middle16, colours: .both),
        ReadPass(source: .third, colours: .both, longerThan: 500),
        ReadPass(source: .quarter, colours: .light, condition: .unread, longerThan: 1000),
        ReadPass(source: .smoothed, colours: .light),
        ReadPass(source: .native, rowStep: 1, isRelaxed: true, condition: .unread),
        ReadPass(source: .native, colours: .light, rowStep: 1, isRelaxed: true, condition: .unread),
        ReadPass(source: .enlarged, rowStep: 1, condition: .unread, notLongerThan: 700),
        ReadPass(source: .enlarged, colours: .light, rowStep: 1, condition: .unread, notLongerThan: 700),
    ]

    /// Passes of the standard effort: the first, and half the size.
    var isStandard: Bool {
        switch source {
        case .native: !isThorough
        case .half: binarization == .middle8 && colours == .dark
        default: false
        }
    }
}
