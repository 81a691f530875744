// A dialog that is a form: Cancel, one button that sends it, and what went wrong where no field says it.

import { type FormEvent, type ReactNode, useId } from "react";
import { toApiError } from "@/api/errors";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { ErrorNotice } from "./notice";

/** What sends the form, of `useMutation`. */
interface Save {
  isPending: boolean;
  error: Error | null;
  mutate: () => void;
}

interface Props {
  title: string;
  /** What the button says. */
  action: string;
  save: Save;
  disabled?: boolean;
  /** The fields that say for themselves what is wrong with them. */
  fields?: readonly string[];
  onClose: () => void;
  wide?: boolean;
  children: ReactNode;
}

export function FormDialog({ title, action, save, disabled, fields = [], onClose, wide, children }: Props) {
  const form = useId();
  const error = save.error && toApiError(save.error);
  const isTold = fields.some((field) => error?.field(field));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      wide={wide}
      footer={
        <>
          <Button size="md" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="md"
            look="primary"
            type="submit"
            form={form}
            busy={save.isPending}
            disabled={disabled}
          >
            {action}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {children}
        {error && !isTold && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}
