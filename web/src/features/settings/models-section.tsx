// The models that chats may use: which, how large, on and off, and the default.

import { Cpu, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/button";
import { Empty, Failed, Skeleton } from "@/components/states";
import { useModels } from "../models/model-choice";
import { AddModelDialog } from "./add-model-dialog";
import { ModelRow } from "./model-row";
import { Rows, Section } from "./section";

export function ModelsSection() {
  const { data: models, error, refetch } = useModels();
  const [adding, setAdding] = useState(false);
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      <Plus className="size-4" aria-hidden="true" /> Add model
    </Button>
  );

  return (
    <Section
      title="Models"
      lead="What people can choose from. Chats without a choice use the default."
      action={models && models.length > 0 && add}
    >
      {!models && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton rows={4} />)}
      {models?.length === 0 && (
        <Empty icon={<Cpu />} title="No model yet" action={add}>
          Add one from the list of known models, or any other by its name.
        </Empty>
      )}
      {models && models.length > 0 && (
        <Rows>
          {models.map((model) => (
            <ModelRow key={model.id} model={model} />
          ))}
        </Rows>
      )}
      {adding && <AddModelDialog onClose={() => setAdding(false)} present={models ?? []} />}
    </Section>
  );
}
