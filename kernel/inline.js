/**
 * For the compiler: functions that become part of their callers, so that a call between threads that
 * finds everything as usual calls no function at all and keeps its words in registers (a quarter of
 * its instructions otherwise). AssemblyScript's own `@inline` says this too, but is no TypeScript.
 */
import { Node } from "assemblyscript";
import { Transform } from "assemblyscript/transform";

const INLINED = new Set([
  "assembly/address-space/enter",
  "assembly/binding/isListener",
  "assembly/endpoint/firstAt",
  "assembly/queue/beginReceiving",
  "assembly/queue/takeTicket",
  "assembly/queue/end",
  "assembly/reply/mayJustReply",
  "assembly/schedule/handOver",
  "assembly/schedule/run",
  "assembly/schedule/runNow",
  "assembly/system-call/isPlain",
  "assembly/system-call/ownSlot",
]);

/** What is unusual stays out of their way. */
const APART = [
  "assembly/endpoint/callAnyhow",
  "assembly/endpoint/receiveAt",
  "assembly/reply/receiveAfter",
  "assembly/reply/replyReceiveAnyhow",
  "assembly/schedule/queueUp",
  "assembly/system-call/findAnyhow",
  "assembly/thread/dismiss",
  "assembly/untyped/drain",
];

export default class extends Transform {
  afterParse({ sources }) {
    const left = new Set(INLINED);
    for (const { internalPath, statements } of sources)
      for (const statement of statements) {
        const name = `${internalPath.replace(/^.*(assembly\/)/, "$1")}/${statement.name?.text}`;
        if (!left.delete(name)) continue;
        const { range } = statement;
        const inline = Node.createIdentifierExpression("inline", range);
        statement.decorators = [Node.createDecorator(inline, null, range)];
      }
    if (left.size > 0) throw new Error(`there is no function ${[...left].join(", ")} to inline`);
  }

  afterCompile(module) {
    for (const name of APART) {
      this.binaryen.setPassArgument("no-inline", name);
      module.runPasses(["no-inline"]);
    }
  }
}
