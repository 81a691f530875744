// The way to what changed in the repositories of a chat.

import { FileDiff } from "lucide-react";
import { useState } from "react";
import { Drawer } from "@/components/dialog";
import { IconButton } from "@/components/icon-button";
import { Changes } from "./changes";

interface Props {
  chatId: string;
  workspaceId: string;
  version: unknown;
}

export function ChangesButton(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label="What changed in the workspace" onClick={() => setOpen(true)}>
        <FileDiff />
      </IconButton>
      <Drawer open={open} onOpenChange={setOpen} title="Changes" wide>
        <Changes {...props} />
      </Drawer>
    </>
  );
}
