// Follows a log over a WebSocket, from the beginning, each line once (platform.md 2.8).

import { useEffect, useState } from "react";
import type { ApiError } from "@/api/errors";
import { LastingSocket, type SocketState } from "@/api/socket";

interface LogLine {
  id: number;
}

export interface LogStream<Line> {
  lines: readonly Line[];
  /** `closed` = the log is complete. */
  state: SocketState;
  error: ApiError | null;
}

/** `path` gives the address that begins after a line; it is null while there is nothing to follow. */
export function useLogStream<Line extends LogLine>(
  id: string | undefined,
  path: (id: string, after: number) => string,
): LogStream<Line> {
  const [stream, setStream] = useState<LogStream<Line>>({ lines: [], state: "connecting", error: null });

  useEffect(() => {
    setStream({ lines: [], state: "connecting", error: null });
    if (id === undefined) return;
    const seen: Line[] = [];
    let scheduled = false;
    const flush = () => {
      scheduled = false;
      setStream((before) => ({ ...before, lines: [...seen] }));
    };
    const socket = new LastingSocket({
      prepare: async () => path(id, seen.at(-1)?.id ?? 0),
      // Builds send one line in a frame, agents many.
      onFrame: (frame) => {
        const last = seen.at(-1)?.id ?? Number.NEGATIVE_INFINITY;
        const lines = (Array.isArray(frame) ? frame : [frame]) as Line[];
        seen.push(...lines.filter((line) => line.id > last));
        if (scheduled) return;
        scheduled = true;
        setTimeout(flush, 50);
      },
      onState: (state) => setStream((before) => ({ ...before, state })),
      onFatal: (error) => setStream((before) => ({ ...before, error })),
      isEnd: (code) => code === 1000,
    });
    socket.start();
    return () => socket.stop();
  }, [id, path]);

  return stream;
}
