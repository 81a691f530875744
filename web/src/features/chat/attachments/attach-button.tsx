// Opens the picker of files.

import { Paperclip } from "lucide-react";
import { useRef } from "react";
import { IconButton } from "@/components/icon-button";
import { ACCEPT } from "./accept";

export function AttachButton({
  onFiles,
  disabled,
}: {
  onFiles: (files: File[]) => void;
  disabled?: boolean;
}) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label="Attach files" side="top" disabled={disabled} onClick={() => picker.current?.click()}>
        <Paperclip />
      </IconButton>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="file-picker"
        accept={ACCEPT}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again after it was removed.
          event.target.value = "";
        }}
      />
    </>
  );
}
