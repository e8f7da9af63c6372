// QRIS payloads and QR Code symbols in JavaScript, through qris.wasm.
// SPDX-License-Identifier: Apache-2.0
//
//   import { load } from "./qris.mjs";
//   const qris = await load(bytesOfTheFileQrisWasm);
//   qris.validate("000201…")          // { valid, issues: [{ code, severity, path, offset, length, message, … }] }
//   qris.encode("HELLO").svg()        // or .rows: one Uint8Array a row, 1 is dark

const profiles = { qris: 0, emv: 1, lenient: 2 };
const levels = "LMQH";
const modes = { byte: 0, mixed: 1, numeric: 2, alphanumeric: 3, kanji: 4 };
const bytesOfIssue = 60, bytesOfSymbol = 64 + 531 * 8, bytesOfError = 64, mostIssues = 256;

/** A call that failed, with the members of the header's `qris_error`; `offset` counts bytes of the text. */
export class QRISError extends Error {
    constructor(message, details) {
        super(message);
        Object.assign(this, details);
    }
}

/** Returns the library made from the bytes of qris.wasm; it imports nothing. */
export async function load(bytes) {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    return new Library(instance.exports);
}

class Library {
    #c;

    constructor(exports) {
        this.#c = exports;
    }

    get version() {
        return this.#text(this.#c.qris_version());
    }

    /** Returns the checksum of a text's UTF-8. */
    crc16(text) {
        return this.#with([utf8(text)], (bytes) => this.#c.qris_crc16(bytes.at, bytes.size));
    }

    /** Returns whether a payload is valid, and every issue; offsets count bytes of the UTF-8 text. */
    validate(text, profile = "qris") {
        return this.#with([utf8(text), bytesOfIssue * mostIssues, 4], (payload, issues, count) => {
            this.#c.qris_validate(payload.at, payload.size, profiles[profile], issues.at, mostIssues, count.at);
            const found = Math.min(this.#view().getUint32(count.at, true), mostIssues);
            const list = Array.from({ length: found }, (_, i) => this.#issue(issues.at + i * bytesOfIssue));
            return { valid: this.#c.qris_is_valid(payload.at, payload.size, profiles[profile]) === 1, issues: list };
        });
    }

    /** Returns the value at a path such as "62.07", or null. */
    find(text, path) {
        return this.#with([utf8(text), utf8(path + "\0"), 8], (payload, name, place) => {
            if (this.#c.qris_find(payload.at, payload.size, name.at, place.at, place.at + 4) !== 0) return null;
            const [offset, length] = [0, 4].map((i) => this.#view().getUint32(place.at + i, true));
            return this.#text(payload.at + offset, length);
        });
    }

    /** Returns the payload for one transaction over an amount such as "15000". */
    convertToDynamic(text, amount) {
        return this.#with([utf8(text), utf8(amount), 4096, 4, bytesOfError], (payload, sum, out, length, error) => {
            this.#check(this.#c.qris_convert_to_dynamic(payload.at, payload.size, sum.at, sum.size, 0, out.at, out.size,
                length.at, error.at), error);
            return this.#text(out.at, this.#view().getUint32(length.at, true));
        });
    }

    /** Returns the payload for any number of transactions. */
    convertToStatic(text) {
        return this.#with([utf8(text), 4096, 4, bytesOfError], (payload, out, length, error) => {
            this.#check(this.#c.qris_convert_to_static(payload.at, payload.size, 0, out.at, out.size, length.at,
                error.at), error);
            return this.#text(out.at, this.#view().getUint32(length.at, true));
        });
    }

    /** Returns the symbol of a text, or of bytes in a Uint8Array. */
    encode(content, { level = "M", boost = true, version = 0, mask = -1, mode = "byte", penalties = false } = {}) {
        const isText = typeof content === "string";
        const numbers = [36, levels.indexOf(level), boost ? 1 : 0, version, mask, modes[mode], isText ? 0 : 1, 0,
            penalties ? 1 : 0];
        const options = new Uint8Array(new Int32Array(numbers).buffer);
        const sizes = [isText ? utf8(content) : content, options, bytesOfSymbol, bytesOfError];
        return this.#with(sizes, (text, options, symbol, error) => {
            const encoder = this.#c.qris_encoder_create();
            const status = this.#c.qris_encode(encoder, text.at, text.size, options.at, 0, 0, symbol.at, error.at);
            this.#c.qris_encoder_destroy(encoder);
            this.#check(status, error);
            return this.#symbol(this.#bytes(symbol.at, bytesOfSymbol).slice());
        });
    }

    #symbol(bytes) {
        const view = new DataView(bytes.buffer);
        const [version, level, mask, side, words, hasPenalties] = [0, 1, 2, 3, 4, 5].map((i) => view.getInt32(4 * i, true));
        const isDark = (row, column) => bytes[64 + 8 * row * words + (column >> 3)] >> (column & 7) & 1;
        const draw = (name, options = {}) => this.#draw(name, bytes, options);
        return {
            version, mask, side, level: levels[level],
            penalties: hasPenalties ? Array.from({ length: 8 }, (_, i) => view.getInt32(24 + 4 * i, true)) : null,
            rows: Array.from({ length: side }, (_, row) => Uint8Array.from({ length: side }, (_, i) => isDark(row, i))),
            svg: (options) => draw("svg", options),
            ansi: (options) => draw("ansi", options),
            utf8: (options) => draw("utf8", options),
            ascii: (options) => draw("ascii", options),
        };
    }

    /** Draws with { quietZone, modulePixels, dark, light, inverted, title }; colours are numbers 0xRRGGBBAA. */
    #draw(name, symbol, { quietZone = 4, modulePixels = 8, dark = 0xff, light = 0xffffffff, inverted = false, title }) {
        const words = utf8(title ?? "");
        return this.#with([symbol, 36, words, 4, bytesOfError], (symbol, options, words, length, error) => {
            [36, quietZone, modulePixels, dark, light, inverted ? 1 : 0, 0, title === undefined ? 0 : words.at, words.size]
                .forEach((number, i) => this.#view().setUint32(options.at + 4 * i, number, true));
            const render = this.#c[`qris_render_${name}`];
            this.#check(render(symbol.at, options.at, 0, 0, length.at, error.at), error);
            return this.#with([this.#view().getUint32(length.at, true)], (out) => {
                this.#check(render(symbol.at, options.at, out.at, out.size, length.at, error.at), error);
                return this.#text(out.at, out.size);
            });
        });
    }

    #issue(at) {
        const view = this.#view();
        return this.#with([512, 4], (out, length) => {
            const words = (name) => {
                this.#c[`qris_issue_${name}`](at, out.at, out.size, length.at);
                return this.#text(out.at, this.#view().getUint32(length.at, true));
            };
            return {
                code: this.#text(this.#c.qris_issue_code_name(view.getInt32(at, true))),
                severity: view.getInt32(at + 4, true) === 1 ? "error" : "warning",
                path: this.#text(at + 16), offset: view.getUint32(at + 8, true), length: view.getUint32(at + 12, true),
                message: words("message"), expected: words("expected"), hint: words("hint"),
            };
        });
    }

    #check(status, error) {
        if (status === 0) return;
        const view = this.#view();
        throw new QRISError(this.#text(this.#c.qris_status_message(status)), {
            status, issue: view.getInt32(error.at + 4, true), value: Number(view.getBigInt64(error.at + 8, true)),
            limit: Number(view.getBigInt64(error.at + 16, true)), offset: view.getUint32(error.at + 24, true),
            path: this.#text(error.at + 28),
        });
    }

    /** Calls a function with memory for bytes or for numbers of bytes, and releases it. */
    #with(contents, body) {
        const blocks = contents.map((content) => {
            const size = typeof content === "number" ? content : content.length;
            const at = this.#c.malloc(size + 8);
            if (at === 0) throw new RangeError("qris.wasm has no memory left");
            if (typeof content !== "number") this.#bytes(at, size).set(content);
            return { at, size };
        });
        try {
            return body(...blocks);
        } finally {
            for (const block of blocks) this.#c.free(block.at);
        }
    }

    // Memory moves when it grows, so views are made anew.
    #view() {
        return new DataView(this.#c.memory.buffer);
    }

    #bytes(at, length) {
        return new Uint8Array(this.#c.memory.buffer, at, length);
    }

    /** The text at an address, up to a zero byte unless the length is known. */
    #text(at, length) {
        const bytes = this.#bytes(at, length);
        return new TextDecoder().decode(length === undefined ? bytes.subarray(0, bytes.indexOf(0)) : bytes);
    }
}

const utf8 = (text) => new TextEncoder().encode(text);
