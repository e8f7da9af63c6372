// Building addresses from names that others chose.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    extension String {
        /// The text with every byte but letters, digits, `-`, `.`, `_` and `~` as `%XX`.
        ///
        /// - Source: RFC 3986, 2.3.
        var percentEncoded: String {
            var bytes: [UInt8] = []
            let digits = Array("0123456789ABCDEF".utf8)
            for byte in utf8 {
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "~"):
                    bytes.append(byte)
                default:
                    bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        /// The text as one segment of a path.
        ///
        /// - Throws: `GoBizError` for the empty text and for `.` and `..`, which name other paths even when encoded.
        func pathSegment() throws(GoBizError) -> String {
            guard !isEmpty, self != ".", self != ".." else {
                throw .invalidRequest("An outlet or transaction ID cannot be empty or dots.")
            }
            return percentEncoded
        }
    }

    extension URL {
        /// Scheme, host and port, as an error may show them.
        var serverName: String {
            let port = port.map { ":\($0)" } ?? ""
            return "\(scheme ?? "")://\(host ?? "")\(port)"
        }

        /// The address with a path, already encoded, behind its own.
        func adding(path: String) -> URL {
            let text = absoluteString
            let joined = text.hasSuffix("/") ? text + path : text + "/" + path
            // Percent-encoded segments behind an address that parsed: the result parses too.
            guard let url = URL(string: joined) else { preconditionFailure("cannot add a path") }
            return url
        }
    }
#endif
