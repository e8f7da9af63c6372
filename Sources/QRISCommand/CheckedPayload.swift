// The gate before a payment code is drawn: only a valid payload passes.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QREncoder
    import QRIS
    import QRStructure

    extension Failure {
        /// A payload with errors: all its issues, the errors first.
        init(_ report: ValidationReport, of bytes: [UInt8]) {
            let errors = report.issues.filter { $0.severity == .error }
            let warnings = report.issues.filter { $0.severity == .warning }
            self.init(.invalidInput, lines: IssueText(bytes: bytes).lines(of: errors + warnings))
        }

        #if !PNG
            /// PNG was asked for in a build without it.
            static var pngMissing: Failure {
                Failure(.usage, "this build of the tool has no PNG; use svg, or build with the trait PNG")
            }
        #endif
    }

    extension QRISPayload {
        /// Parses a payload and refuses one with errors.
        ///
        /// - Parameter bytes: the whole payload.
        /// - Throws: a failure with every issue.
        init(checking bytes: [UInt8]) throws(Failure) {
            do throws(ValidationError) {
                try self.init(validating: bytes)
            } catch {
                throw Failure(error.report, of: bytes)
            }
        }
    }

    extension QRSymbolEncoder {
        /// Encodes a text, or bytes as they are in kanji mode.
        ///
        /// - Parameters:
        ///   - bytes: UTF-8; in kanji mode Shift JIS.
        ///   - options: what the caller chooses about the symbol.
        /// - Returns: the symbol.
        /// - Throws: a failure with the encoder's reason.
        func symbol(of bytes: [UInt8], options: EncodingOptions) throws(Failure) -> QRSymbol {
            do throws(EncodingError) {
                guard options.mode != .kanji else { return try encode(bytes: bytes, options: options) }
                return try encode(String(decoding: bytes, as: UTF8.self), options: options)
            } catch {
                throw Failure(error)
            }
        }
    }
#endif
