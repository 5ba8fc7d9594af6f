// A program of a user, compiled with the package's types. It pays once, and prints how it ended.
import {
  Action, Code, Ending, Head, lookup, Match, MixinError, type MixinResponse, read, Reader, Receipt, type Step, throwForError,
  Transfer,
} from "mixerr";

const KEY = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f";
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function remedy(response: MixinResponse): string {
  switch (response.action) {
    case Action.PROCEED:
      return "use";
    case Action.RETRY:
    case "WAIT":
      return "again";
    case Action.ASK_USER:
      return response.entry?.name ?? response.description;
    default:
      return String(response);
  }
}

try {
  throwForError(202, encode('{"error":{"code":20119}}'));
} catch (error) {
  if (!(error instanceof MixinError) || error.response.code !== Code.PIN_INCORRECT) throw error;
  if (remedy(error.response) !== lookup(20119)?.name) throw error;
}

const receipt = new Receipt("trace_id", KEY).require("asset_id", "a").requireDecimal("amount", "1.5");
const transfer = new Transfer(KEY, { request: encode(`${KEY} a 1.5`), carriesPin: false });
const body = encode(`{"data":{"trace_id":"${KEY}","asset_id":"a","amount":"-1.50"}}`);
let step: Step = transfer.poll();
for (; step.kind !== "DONE"; step = transfer.poll()) {
  if (step.kind === "SAVE") {
    const saved: Uint8Array = transfer.record();
    Transfer.restore(saved, { request: encode(`${KEY} a 1.5`), traceId: KEY });
    transfer.handleSaved();
  } else if (step.kind === "SEND") {
    const reader = new Reader();
    reader.feed(body);
    receipt.begin();
    receipt.feed(body.buffer);
    const head = new Head(new Headers({ "X-Request-Id": "id-1" }), { requestId: "id-1" });
    const response = head.refine(reader.finish(200));
    const match: Match = receipt.match(response);
    transfer.handleResponse(response, match, head.retryAfter);
  } else {
    throw new Error(step.kind);
  }
}
if (step.ending !== Ending.PAID || read(200, body).retryable) throw new Error(step.ending);
console.log(step.ending);
