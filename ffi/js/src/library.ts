// The library in wasm, and its memory. It allocates nothing: this file places every argument after the library's data.
import { Status, type Functions } from "./abi.js";
import { module } from "#module";

const PAGE = 1 << 16;

// A longer body is read in chunks of this size.
const CHUNK = 1 << 16;

type Exports = Functions & { memory: WebAssembly.Memory; __heap_base: WebAssembly.Global };

const instance = new WebAssembly.Instance(module);
export const library = instance.exports as unknown as Exports;

// The slots of the arguments. The objects keep their structs as bytes, so a slot is used during one call only.
const base = (Number(library.__heap_base.value) + 15) & ~15;
/** A struct that is read and written: a reader, head, receipt or transfer. */
export const SELF = base;
/** A response. */
export const RESPONSE_AT = base + 1024;
/** A number, a step, a key or a record. */
export const OUT = base + 1536;
/** A text that the library writes. */
export const TEXT = base + 2048;
export const TEXT_CAPACITY = 8192;
/** The input: a chunk, or strings. */
export const INPUT = TEXT + TEXT_CAPACITY;

let bytes = new Uint8Array(0);
let view = new DataView(bytes.buffer);

/** Makes room for an input. Throws RangeError if there is not enough memory. */
function reserve(length: number): void {
  const missing = INPUT + length - library.memory.buffer.byteLength;
  if (missing > 0) library.memory.grow(Math.ceil(missing / PAGE));
  if (bytes.buffer !== library.memory.buffer) {
    bytes = new Uint8Array(library.memory.buffer);
    view = new DataView(library.memory.buffer);
  }
}
reserve(CHUNK);

export function put(address: number, source: Uint8Array): void {
  bytes.set(source, address);
}

export function get(address: number, length: number): Uint8Array {
  return bytes.slice(address, address + length);
}

export function uint8(address: number): number {
  return view.getUint8(address);
}

export function uint16(address: number): number {
  return view.getUint16(address, true);
}

export function uint32(address: number): number {
  return view.getUint32(address, true);
}

export function int64(address: number): bigint {
  return view.getBigInt64(address, true);
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
const encoder = new TextEncoder();

export function decode(text: Uint8Array): string {
  return decoder.decode(text);
}

/** Returns the string at a pointer, up to its NUL. */
export function cString(pointer: number): string {
  return decode(bytes.subarray(pointer, bytes.indexOf(0, pointer)));
}

/** Encodes a string as UTF-8. A lone surrogate stays one, so that it equals no text of a body. */
export function encode(text: string): Uint8Array {
  if (!/\p{Surrogate}/u.test(text)) return encoder.encode(text);
  const parts = [...text].flatMap((character) => {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0xd800 || point > 0xdfff) return [...encoder.encode(character)];
    return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  });
  return Uint8Array.from(parts);
}

/** Places strings in the input, each with a NUL, and returns their addresses. */
export function putStrings(...strings: string[]): number[] {
  const encoded = strings.map(encode);
  reserve(encoded.reduce((length, text) => length + text.length + 1, 0));
  let address = INPUT;
  return encoded.map((text) => {
    const start = address;
    put(start, text);
    bytes[start + text.length] = 0;
    address += text.length + 1;
    return start;
  });
}

/** Places a complete input. */
export function putInput(input: Uint8Array): void {
  reserve(input.length);
  put(INPUT, input);
}

/** Calls a function with each chunk of an input, which is then at INPUT. */
export function forEachChunk(input: Uint8Array, feed: (length: number) => void): void {
  for (let start = 0; start < input.length; start += CHUNK) {
    const chunk = input.subarray(start, start + CHUNK);
    put(INPUT, chunk);
    feed(chunk.length);
  }
}

/** Throws an Error if a function of the library failed, which no valid call of this package causes. */
export function check(status: number): void {
  if (status !== Status.OK) {
    const name = Object.keys(Status)[status] ?? status;
    throw new Error(`mixerr: a call of the library failed: ${name}`);
  }
}

/** A struct that is in the library's memory during a call only. */
export class Struct {
  readonly #bytes: Uint8Array;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  /** Calls a function that reads the struct at SELF. */
  read<T>(call: () => T): T {
    put(SELF, this.#bytes);
    return call();
  }

  /** Calls a function that also writes the struct, and returns its status. */
  update(call: () => number): number {
    put(SELF, this.#bytes);
    const status = call();
    this.#bytes.set(bytes.subarray(SELF, SELF + this.#bytes.length));
    return status;
  }
}
