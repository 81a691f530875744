// Keeps one chat's state in step with the server: reads the newest page, follows the stream from there, and starts
// over when the connection or a part is lost (chats-api.md 3.4). Readers subscribe; they are told at most once per
// frame, however many tokens came.

import type { ApiError } from "@/api/errors";
import { LastingSocket, type SocketEnvironment, type SocketState } from "@/api/socket";
import type { ChatMessagesPage, ChatStreamEvent } from "@/api/types";
import { initialState, reduce, type StreamAction, type StreamState } from "./reducer";

export interface ChatSnapshot {
  stream: StreamState;
  connection: SocketState;
  /** Nothing of the chat has been read yet. */
  loading: boolean;
  /** The chat cannot be shown, and trying again will not help. */
  fatal: ApiError | null;
}

export interface ConnectionOptions {
  streamPath: (afterId: number) => string;
  fetchPage: () => Promise<ChatMessagesPage>;
  /** Runs `notify` soon, once. Tests run it at once. */
  schedule?: (notify: () => void) => void;
  environment?: SocketEnvironment;
}

/** How long a stale preview may stay after the connection is back, before nothing has taken its place. */
const SETTLE_MS = 1_500;

const onNextFrame = (notify: () => void) => {
  // A hidden tab gets no frames, but must still move on.
  if (document.visibilityState === "hidden") setTimeout(notify, 100);
  else requestAnimationFrame(notify);
};

export class ChatConnection {
  private snapshot: ChatSnapshot = {
    stream: initialState,
    connection: "connecting",
    loading: true,
    fatal: null,
  };
  private shown = this.snapshot;
  private pending = false;
  private settleTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly socket: LastingSocket;

  constructor(private readonly options: ConnectionOptions) {
    this.socket = new LastingSocket(
      {
        prepare: () => this.prepare(),
        onFrame: (frame) => this.receive(frame as ChatStreamEvent[]),
        onState: (state) => this.stateChanged(state),
        onFatal: (fatal) => this.update({ fatal, loading: false }),
      },
      options.environment,
    );
  }

  start(): void {
    this.socket.start();
  }

  stop(): void {
    clearTimeout(this.settleTimer);
    this.socket.stop();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  current = (): ChatSnapshot => this.shown;

  dispatch(action: StreamAction): void {
    const stream = reduce(this.snapshot.stream, action);
    if (stream !== this.snapshot.stream) this.update({ stream });
  }

  private async prepare(): Promise<string> {
    const page = await this.options.fetchPage();
    this.dispatch({ type: "page", page });
    this.update({ loading: false, fatal: null });
    return this.options.streamPath(this.snapshot.stream.messages.at(-1)?.id ?? 0);
  }

  private receive(events: ChatStreamEvent[]): void {
    this.dispatch({ type: "events", events });
    if (this.snapshot.stream.gap) this.socket.restart();
  }

  private stateChanged(connection: SocketState): void {
    clearTimeout(this.settleTimer);
    if (connection === "lost") this.dispatch({ type: "disconnected" });
    if (connection === "open") {
      this.settleTimer = setTimeout(() => this.dispatch({ type: "settled" }), SETTLE_MS);
    }
    this.update({ connection });
  }

  private update(change: Partial<ChatSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    if (this.pending) return;
    this.pending = true;
    (this.options.schedule ?? onNextFrame)(() => {
      this.pending = false;
      this.shown = this.snapshot;
      for (const listener of this.listeners) listener();
    });
  }
}
