// Sets how hard a model may be asked to think.

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { updateModel } from "@/api/models";
import type { ChatModelConfig } from "@/api/types";
import { FormDialog } from "@/components/form-dialog";
import { refreshModels } from "../models/use-providers";
import { EffortFields } from "./effort-fields";

interface Props {
  model: ChatModelConfig;
  efforts: readonly string[];
  onClose: () => void;
}

export function EffortDialog({ model, efforts, onClose }: Props) {
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
  return (
    <FormDialog
      title={`Reasoning effort of ${model.display_name}`}
      action="Save"
      save={save}
      onClose={onClose}
    >
      <EffortFields efforts={efforts} value={effort} onChange={setEffort} />
    </FormDialog>
  );
}
