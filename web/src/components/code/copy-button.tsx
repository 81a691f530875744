// Copies a text, and says so.

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "../icon-button";
import { showToast } from "../toast";

interface Props {
  text: string;
  label?: string;
  size?: "sm" | "md";
  className?: string;
}

export function CopyButton({ text, label = "Copy", size, className }: Props) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      showToast("The browser does not let the page copy.", "Select the text and copy it by hand.");
    }
  };

  return (
    <IconButton
      label={copied ? "Copied" : label}
      size={size}
      className={className}
      onClick={() => void copy()}
    >
      {copied ? <Check className="text-good" /> : <Copy />}
    </IconButton>
  );
}
