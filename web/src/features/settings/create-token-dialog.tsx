// Makes a token and shows it, once.

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { createToken } from "@/api/account";
import { toApiError } from "@/api/errors";
import { keys, queryClient } from "@/api/query";
import { Button } from "@/components/button";
import { CopyButton } from "@/components/code/copy-button";
import { Dialog } from "@/components/dialog";
import { TextField } from "@/components/field";
import { FormDialog } from "@/components/form-dialog";
import { SelectField } from "@/components/select";

const LIFETIMES = [
  { value: "7", label: "7 days after its last use" },
  { value: "30", label: "30 days after its last use" },
  { value: "90", label: "90 days after its last use" },
  { value: "365", label: "A year after its last use" },
];

export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [days, setDays] = useState("30");
  const create = useMutation({
    mutationFn: () => createToken(name, Number(days)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.tokens }),
  });
  const error = create.error && toApiError(create.error);

  if (create.data) {
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title="Your new token"
        description="Copy it now: it is not shown again."
        footer={
          <Button size="md" look="primary" onClick={onClose}>
            Done
          </Button>
        }
      >
        <div className="flex items-center gap-1 rounded-lg border border-line bg-well py-1.5 pr-1.5 pl-3">
          <code data-testid="new-token" className="min-w-0 flex-1 font-mono text-sm break-all">
            {create.data.key}
          </code>
          <CopyButton text={create.data.key} label="Copy token" />
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog title="New token" action="Create" save={create} fields={["token_name"]} onClose={onClose}>
      <TextField
        label="Name"
        required
        autoFocus
        autoComplete="off"
        placeholder="What it is for"
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={error?.field("token_name")}
      />
      <SelectField label="Ends" value={days} onChange={setDays} options={LIFETIMES} />
    </FormDialog>
  );
}
