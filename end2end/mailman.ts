/** A mail server on this machine that tells each step of every talk, so that a story can do something in the middle of it. */
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { request, type APIRequestContext } from "@playwright/test";
import { ADMIN, type Akta } from "./server.ts";

/** How far a talk has come: connected, told the recipient, asked whether the content may come, has all of it, has said that it has. */
export const STEPS = ["greeting", "recipient", "asked", "content", "answered"] as const;
export type Step = (typeof STEPS)[number];

/** A content that has arrived to its last line, whether that was said or not. */
export type Arrived = { messageId: string; to: string; subject: string; text: string };

export class Mailman {
  readonly arrived: Arrived[] = [];
  port = 0;
  /** Told of each step before it is answered; what is answered waits for it. */
  at: (step: Step, to: string) => void | Promise<void> = () => {};
  private readonly server: Server;
  private readonly open = new Set<Socket>();

  constructor() {
    this.server = createServer((socket) => {
      socket.on("error", () => {});
      this.open.add(socket);
      socket.on("close", () => this.open.delete(socket));
      this.talk(socket).catch(() => {}); // whoever was killed takes no leave
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((ready) => this.server.listen(0, "127.0.0.1", ready));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((closed) => this.server.close(closed));
  }

  to(address: string): Arrived[] {
    return this.arrived.filter(({ to }) => to === address);
  }

  /** The words of the last letter to an address. */
  lastTo(address: string): string {
    return words(this.to(address).at(-1)!);
  }

  private async talk(socket: Socket): Promise<void> {
    const say = (words: string) => socket.writable && socket.write(`${words}\r\n`);
    await this.at("greeting", "");
    say("220 here ESMTP");
    let rest = "";
    let to = "";
    let content = false;
    for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      rest += chunk.toString("latin1");
      for (;;) {
        const end = content ? "\r\n.\r\n" : "\r\n";
        const place = rest.indexOf(end);
        if (place < 0) break;
        const line = rest.slice(0, place);
        rest = rest.slice(place + end.length);
        if (content) {
          content = false;
          this.arrived.push({ messageId: header(line, "Message-ID"), subject: header(line, "Subject"), to, text: line });
          await this.at("content", to);
          say("250 2.0.0 Ok: queued as 4F2");
          await this.at("answered", to);
        } else if (/^EHLO/i.test(line)) say("250-here\r\n250-8BITMIME\r\n250 SMTPUTF8");
        else if (/^RCPT/i.test(line)) {
          to = /<([^>]*)>/.exec(line)?.[1] ?? "";
          await this.at("recipient", to);
          say("250 ok");
        } else if (/^DATA/i.test(line)) {
          await this.at("asked", to);
          content = true;
          say("354 go on");
        } else if (/^QUIT/i.test(line)) {
          say("221 bye");
          socket.end();
        } else say("250 ok");
      }
    }
  }
}

/** What a letter says, in whichever way its parts were encoded. */
export function words({ text }: Arrived): string {
  const part = (all: string) => {
    const [head = "", ...rest] = all.split("\r\n\r\n");
    const body = rest.join("\r\n\r\n");
    if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, "base64").toString();
    if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return body;
    const bytes = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
    return Buffer.from(bytes, "latin1").toString();
  };
  return text.split(/\r\n--[^\r\n]+\r\n/).map(part).join("\n");
}

function header(text: string, name: string): string {
  return new RegExp(`^${name}: (.*)$`, "im").exec(text.split("\r\n\r\n", 1)[0] ?? "")?.[1]?.trim() ?? "";
}

/** Signed in, without a browser. */
export async function office(akta: Akta): Promise<APIRequestContext> {
  const api = await request.newContext({ baseURL: akta.url, extraHTTPHeaders: { Origin: akta.url, Accept: "application/json" } });
  await post(api, "/api/session/sign-in", { "input[email]": ADMIN.email, "input[password]": ADMIN.password });
  return api;
}

/** Sends a form as the page would. */
export async function post(api: APIRequestContext, path: string, form: Record<string, string>): Promise<void> {
  const answer = await api.post(path, { form });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
}

/** This mail server, and a sender for each own company. */
export async function setUpMail(api: APIRequestContext, mailman: Mailman): Promise<void> {
  const shown = (await (await api.get("/api/mailbox/show")).json()) as {
    server: { version: number } | null;
    senders: { organization: string; version: number }[];
  };
  await post(api, "/api/mailbox/save-server", {
    "input[host]": "127.0.0.1",
    "input[port]": `${mailman.port}`,
    "input[security]": "none",
    "input[version]": `${shown.server?.version ?? 0}`,
  });
  for (const { organization, version } of shown.senders) {
    await post(api, "/api/mailbox/save-sender", {
      "input[organization]": organization,
      "input[version]": `${version}`,
      "input[name]": "Akta",
      "input[address]": "office@example.com",
    });
  }
}
