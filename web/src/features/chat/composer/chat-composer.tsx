// The composer of an existing chat: the queue above it, the model and the filling of the context window in its foot.

import { useMutation, useQuery } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import { type Choice, interruptChat, updateChat } from "@/api/chats";
import { retentionDays } from "@/api/lifecycle";
import { keys } from "@/api/query";
import type { Chat, ChatStatus } from "@/api/types";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { toastError, toastWarnings } from "@/components/toast";
import { useArchive } from "../../chats/chat-menu";
import { rememberChat } from "../../chats/use-chats";
import { EffortPicker } from "../../models/effort-picker";
import { useModels } from "../../models/model-choice";
import { ModelPicker } from "../../models/model-picker";
import { useShortcut } from "../../shortcuts/use-shortcut";
import { useAttachments } from "../attachments/use-attachments";
import type { ChatConnection } from "../stream/connection";
import { isBusy, type StreamState } from "../stream/reducer";
import { say } from "../stream/say";
import { Composer, type SendMode } from "./composer";
import { ContextMeter } from "./context-meter";
import { PlanToggle } from "./plan-toggle";
import { Queue } from "./queue";
import { type Command, commandOf, SlashCommands } from "./slash-commands";
import { useDraft } from "./use-draft";
import { usePromptHistory } from "./use-prompt-history";

interface Props {
  chatId: string;
  chat: Chat | undefined;
  connection: ChatConnection;
  stream: StreamState;
  status: ChatStatus | null;
  field: RefObject<HTMLTextAreaElement | null>;
  /** The up arrow in an empty field. */
  onUp: () => void;
}

export function ChatComposer({ chatId, chat, connection, stream, status, field, onUp }: Props) {
  const [text, setText] = useDraft(chatId);
  const [choice, setChoice] = useState<Choice>({});
  const model = choice.modelId ?? chat?.last_model_config_id;
  const { data: models } = useModels();
  const provider = models?.find((it) => it.id === model)?.provider;
  const attachments = useAttachments({ organizationId: chat?.organization_id, provider });
  const busy = isBusy(status) || status === "requires_action";
  const isArchived = chat?.archived ?? false;

  const stop = useMutation({ mutationFn: () => interruptChat(chatId), onError: toastError });
  const stoppable = busy && status !== "interrupting";
  useShortcut("Escape", () => stoppable && stop.mutate(), { inFields: true });
  useShortcut("/", () => field.current?.focus());
  const plans = chat?.plan_mode === "plan";
  const plan = useMutation({
    mutationFn: (on: boolean) => updateChat(chatId, { plan_mode: on ? "plan" : "" }),
    onSuccess: (_done, on) => chat && rememberChat({ ...chat, plan_mode: on ? "plan" : undefined }),
    onError: toastError,
  });
  const canPlan = chat !== undefined && !isArchived && !chat.mode;
  useShortcut("Mod+.", () => canPlan && plan.mutate(!plans), { inFields: true });

  const send = async (message: string, mode: SendMode) => {
    const command = commandOf(message);
    if (command) {
      await command.run(chatId);
      return;
    }
    const files = attachments.ready;
    const withFiles = { ...choice, fileIds: files.map((it) => it.fileId) };
    const warnings = await say(
      connection,
      chatId,
      message,
      withFiles,
      mode === "interrupt" ? "interrupt" : "queue",
    );
    attachments.sent(files);
    toastWarnings(warnings);
  };

  const newest = stream.messages.findLast((it) => it.role === "user")?.id ?? 0;
  const recall = usePromptHistory(chatId, newest, text, setText);

  const pick = (command: Command) => {
    setText(command.name);
    field.current?.focus();
  };

  return (
    <div className="mx-auto w-full max-w-[47rem] px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6 sm:pb-4">
      <Queue
        chatId={chatId}
        queue={stream.queue}
        status={status}
        connection={connection}
        disabled={isArchived}
        onGone={() => matchMedia("(pointer: fine)").matches && field.current?.focus()}
      />
      {chat && isArchived && <ArchivedNotice chat={chat} />}
      {!isArchived && <SlashCommands text={text} onPick={pick} />}
      <Composer
        text={text}
        onText={setText}
        onSend={send}
        attachments={attachments}
        onStop={stoppable ? () => stop.mutate() : undefined}
        stopping={stop.isPending}
        busy={busy}
        field={field}
        disabled={isArchived}
        onUp={onUp}
        onRecall={recall}
        placeholder={isArchived ? "This chat is archived" : busy ? "Queue a message" : "Write a message"}
      >
        <ModelPicker value={model} onChange={(modelId) => setChoice({ ...choice, modelId })} />
        <EffortPicker
          modelId={model}
          value={choice.effort ?? chat?.last_reasoning_effort ?? ""}
          onChange={(effort) => setChoice({ ...choice, effort })}
        />
        {canPlan && <PlanToggle on={plans} disabled={plan.isPending} onChange={(on) => plan.mutate(on)} />}
        <ContextMeter messages={stream.messages} />
      </Composer>
    </div>
  );
}

function ArchivedNotice({ chat }: { chat: Chat }) {
  const archive = useArchive(chat);
  const { data: days = 0 } = useQuery({ queryKey: keys.retention, queryFn: retentionDays });
  return (
    <Notice
      className="mb-2"
      title="This chat is archived"
      actions={
        <Button busy={archive.isPending} onClick={() => archive.mutate(false)}>
          Unarchive
        </Button>
      }
    >
      It can be read and found, and goes on once it is back among the chats.
      {days > 0 && ` It is deleted ${days === 1 ? "a day" : `${days} days`} after it was archived.`}
    </Notice>
  );
}
