// A payload: its bytes as they came, and where its data objects lie.
// SPDX-License-Identifier: Apache-2.0

public import EMVTLV

/// A parsed qris_string: the exact bytes and the data objects under the root, in order, unknown ones too.
///
/// Nothing is normalised: `encoded()` gives back the bytes that came in. A matching CRC says that the text was not
/// damaged, not that it comes from the merchant it names.
/// - Source: EMVCo QRCPS-MPM v1.0 3.2, 4.6.
public struct QRISPayload: Hashable, Sendable {
    /// The whole qris_string in UTF-8.
    public let bytes: [UInt8]
    /// The data objects under the root in the order they stand.
    public let objects: [DataObject]

    init(bytes: [UInt8], objects: [DataObject]) {
        self.bytes = bytes
        self.objects = objects
    }

    /// Parses the structure of a qris_string; no meaning is checked, not even the CRC.
    ///
    /// Templates are not opened.
    /// - Throws: `PayloadError` at the first structural fault under the root.
    public init(parsing bytes: [UInt8]) throws(PayloadError) {
        objects = try DataObjectReader.dataObjects(in: bytes.span)
        self.bytes = bytes
    }

    /// Parses the structure of a qris_string held in a text.
    ///
    /// - Throws: `PayloadError` at the first structural fault under the root; its offsets count UTF-8 bytes.
    public init(parsing text: String) throws(PayloadError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Parses a qris_string and checks it against all rules of a profile.
    ///
    /// - Throws: `ValidationError` with the full report when any issue is an error. Warnings pass: ask `validate`.
    public init(validating bytes: [UInt8], profile: Profile = .qris) throws(ValidationError) {
        let report = Self.validate(bytes.span, profile: profile)
        guard report.isValid else { throw ValidationError(report: report) }
        var objects: [DataObject] = []
        var reader = DataObjectReader(0..<bytes.count)
        while let object = DataObjectFinder.next(&reader, bytes.span) {
            objects.append(object)
        }
        self.objects = objects
        self.bytes = bytes
    }

    /// Parses a qris_string held in a text and checks it against all rules of a profile.
    ///
    /// - Throws: `ValidationError` with the full report when any issue is an error; offsets count UTF-8 bytes.
    public init(validating text: String, profile: Profile = .qris) throws(ValidationError) {
        try self.init(validating: Array(text.utf8), profile: profile)
    }

    /// Returns the qris_string exactly as it was parsed.
    public func encoded() -> [UInt8] {
        bytes
    }
}

extension QRISPayload {
    /// Returns everything that is wrong or doubtful in a qris_string.
    ///
    /// - Parameters:
    ///   - bytes: the whole qris_string; any bytes at all.
    ///   - profile: the rules to apply.
    /// - Returns: the issues; empty when there is nothing to say.
    /// - Complexity: O(`bytes.count`); no heap allocation when there is no issue.
    public static func validate(_ bytes: Span<UInt8>, profile: Profile = .qris) -> ValidationReport {
        validate(bytes, options: ValidationOptions(profile: profile))
    }

    /// Returns everything that is wrong or doubtful in a qris_string, with options beyond the profile.
    public static func validate(_ bytes: Span<UInt8>, options: ValidationOptions) -> ValidationReport {
        var report = ValidationReport()
        report.validate(bytes, options: options)
        return report
    }

    /// Returns everything that is wrong or doubtful in a qris_string held in an array.
    public static func validate(_ bytes: [UInt8], profile: Profile = .qris) -> ValidationReport {
        validate(bytes.span, profile: profile)
    }

    /// Returns everything that is wrong or doubtful in a qris_string held in a text.
    public static func validate(_ text: String, profile: Profile = .qris) -> ValidationReport {
        validate(Array(text.utf8).span, profile: profile)
    }

    /// Returns everything that is wrong or doubtful in this payload.
    public func validate(profile: Profile = .qris) -> ValidationReport {
        Self.validate(bytes.span, profile: profile)
    }
}

extension QRISPayload {
    /// Returns the first data object at a path; nil when there is none.
    public func object(at path: DataObjectPath) -> DataObject? {
        DataObjectFinder.object(at: path, in: bytes.span)
    }

    /// Returns the bytes of the value at a path such as "62.07"; nil when there is none.
    ///
    /// - Returns: a range in `bytes`, so counted from the start of the qris_string.
    public func find(_ path: DataObjectPath) -> Range<Int>? {
        object(at: path)?.valueRange
    }

    /// Returns the bytes of the value at a path written as text; nil when there is none or the text is no path.
    public func find(_ path: String) -> Range<Int>? {
        DataObjectPath(path).flatMap { find($0) }
    }

    /// Returns the value at a path as text; nil when there is none.
    public func text(at path: DataObjectPath) -> String? {
        find(path).map { text(in: $0) }
    }

    /// Returns the data objects inside a template; nil when the value is not whole data objects.
    public func objects(inside template: DataObject) -> [DataObject]? {
        guard template.valueRange.upperBound <= bytes.count else { return nil }
        do throws(PayloadError) {
            return try DataObjectReader.dataObjects(in: bytes.span, range: template.valueRange)
        } catch {
            return nil
        }
    }

    func text(in range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
