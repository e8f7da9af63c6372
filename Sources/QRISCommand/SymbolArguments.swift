// The standards' words as values of options and of request fields.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QREncoder
    import QRIS
    import QRRendering
    import QRStructure

    /// A choice among a few values, each with a name that commands and requests use.
    protocol NamedChoice: Sendable {
        /// All values, in the order help shows them.
        static var choices: [Self] { get }
        /// The value's name.
        var choiceName: String { get }
    }

    extension NamedChoice {
        /// Makes the value of a name, compared byte by byte.
        init?(choiceName name: String) {
            guard let choice = Self.choices.first(where: { $0.choiceName.utf8.elementsEqual(name.utf8) }) else {
                return nil
            }
            self = choice
        }

        /// All names.
        static var choiceNames: [String] { choices.map(\.choiceName) }
    }

    extension ErrorCorrectionLevel: NamedChoice {
        static var choices: [ErrorCorrectionLevel] { allCases }
        var choiceName: String { letter }
    }

    extension Profile: NamedChoice {
        static var choices: [Profile] { allCases }
        var choiceName: String { name }
    }

    extension EncodingOptions.SegmentMode: NamedChoice {
        static var choices: [EncodingOptions.SegmentMode] { [.byte, .mixed, .numeric, .alphanumeric, .kanji] }

        var choiceName: String {
            switch self {
            case .byte: "byte"
            case .mixed: "mixed"
            case .numeric: "numeric"
            case .alphanumeric: "alphanumeric"
            case .kanji: "kanji"
            }
        }
    }

    /// A named choice as the value of an option.
    struct Chosen<Value: NamedChoice>: ExpressibleByArgument {
        let value: Value

        init(_ value: Value) {
            self.value = value
        }

        init?(argument: String) {
            guard let value = Value(choiceName: argument) else { return nil }
            self.value = value
        }

        var defaultValueDescription: String { value.choiceName }

        static var allValueStrings: [String] { Value.choiceNames }
    }

    /// A version as the value of an option.
    struct VersionNumber: ExpressibleByArgument {
        let version: QRVersion

        init?(argument: String) {
            guard let number = Int(argument), let version = QRVersion(rawValue: number) else { return nil }
            self.version = version
        }
    }

    /// A mask pattern, or the choice of the best one, as the value of an option.
    enum MaskChoice: ExpressibleByArgument {
        case automatic
        case fixed(MaskPattern)

        init?(argument: String) {
            if argument == "auto" {
                self = .automatic
            } else if let number = Int(argument), let mask = MaskPattern(rawValue: number) {
                self = .fixed(mask)
            } else {
                return nil
            }
        }

        var defaultValueDescription: String { "auto" }

        static var allValueStrings: [String] { ["auto"] + MaskPattern.allPatterns.map { String($0.rawValue) } }

        /// The mask pattern to use, or `nil` for the best.
        var mask: MaskPattern? {
            switch self {
            case .automatic: nil
            case .fixed(let mask): mask
            }
        }
    }

    /// A colour as the value of an option.
    struct ColorValue: ExpressibleByArgument {
        let color: Color
        let defaultValueDescription: String

        init?(argument: String) {
            guard let color = Color(argument) else { return nil }
            self.color = color
            defaultValueDescription = argument
        }

        private init(_ color: Color, name: String) {
            self.color = color
            defaultValueDescription = name
        }

        static let black = ColorValue(.black, name: "black")
        static let white = ColorValue(.white, name: "white")
    }
#endif
