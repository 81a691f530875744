// Sets how hard a model may be asked to think.

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { toApiError } from "@/api/errors";
import { updateModel } from "@/api/models";
import type { ChatModelConfig } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { ErrorNotice } from "@/components/notice";
import { refreshModels } from "../models/use-providers";
import { EffortFields } from "./effort-fields";

interface Props {
  model: ChatModelConfig;
  efforts: readonly string[];
  onClose: () => void;
}

export function EffortDialog({ model, efforts, onClose }: Props) {
  const form = useId();
  const [effort, setEffort] = useState(model.model_config?.reasoning_effort ?? undefined);
  const save = useMutation({
    // The settings of the calls are replaced as a whole, so the others go with it.
    mutationFn: () =>
      updateModel(model.id, { model_config: { ...model.model_config, reasoning_effort: effort } }),
    onSuccess: async () => {
      await refreshModels();
      onClose();
    },
  });
  const error = save.error && toApiError(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Reasoning effort of ${model.display_name}`}
      footer={
        <>
          <Button size="md" onClick={onClose}>
            Cancel
          </Button>
          <Button size="md" look="primary" type="submit" form={form} busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <EffortFields efforts={efforts} value={effort} onChange={setEffort} />
        {error && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}
