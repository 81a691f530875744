// Why the last turn failed, and what to do about it.

import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ChatError } from "@/api/types";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { toastError } from "@/components/toast";
import { isOwner, useMe } from "../../session/session";
import type { ChatConnection } from "../stream/connection";
import { say } from "../stream/say";
import { RaiseCap } from "./raise-cap";
import { type ErrorRemedy, remedyFor } from "./remedies";

interface Props {
  chatId: string;
  error: ChatError | null;
  connection: ChatConnection;
}

export function ChatErrorCard({ chatId, error, connection }: Props) {
  const owner = isOwner(useMe());
  const remedy = remedyFor(error, owner);
  const goOn = useMutation({
    mutationFn: () => say(connection, chatId, "Continue."),
    onError: toastError,
  });

  const source = [error?.provider, error?.status_code].filter(Boolean).join(" ");
  return (
    <Notice
      tone="bad"
      testId="chat-error"
      title={error?.message ?? "The last turn failed."}
      actions={
        <>
          {error?.kind === "usage_limit" && <RaiseCap chatId={chatId} onRaised={() => goOn.mutate()} />}
          <RemedyActions remedy={remedy} onContinue={() => goOn.mutate()} busy={goOn.isPending} />
        </>
      }
    >
      {(source || error?.detail) && (
        <p className="mt-1 font-mono text-xs">{[source, error?.detail].filter(Boolean).join(": ")}</p>
      )}
      <p className="mt-1">{remedy.advice}</p>
    </Notice>
  );
}

const PAGES = {
  "/settings/models": "Open models",
  "/settings/providers": "Open providers",
  "/settings/usage": "Open usage",
} as const;

function RemedyActions({
  remedy,
  onContinue,
  busy,
}: {
  remedy: ErrorRemedy;
  onContinue: () => void;
  busy: boolean;
}) {
  const actions: ReactNode[] = [];
  if (remedy.open) {
    actions.push(
      <Button key="open" asChild>
        <Link to={remedy.open}>{PAGES[remedy.open]}</Link>
      </Button>,
    );
  }
  actions.push(
    <Button key="continue" busy={busy} onClick={onContinue}>
      Continue
    </Button>,
  );
  return actions;
}
