// The library as text in a module: it needs no file, no request and no await, so that it works in Node, in every
// bundler, in a page from a file, and in an error handler. Chrome before 115 refuses to compile it in a page's thread.
import { base64 } from "./wasm.js";

export const module = new WebAssembly.Module(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
