// The start page: write, and a chat begins. Without a model it first asks for a provider's key, in place.

import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { createChat } from "@/api/chats";
import { ApiError } from "@/api/errors";
import { keys, queryClient } from "@/api/query";
import { PageHeader } from "@/components/page-header";
import { RopeMark } from "@/components/rope";
import { Failed, Skeleton } from "@/components/states";
import { toastWarnings } from "@/components/toast";
import { rememberChat } from "../chats/use-chats";
import { AddProviderCard } from "../models/add-provider-card";
import { EffortPicker } from "../models/effort-picker";
import { rememberModel, useModelChoice, useModels } from "../models/model-choice";
import { ModelPicker } from "../models/model-picker";
import { useMe } from "../session/session";
import { useShortcut } from "../shortcuts/use-shortcut";
import { useAttachments } from "./attachments/use-attachments";
import { Composer } from "./composer/composer";
import { PlanToggle } from "./composer/plan-toggle";
import { useDraft } from "./composer/use-draft";

export function NewChatPage() {
  const { models, choice, error, refetch } = useModelChoice();
  useEffect(() => {
    document.title = "New chat · Ropewalk";
  }, []);
  return (
    <>
      <PageHeader title="New chat" />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex min-h-full w-full max-w-[43rem] flex-col justify-center px-4 pt-8 pb-[16vh] sm:px-6">
          <h2 className="mb-5 flex items-center gap-3 text-xl font-semibold tracking-tight">
            <RopeMark className="size-7" />
            {models?.length === 0 ? "First, a model to work with" : "What shall be done?"}
          </h2>
          {!models && (error ? <Failed error={error} retry={refetch} /> : <Skeleton />)}
          {models?.length === 0 && <AddProviderCard />}
          {models && models.length > 0 && <Start choice={choice} />}
        </div>
      </div>
    </>
  );
}

function Start({ choice }: { choice: string | undefined }) {
  const me = useMe();
  const navigate = useNavigate();
  const [text, setText] = useDraft("new");
  const [model, setModel] = useState<string | undefined>(undefined);
  const [effort, setEffort] = useState("");
  const [plans, setPlans] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useShortcut("Mod+.", () => setPlans(!plans), { inFields: true });
  useShortcut("/", () => field.current?.focus());
  useEffect(() => field.current?.focus(), []);

  const { data: models } = useModels();
  const provider = models?.find((it) => it.id === (model ?? choice))?.provider;
  const attachments = useAttachments({ organizationId: me?.organization_ids[0], provider });

  const choose = (id: string) => {
    setModel(id);
    rememberModel(id);
  };
  const begin = async (message: string) => {
    const organization = me?.organization_ids[0];
    if (organization === undefined) {
      throw new ApiError(
        403,
        "You are in no organization.",
        "Ask an owner of this server to add you to one.",
      );
    }
    const files = attachments.ready;
    const chat = await createChat(organization, message, {
      modelId: model ?? choice,
      effort: effort === "" ? undefined : effort,
      planMode: plans,
      fileIds: files.map((it) => it.fileId),
    });
    attachments.sent(files);
    toastWarnings(chat.warnings);
    rememberChat(chat);
    queryClient.setQueryData(keys.chat(chat.id), chat);
    setText("");
    await navigate({ to: "/chats/$chatId", params: { chatId: chat.id } });
  };

  return (
    <Composer
      text={text}
      onText={setText}
      onSend={begin}
      attachments={attachments}
      field={field}
      placeholder="Describe the work. The model makes a workspace when it needs one."
    >
      <ModelPicker value={model ?? choice} onChange={choose} />
      <EffortPicker modelId={model ?? choice} value={effort} onChange={setEffort} />
      <PlanToggle on={plans} onChange={setPlans} />
    </Composer>
  );
}
