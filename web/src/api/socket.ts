// A WebSocket that stays: it comes back after a loss, with growing, jittered pauses, at once when the browser says
// that it is online or visible again. What has to happen before a dial (reading the history, say) is the caller's
// `prepare`. Frames of an old connection never reach the caller once it is given up.

import { type ApiError, toApiError } from "./errors";

export type SocketState = "connecting" | "open" | "lost" | "closed";

export interface SocketOptions {
  /** Runs before each dial and gives the path to dial. */
  prepare: () => Promise<string>;
  onFrame: (frame: unknown) => void;
  onState?: (state: SocketState) => void;
  /** An error that no retry will cure, such as 401 or 404. */
  onFatal?: (error: ApiError) => void;
  /** Whether a close with this code is the regular end of the stream. */
  isEnd?: (code: number) => boolean;
}

/** What the socket needs of its surroundings; tests give their own. */
export interface SocketEnvironment {
  open: (path: string) => WebSocket;
  random: () => number;
}

const browser: SocketEnvironment = {
  open: (path) => new WebSocket(new URL(path, location.href.replace(/^http/, "ws"))),
  random: Math.random,
};

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 15_000;
/** A connection that lived this long starts the pauses from the beginning. */
const STABLE_MS = 10_000;
/** After so long in the background, an open connection is not trusted. */
const SLEEP_MS = 45_000;
const FATAL = new Set([400, 401, 403, 404, 410]);

export class LastingSocket {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private generation = 0;
  private stopped = false;
  private hiddenAt: number | null = null;

  constructor(
    private readonly options: SocketOptions,
    private readonly environment: SocketEnvironment = browser,
  ) {}

  start(): void {
    this.stopped = false;
    globalThis.addEventListener?.("online", this.hurry);
    globalThis.document?.addEventListener("visibilitychange", this.hurry);
    void this.dial();
  }

  stop(): void {
    this.stopped = true;
    globalThis.removeEventListener?.("online", this.hurry);
    globalThis.document?.removeEventListener("visibilitychange", this.hurry);
    this.drop();
    this.options.onState?.("closed");
  }

  /** Says something, when the connection is there; it is not kept for later. */
  send(message: unknown): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(message));
  }

  /** Gives the connection up and makes a new one at once. */
  restart(): void {
    if (this.stopped) return;
    this.drop();
    this.options.onState?.("lost");
    this.schedule();
  }

  /** A network that came back, or a machine that woke up, may have killed the connection without a word. */
  private readonly hurry = (event: Event) => {
    if (globalThis.document?.visibilityState === "hidden") {
      this.hiddenAt = Date.now();
      return;
    }
    const slept = this.hiddenAt !== null && Date.now() - this.hiddenAt > SLEEP_MS;
    this.hiddenAt = null;
    const doubtful = this.socket !== null && (event.type === "online" || slept);
    if (this.timer === undefined && !doubtful) return;
    this.drop();
    this.options.onState?.("lost");
    void this.dial();
  };

  private drop(): void {
    this.generation += 1;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.socket?.close();
    this.socket = null;
  }

  private async dial(): Promise<void> {
    this.timer = undefined;
    const mine = ++this.generation;
    this.options.onState?.("connecting");
    let path: string;
    try {
      path = await this.options.prepare();
    } catch (cause) {
      if (mine === this.generation) this.refused(toApiError(cause));
      return;
    }
    if (mine === this.generation && !this.stopped) this.attach(this.environment.open(path), mine);
  }

  private refused(error: ApiError): void {
    if (FATAL.has(error.status)) {
      this.options.onFatal?.(error);
      this.options.onState?.("closed");
      return;
    }
    this.options.onState?.("lost");
    this.schedule();
  }

  private attach(socket: WebSocket, mine: number): void {
    this.socket = socket;
    let openedAt: number | null = null;
    socket.onopen = () => {
      if (mine !== this.generation) return;
      openedAt = Date.now();
      this.options.onState?.("open");
    };
    socket.onmessage = (event) => {
      if (mine === this.generation) this.options.onFrame(JSON.parse(String(event.data)));
    };
    socket.onclose = (event) => {
      if (mine !== this.generation) return;
      this.socket = null;
      if (openedAt !== null && Date.now() - openedAt > STABLE_MS) this.failures = 0;
      if (openedAt !== null && this.options.isEnd?.(event.code)) {
        this.options.onState?.("closed");
        return;
      }
      this.options.onState?.("lost");
      this.schedule();
    };
  }

  private schedule(): void {
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    const jittered = pause * (0.5 + this.environment.random());
    this.timer = setTimeout(() => void this.dial(), jittered);
  }
}
