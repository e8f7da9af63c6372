// Changes a payload object by object and gives it a new CRC; everything untouched stays as it was.
// SPDX-License-Identifier: Apache-2.0

public import EMVTLV

/// A payload under change.
///
/// Order, unknown IDs and values that are not touched stay as they are; the CRC is computed when it is finished.
/// - Source: EMVCo QRCPS-MPM v1.0 4.6.1 (any order but 00 first, 63 last), 4.7.3.
public struct PayloadEditor: Sendable {
    private var list: ObjectList
    private let bounds: Bounds

    /// Starts from a payload.
    ///
    /// - Parameters:
    ///   - payload: the payload to change.
    ///   - repairingCRC: true to take a payload whose CRC is missing or wrong, which may be damaged.
    ///   - profile: the rules that bound the length of values; `lenient` takes 0...99 characters anywhere.
    /// - Throws: `EditError` with `wrongCRC`.
    public init(
        _ payload: QRISPayload, repairingCRC: Bool = false, profile: Profile = .qris
    ) throws(EditError) {
        guard repairingCRC || payload.crcMatches else { throw EditError(.wrongCRC, DataObjectPath(.crc)) }
        self.init(ObjectList(payload.bytes) ?? ObjectList(), profile: profile)
        _ = list.remove(.crc)
    }

    init(_ list: ObjectList, profile: Profile) {
        self.list = list
        bounds = Bounds(profile)
    }

    /// Which lengths of values the profile takes: those it calls no error.
    private struct Bounds {
        let keepsRules: Bool
        let allowsEmpty: Bool

        init(_ profile: Profile) {
            keepsRules = Issue.Code.tooLong.severity(under: profile) == .error
            allowsEmpty = Issue.Code.zeroLength.severity(under: profile) != .error
        }

        func check(_ value: [UInt8], _ path: DataObjectPath, limit: Int) throws(EditError) {
            guard let count = ObjectList.characterCount(value) else { throw EditError(.notUTF8, path) }
            guard count > 0 || allowsEmpty else { throw EditError(.empty, path) }
            guard count <= limit else { throw EditError(.tooLong, path, count: count, limit: limit) }
        }
    }

    /// Sets the value at a path, in place of the first data object there or as a new one.
    ///
    /// Templates on the way are made when missing. A new object goes to its ascending place when its neighbours are in
    /// ascending order; otherwise 01 goes behind 00, 54 to 57 go before 58, and others go to the end.
    /// - Parameters:
    ///   - path: such as 54 or 62.05; not 63.
    ///   - value: UTF-8, 1...99 characters and no more than the rule for the path allows; under `lenient` 0...99.
    /// - Throws: `EditError` with `tooLong`, also of a template on the way, `empty`, `notUTF8`, `notTemplate` or
    ///   `reservedPath`; nothing has been changed then.
    public mutating func set(_ path: DataObjectPath, to value: [UInt8]) throws(EditError) {
        guard path.depth > 0, path.id(at: 0) != .crc else { throw EditError(.reservedPath, path) }
        let rule = bounds.keepsRules ? PayloadRules.rule(at: path) : nil
        try bounds.check(value, path, limit: rule?.lengths.upperBound ?? 99)
        list = try setting(path, value, depth: 0, in: list)
    }

    /// Sets the value at a path to a text.
    ///
    /// - Throws: `EditError`, as for bytes; nothing has been changed then.
    public mutating func set(_ path: DataObjectPath, to text: String) throws(EditError) {
        try set(path, to: Array(text.utf8))
    }

    /// Removes every data object at a path, and templates that are then empty.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    public mutating func remove(_ path: DataObjectPath) -> Bool {
        guard path.depth > 0 else { return false }
        return Self.remove(path, depth: 0, from: &list) { _ in true }
    }

    /// Removes all data objects at a path but the first, and templates that are then empty.
    mutating func removeRepeats(of path: DataObjectPath) {
        var isFirst = true
        _ = Self.remove(path, depth: 0, from: &list) { _ in
            defer { isFirst = false }
            return !isFirst
        }
    }

    /// Removes every data object at a path whose value is to go, and templates that are then empty.
    ///
    /// - Returns: whether there was one.
    mutating func remove(_ path: DataObjectPath, where isToGo: ([UInt8]) -> Bool) -> Bool {
        Self.remove(path, depth: 0, from: &list, where: isToGo)
    }

    /// The data objects under the root.
    var objects: [OwnedObject] { list.objects }

    /// Returns how many characters of value a new data object in a template may still have, 0 when none fits.
    ///
    /// A template holds 99 characters with the four characters of each header in it.
    public func remainingCharacterCount(in template: DataObjectID) -> Int {
        let index = list.index(of: template)
        let taken = index.flatMap { ObjectList.characterCount(list.objects[$0].value) } ?? 0
        return max(0, 99 - taken - DataObject.headerLengthInBytes)
    }

    /// Returns the payload with its CRC.
    ///
    /// - Parameter profile: the rules it must keep.
    /// - Returns: a payload without errors under the profile; it may have warnings.
    /// - Throws: `EditError` with `invalidResult` and the report.
    public func finish(profile: Profile = .qris) throws(EditError) -> QRISPayload {
        let bytes = withCRC()
        do throws(ValidationError) {
            return try QRISPayload(validating: bytes, profile: profile)
        } catch {
            throw EditError(.invalidResult, report: error.report)
        }
    }

    /// Puts the objects in ascending order of ID, also inside templates; the CRC stays last.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 4.6.1: the order means nothing.
    public mutating func sort() {
        list.sort()
        for index in list.objects.indices {
            let id = list.objects[index].id
            guard RuleScope.inside(id, profile: .qris) != nil, var inner = ObjectList(list.objects[index].value) else {
                continue
            }
            inner.sort()
            list.objects[index].value = inner.encoded()
        }
    }

    func withCRC() -> [UInt8] {
        var writer = DataObjectWriter(continuing: list.encoded())
        writer.appendCRC()
        return writer.bytes
    }

    /// Returns a list with the value set at what is left of the path from `depth` on.
    private func setting(
        _ path: DataObjectPath, _ value: [UInt8], depth: Int, in list: ObjectList
    ) throws(EditError) -> ObjectList {
        guard let id = path.id(at: depth) else { return list }
        var list = list
        guard depth + 1 < path.depth else {
            list.set(id, value, isRoot: depth == 0)
            return list
        }
        let here = path.prefix(depth + 1)
        var inner = ObjectList()
        if let index = list.index(of: id) {
            guard let read = ObjectList(list.objects[index].value) else { throw EditError(.notTemplate, here) }
            inner = read
        }
        let bytes = try setting(path, value, depth: depth + 1, in: inner).encoded()
        try bounds.check(bytes, here, limit: 99)
        list.set(id, bytes, isRoot: depth == 0)
        return list
    }

    /// Removes what is to go at what is left of the path from `depth` on, in every template of the way.
    private static func remove(
        _ path: DataObjectPath, depth: Int, from list: inout ObjectList, where isToGo: ([UInt8]) -> Bool
    ) -> Bool {
        guard let id = path.id(at: depth) else { return false }
        var isRemoved = false
        var kept: [OwnedObject] = []
        for object in list.objects {
            var object = object
            if object.id == id {
                if depth + 1 == path.depth {
                    if isToGo(object.value) {
                        isRemoved = true
                        continue
                    }
                } else if var inner = ObjectList(object.value),
                    remove(path, depth: depth + 1, from: &inner, where: isToGo)
                {
                    isRemoved = true
                    if inner.objects.isEmpty { continue }
                    object.value = inner.encoded()
                }
            }
            kept.append(object)
        }
        list.objects = kept
        return isRemoved
    }
}
