/**
 * An HTTP service over a fleet, which shows every event as it happens.
 *
 *     node build/05-live-events.js
 *     curl localhost:8080/machines -H 'content-type: application/json' -d '{"name": "web-1", "memoryMib": 256}'
 *     curl -N localhost:8080/events
 *
 * Events are sent as server-sent events whose ids are tokens: a browser that lost its connection sends the last one back, and goes
 * on from there without a gap. `--database`, `--hypervisor` and `--port` change what is served, and where.
 */
import { Readable } from "node:stream";
import { parseArgs } from "node:util";

import fastify from "fastify";
import { InvalidArgumentError, NotFoundError, Vmbay, VmbayError } from "vmbay";

const { values } = parseArgs({
  options: {
    database: { type: "string", default: "memory:" },
    hypervisor: { type: "string", default: "simulated:" },
    port: { type: "string", default: "8080" },
  },
});

const bay = await Vmbay.open(values.database, { hypervisor: values.hypervisor });
const server = fastify();

// Sizes in bytes are bigints, which JSON has no number for.
server.setReplySerializer((payload) =>
  JSON.stringify(payload, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value)),
);

server.setErrorHandler((error, _, reply) => {
  if (!(error instanceof VmbayError)) return reply.send(error);
  const status = error instanceof NotFoundError ? 404 : error instanceof InvalidArgumentError ? 400 : error.retryable ? 503 : 409;
  return reply.status(status).send({ code: error.code, message: error.message });
});

server.get("/machines", async () => (await bay.machines.list()).items);

server.post<{ Body: { name: string; memoryMib?: number } }>("/machines", async ({ body }, reply) => {
  const { name, ...options } = body;
  return reply.status(201).send(await bay.machines.create(name, options));
});

server.post<{ Params: { id: string } }>("/machines/:id/start", async ({ params }, reply) => {
  const operation = await bay.machines.beginStart(params.id);
  return reply.status(202).send({ operation: operation.id });
});

server.get("/operations/:id", async ({ params }) => bay.operations.get((params as { id: string }).id));

server.get("/events", async (request, reply) => {
  const after = request.headers["last-event-id"] ?? (await bay.events.latest());
  const events = bay.events.stream({ after: String(after) });
  // Whoever goes away ends the stream.
  request.raw.once("close", () => void events.return());
  const lines = async function* (): AsyncGenerator<string> {
    yield ": live\n\n";
    for await (const item of events) {
      if (item.type === "event") yield `id: ${item.token}\nevent: ${item.topic}\ndata: ${JSON.stringify(item.payload)}\n\n`;
    }
  };
  return reply.header("content-type", "text/event-stream").send(Readable.from(lines()));
});

console.log(`listening on ${await server.listen({ port: Number(values.port), host: "127.0.0.1" })}`);

process.once("SIGTERM", () => {
  server.server.closeAllConnections();
  void server.close().then(() => bay.shutdown(10_000));
});
