// Conversion of the arguments of public functions.

/** The bytes of a body: a Uint8Array (a Buffer of Node is one), another view, or an ArrayBuffer. */
export type Bytes = ArrayBufferView | ArrayBufferLike;

/** Returns the bytes of an argument without a copy. Throws TypeError if it is not a buffer. */
export function toBytes(value: Bytes, what: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  // A buffer of another realm is no instance of this realm's class.
  const tag = Object.prototype.toString.call(value);
  if (tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]") return new Uint8Array(value);
  throw new TypeError(`${what} is a Uint8Array or an ArrayBuffer, not ${nameOf(value)}`);
}

/** Returns the bytes of a body. A string is refused: decoding has lost the bytes that arrived. */
export function toBody(value: Bytes): Uint8Array {
  return toBytes(value, "a body");
}

/** Returns an HTTP status. Throws TypeError if it is not a number, RangeError if it is not an integer of 0 to 65535. */
export function toHttpStatus(value: number): number {
  if (typeof value !== "number") throw new TypeError(`an HTTP status is a number, not ${nameOf(value)}`);
  if (!Number.isInteger(value) || value < 0 || value > 0xffff) {
    throw new RangeError(`an HTTP status is an integer of 0 to 65535, not ${value}`);
  }
  return value;
}

/** Returns a boolean. Throws TypeError for every other type, because the text "no" would count as true. */
export function toBoolean(value: boolean, what: string): boolean {
  if (typeof value !== "boolean") throw new TypeError(`${what} is a boolean, not ${nameOf(value)}`);
  return value;
}

/** Returns a string without a NUL, which would end it in C. */
export function toText(value: string, what = "a name or value"): string {
  if (typeof value !== "string") throw new TypeError(`${what} is a string, not ${nameOf(value)}`);
  if (value.includes("\0")) throw new RangeError(`${what} must not contain a NUL`);
  return value;
}

/** Returns the name of a value's type, for a message. It does not contain the value, which may be private. */
export function nameOf(value: unknown): string {
  return value === null ? "null" : typeof value;
}
