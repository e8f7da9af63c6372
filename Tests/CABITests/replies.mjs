// The program replies.c in JavaScript: answers the requests of a file through qris.wasm, in the same form.
// SPDX-License-Identifier: Apache-2.0
//
//   node replies.mjs DIRECTORY_OF_QRIS_WASM FILE

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [directory, file] = process.argv.slice(2);
const { load, QRISError } = await import(pathToFileURL(join(directory, "qris.mjs")));
const bytes = readFileSync(join(directory, "qris.wasm"));
if (WebAssembly.Module.imports(await WebAssembly.compile(bytes)).length > 0) throw new Error("qris.wasm has imports");
const qris = await load(bytes);
const lines = [];

function outcome(call) {
    try {
        return [0, call()];
    } catch (error) {
        if (error instanceof QRISError) return [error.status, "", error];
        throw error;
    }
}

const answers = {
    V([profile], text) {
        const { valid, issues } = qris.validate(text, ["qris", "emv", "lenient"][profile]);
        lines.push(`V 0 ${valid ? 1 : 0} ${issues.length}`);
        for (const { code, severity, path, offset, length, message, expected, hint } of issues) {
            lines.push([code, severity === "error" ? 1 : 0, path, offset, length, message, expected, hint].join("\t"));
        }
    },
    C([amount], text) {
        const [paid, payload, error] = outcome(() => qris.convertToDynamic(text, amount));
        const [fixed, other] = outcome(() => qris.convertToStatic(text));
        lines.push(`C ${paid} ${error?.path ?? ""} ${error?.issue ?? 0}\t${payload}\t${fixed}\t${other}`);
    },
    E(numbers, _text, content, isPicture) {
        const [level, boost, version, mask, mode, isBytes, penalties] = numbers.map(Number);
        const options = {
            level: "LMQH"[level], boost: boost === 1, version, mask, penalties: penalties === 1,
            mode: ["byte", "mixed", "numeric", "alphanumeric", "kanji"][mode],
        };
        const input = isBytes ? new Uint8Array(content) : content.toString("utf8");
        const [status, symbol, error] = outcome(() => qris.encode(input, options));
        if (status !== 0) return lines.push(`E ${status} ${error.value} ${error.limit} ${error.offset}`);
        const { penalties: list } = symbol;
        lines.push(["E", 0, symbol.version, "LMQH".indexOf(symbol.level), symbol.mask, symbol.side, ...(list ?? [])].join(" "));
        if (isPicture) return lines.push(symbol.svg().trimEnd());
        lines.push(symbol.rows.map((row) => row.join("")).join(""));
        const sums = [symbol.ansi(), symbol.utf8(), symbol.ascii()].map((text) => qris.crc16(text));
        lines.push(sums.map((sum) => sum.toString(16).toUpperCase().padStart(4, "0")).join(" "));
    },
};

for (const line of readFileSync(file, "utf8").split("\n").slice(0, -1)) {
    const [kind, ...fields] = line.split(" ");
    const content = Buffer.from(fields.pop(), "hex");
    answers[kind === "S" ? "E" : kind](fields, content.toString("utf8"), content, kind === "S");
}
process.stdout.write(lines.join("\n") + "\n");
