// Wires the live state of one chat to what is drawn.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { getChat } from "@/api/chats";
import { keys, queryClient } from "@/api/query";
import { Button } from "@/components/button";
import { PageHeader } from "@/components/page-header";
import { Failed, Skeleton } from "@/components/states";
import { rememberChat } from "../chats/use-chats";
import { useMe } from "../session/session";
import { AgentsPanel } from "./agents-panel";
import { ChatHeader } from "./chat-header";
import { ChatComposer } from "./composer/chat-composer";
import { EditingContext, useMessageEditing } from "./editing/editing";
import { type ChatScope, ChatScopeContext } from "./scope/chat-scope";
import { ClientToolsCard } from "./status/client-tools-card";
import { ChatErrorCard } from "./status/error-card";
import { RetryCard } from "./status/retry-card";
import { StatusLine } from "./status/status-line";
import { isBusy } from "./stream/reducer";
import { say } from "./stream/say";
import { useChatConnection, useChatSnapshot } from "./stream/use-chat-stream";
import { OlderMessages } from "./transcript/older-messages";
import { OwnSkills } from "./transcript/own-skills";
import { ScrollColumn } from "./transcript/scroll-column";
import type { Activity } from "./transcript/transcript";
import { TranscriptView } from "./transcript/transcript-view";
import { useTurns } from "./transcript/use-turns";
import { ChatBuild } from "./workspace/chat-build";

export function ChatView({ chatId }: { chatId: string }) {
  const connection = useChatConnection(chatId);
  const { stream, connection: link, loading, fatal } = useChatSnapshot(connection);
  const { data: chat } = useQuery({
    queryKey: keys.chat(chatId),
    queryFn: () => getChat(chatId),
    retry: false,
  });
  const composer = useRef<HTMLTextAreaElement>(null);

  const status = stream.status ?? chat?.status ?? null;
  const activity: Activity = isBusy(status) ? "busy" : status === "requires_action" ? "waiting" : "idle";
  const { stored, turns } = useTurns(stream.messages, stream.preview, activity);

  const me = useMe();
  // Only its owner may speak in a chat (chats-api.md 0.5).
  const canSpeak = chat !== undefined && !chat.archived && chat.owner_id === me?.id;
  const editing = useMessageEditing({
    chatId,
    stream,
    turns,
    allowed: canSpeak,
    onEnd: () => focusByKeyboard(composer.current),
  });
  const editLast = () => {
    const last = stream.messages.findLast((message) => message.role === "user");
    if (last) editing?.begin(last.id);
  };

  const scope = useMemo<ChatScope>(
    () => ({
      chatId,
      chat,
      status,
      turns: stored,
      canSpeak,
      reply: async (text, planMode) => {
        await say(connection, chatId, text, { planMode });
      },
      write: () => composer.current?.focus(),
    }),
    [chatId, chat, status, stored, canSpeak, connection],
  );

  // A tool may have bound a workspace, a turn may have changed the title: both are in the chat, not in its stream.
  const newest = stream.messages.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the moments to look
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: keys.chat(chatId) });
  }, [chatId, newest, stream.status]);

  useEffect(() => {
    // The open chat is read as it comes.
    if (chat?.has_unread) rememberChat({ ...chat, has_unread: false });
  }, [chat]);

  useEffect(() => {
    document.title = chat ? `${chat.title} · Ropewalk` : "Ropewalk";
    return () => {
      document.title = "Ropewalk";
    };
  }, [chat]);

  useEffect(() => {
    focusByKeyboard(composer.current);
  }, []);

  if (fatal) {
    return (
      <>
        <PageHeader title="" />
        <Failed error={fatal}>
          <Button asChild>
            <Link to="/">New chat</Link>
          </Button>
        </Failed>
      </>
    );
  }

  return (
    <>
      <ChatHeader chat={chat} version={newest} />
      <ScrollColumn version={stream}>
        {loading ? (
          <Skeleton rows={7} />
        ) : (
          <>
            {!stream.hasOlder && chat?.owner_id === me?.id && <OwnSkills />}
            {stream.hasOlder && <OlderMessages chatId={chatId} connection={connection} />}
            <ChatBuild value={chat?.build_id ?? undefined}>
              <EditingContext value={editing}>
                <ChatScopeContext value={scope}>
                  <TranscriptView turns={turns} />
                </ChatScopeContext>
              </EditingContext>
            </ChatBuild>
            {status === "requires_action" && <ClientToolsCard chatId={chatId} turns={turns} />}
            {stream.retry && <RetryCard retry={stream.retry} />}
            {status === "error" && (
              <ChatErrorCard
                error={stream.error ?? chat?.last_error ?? null}
                connection={connection}
                chatId={chatId}
              />
            )}
            <StatusLine
              chatId={chatId}
              turns={turns}
              status={status}
              retry={stream.retry}
              isArchived={chat?.archived ?? false}
              connection={link}
            />
          </>
        )}
      </ScrollColumn>
      {chat && chat.children.length > 0 && (
        <div className="mx-auto w-full max-w-[47rem] px-3 sm:px-6">
          <AgentsPanel agents={chat.children} />
        </div>
      )}
      <ChatComposer
        chatId={chatId}
        chat={chat}
        connection={connection}
        stream={stream}
        status={status}
        field={composer}
        onUp={editLast}
      />
    </>
  );
}

/** Whoever has a keyboard can write at once; a phone's would cover half of what there is to read. */
function focusByKeyboard(field: HTMLTextAreaElement | null): void {
  if (matchMedia("(pointer: fine)").matches) field?.focus();
}
