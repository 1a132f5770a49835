// A client of the Language Server Protocol over the standard streams of a process, as far as this extension needs it.
"use strict";

const { spawn } = require("node:child_process");

const MOST_BYTES = 64 << 20;

class Client {
  /** @param handlers functions by the names of the server's requests and notifications */
  constructor(command, folder, handlers, log) {
    this.handlers = handlers;
    this.log = log;
    this.waiting = new Map();
    this.count = 0;
    this.bytes = Buffer.alloc(0);
    this.process = spawn(command[0], command.slice(1), { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    this.process.stdout.on("data", (bytes) => this.receive(bytes));
    this.process.stderr.on("data", (bytes) => log(bytes.toString().trimEnd()));
    this.process.stdin.on("error", () => {});
    this.ended = new Promise((resolve) => {
      const end = (reason) => {
        for (const { reject } of this.waiting.values()) reject(new Error(reason));
        this.waiting.clear();
        resolve(reason);
      };
      this.process.on("error", (error) => end(`'${command[0]}' cannot be started: ${error.message}`));
      this.process.on("exit", (code) => end(`the language server ended with status ${code}`));
    });
  }

  receive(bytes) {
    this.bytes = Buffer.concat([this.bytes, bytes]);
    for (;;) {
      const end = this.bytes.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.bytes.subarray(0, end).toString())?.[1]);
      if (!(length <= MOST_BYTES)) return this.process.kill();
      if (this.bytes.length < end + 4 + length) return;
      const message = JSON.parse(this.bytes.subarray(end + 4, end + 4 + length).toString());
      this.bytes = this.bytes.subarray(end + 4 + length);
      this.take(message);
    }
  }

  async take(message) {
    if (message.method === undefined) {
      const request = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.error) request?.reject(new Error(message.error.message));
      else request?.resolve(message.result);
      return;
    }
    const handler = this.handlers[message.method];
    if (message.id === undefined) return handler?.(message.params);
    if (!handler) {
      return this.send({ id: message.id, error: { code: -32601, message: `no method '${message.method}'` } });
    }
    try {
      this.send({ id: message.id, result: (await handler(message.params)) ?? null });
    } catch (error) {
      this.send({ id: message.id, error: { code: -32803, message: String(error.message ?? error) } });
    }
  }

  send(message) {
    const bytes = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    this.process.stdin.write(`Content-Length: ${bytes.length}\r\n\r\n`);
    this.process.stdin.write(bytes);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  /** @param token a cancellation token of the editor, if there is one */
  request(method, params, token) {
    const id = ++this.count;
    const answer = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.send({ id, method, params });
    token?.onCancellationRequested(() => this.notify("$/cancelRequest", { id }));
    return answer;
  }

  async stop() {
    try {
      await Promise.race([this.request("shutdown", null), new Promise((resolve) => setTimeout(resolve, 2000))]);
      this.notify("exit", null);
    } finally {
      setTimeout(() => this.process.kill(), 2000).unref();
    }
  }
}

module.exports = { Client };
