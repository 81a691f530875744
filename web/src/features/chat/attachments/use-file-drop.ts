// Files that are dropped anywhere on the page are attached: a browser would leave the page for one that misses the composer.

import { useEffect, useRef, useState } from "react";

interface Drop {
  onFiles: (files: File[]) => void;
  /** Files are not taken now; the page stays all the same. */
  disabled: boolean;
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Whether files are held over the page. */
export function useFileDrop({ onFiles, disabled }: Drop): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef({ onFiles, disabled });
  latest.current = { onFiles, disabled };

  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = latest.current.disabled ? "none" : "copy";
      setIsOver(!latest.current.disabled);
    };
    // Between two elements of the page there is always another one that is entered.
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setIsOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (!latest.current.disabled) latest.current.onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);

  return isOver;
}
