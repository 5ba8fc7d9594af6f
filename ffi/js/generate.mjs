#!/usr/bin/env node
// Writes src/abi.ts: what C declares in include/, as TypeScript. With --check it fails if the file is stale.
import { readFileSync, writeFileSync } from "node:fs";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const header = read("../../include/mixerr.h");
const codes = read("../../include/mixerr_codes.h");

const ENUMS = ["outcome", "action", "fault", "payment", "data", "category", "source", "step", "ending", "match", "origin"];
const TYPES = {
  bool: "number", char: "number", size_t: "number", uint8_t: "number", uint16_t: "number", uint32_t: "number",
  int32_t: "number", int64_t: "bigint", mixerr_status: "number",
};

const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const pascal = (name) => camel(`_${name}`);

/** Returns a comment of the header in the words of JavaScript. */
function documentation(lines) {
  return lines
    .replace(/^ *\* ?/gm, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\bmixerr_transfer_(\w+)/g, (_, name) => `\`Transfer.${camel(name)}\``)
    .replace(new RegExp(`\\bMIXERR_(${ENUMS.join("|")})_(\\w+)`, "gi"), (_, type, name) => `\`${enumName(type.toLowerCase())}.${name}\``)
    .replaceAll("`wait_ms`", "`Step.waitMs`")
    .replaceAll("`action` names", "`Step.action` names")
    .replaceAll("A struct of zeros is unread.", "No response that this package returns.");
}

function enumName(name) {
  return name === "step" ? "StepKind" : pascal(name);
}

/** Returns the members of an enum: names, numbers and comments. */
function members(name) {
  const pattern = new RegExp(`^  /\\*\\*\\n((?:   \\*.*\\n)+?)   \\*/\\n  MIXERR_${name.toUpperCase()}_(\\w+) = (\\d+),$`, "gm");
  const found = [...header.matchAll(pattern)].map(([, text, member, number]) => ({ member, number: Number(number), text }));
  if (found.length === 0 || found.some(({ number }, index) => number !== index)) throw new Error(`enum ${name}`);
  return found;
}

function enumSource(name) {
  const text = documentation(header.match(new RegExp(`/\\*\\*\\n((?: \\*.*\\n)+?) \\*/\\nenum mixerr_${name}\\n`))[1]);
  const lines = members(name).map(({ member, text }) => `  /** ${documentation(text)} */\n  ${member}: "${member}",\n`);
  const type = enumName(name);
  return `/** ${text} */\nexport const ${type} = {\n${lines.join("")}} as const;\nexport type ${type} = (typeof ${type})[keyof typeof ${type}];\n`;
}

function statusSource() {
  const lines = members("status").map(({ member, number }) => `  ${member}: ${number},\n`);
  return `export const Status = {\n${lines.join("")}} as const;\n`;
}

function codeSource() {
  const found = [...codes.matchAll(/^#define MIXERR_CODE_(\w+) +(\d+) \/\*\*< (.*) \*\/$/gm)];
  if (found.length !== codes.match(/#define MIXERR_CODE_/g).length) throw new Error("codes");
  const lines = found.map(([, name, number, text]) => `  /** ${text} */\n  ${name}: ${number},\n`);
  return `/** The codes of the catalog. A response may have other ones. */\nexport const Code = {\n${lines.join("")}} as const;\nexport type Code = (typeof Code)[keyof typeof Code];\n`;
}

function constantSource() {
  const found = [...header.matchAll(/^#define MIXERR_(\w+(?:_CAPACITY|_SIZE)) (\d+)$/gm)];
  return found.map(([, name, number]) => `export const ${name} = ${number};\n`).join("");
}

/** Returns the size and the offsets of each struct, for pointers of 4 bytes. */
function structSource() {
  const structs = new Map();
  const pattern = /^MIXERR_ASSERT\(mixerr_\w+, (?:sizeof\((\w+)\)|offsetof\((\w+), (\w+)\)) == (?:MIXERR_BY_WIDTH\(\d+, (\d+)\)|(\d+))\);$/gm;
  for (const [, sized, struct, field, narrow, same] of header.matchAll(pattern)) {
    if (sized === "bool") continue;
    const fields = structs.get(sized ?? struct) ?? [];
    fields.push(`${sized ? "SIZE" : camel(field)}: ${narrow ?? same}`);
    structs.set(sized ?? struct, fields);
  }
  const name = (struct) => struct.replace("mixerr_", "").toUpperCase();
  return [...structs].map(([struct, fields]) => `export const ${name(struct)} = { ${fields.join(", ")} } as const;\n`).join("");
}

/** Returns the type of the functions. A pointer is an offset in the memory. */
function functionSource() {
  const plain = header.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^#.*$/gm, "").replace(/\bMIXERR_NODISCARD\b/g, "");
  const found = [...plain.matchAll(/^ ?([\w ]+?[ *]+)(mixerr_\w+)\(([^()]*)\);/gm)];
  if (found.length !== plain.match(/\bmixerr_\w+\(/g).length) throw new Error("functions");
  const type = (declared) => (/[*[]/.test(declared) ? "number" : TYPES[declared.replace(/\bconst\b/, "").trim().split(/\s+/)[0]]);
  return found
    .map(([, result, name, list]) => {
      const parameters = list.trim() === "void" ? [] : list.split(",").map((parameter) => {
        const kind = type(parameter);
        if (!kind) throw new Error(`${name}: ${parameter}`);
        return `${camel(parameter.match(/(\w+)(?:\[\w+\])?\s*$/)[1])}: ${kind}`;
      });
      return `  ${name}(${parameters.join(", ")}): ${type(result)};\n`;
    })
    .join("");
}

const source = `// Generated from include/mixerr.h and include/mixerr_codes.h by generate.mjs; do not edit.

${ENUMS.map(enumSource).join("\n")}
${codeSource()}
${statusSource()}
${constantSource()}
${structSource()}
/** The functions of the C ABI. A pointer is an offset in the memory. */
export interface Functions {
${functionSource()}}
`;

const path = new URL("src/abi.ts", import.meta.url);
if (process.argv[2] === "--check") {
  if (readFileSync(path, "utf8") !== source) {
    console.error("ffi/js/src/abi.ts is stale: run ffi/js/generate.mjs");
    process.exit(1);
  }
} else {
  writeFileSync(path, source);
}
