// The gate before a payment code is drawn: only a valid payload passes.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import EMVConsumerTLV
    import QREncoder
    import QRIS
    import QRStructure

    extension Failure {
        /// A payload with errors: what it is, where it is foreign, and all its issues, the errors first.
        init(_ report: ValidationReport, of bytes: [UInt8]) {
            let errors = report.issues.filter { $0.severity == .error }
            let warnings = report.issues.filter { $0.severity == .warning }
            let scheme = PaymentScheme(of: bytes.span)?.lines(under: report.profile) ?? []
            let isOfConsumer = ConsumerNotation(recognizing: bytes.span) != nil
            self.init(
                .invalidInput,
                lines: IssueText(bytes: bytes).lines(of: errors + warnings) + scheme.map { "    this is " + $0 }
                    + (isOfConsumer ? ["    qris inspect and qris validate take it"] : []))
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
        /// - Parameters:
        ///   - bytes: the whole payload.
        ///   - profile: the rules it must keep.
        /// - Throws: a failure with every issue.
        init(checking bytes: [UInt8], profile: Profile = .qris) throws(Failure) {
            do throws(ValidationError) {
                try self.init(validating: bytes, profile: profile)
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
